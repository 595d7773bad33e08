import type Stripe from 'stripe'
import type { Act } from './act.ts'
import { endpointsFor, post } from './deliver.ts'

/** The version that objects are rendered in; stripe-node 23.1.0 pins the same. */
export const apiVersion = '2026-10-28.endive'

/** Makes an event of what happened, keeps it for `GET /v1/events` and posts it. */
export function announce(act: Act, type: string, object: object, previous?: object): string | undefined {
  if (act.silent) return undefined
  return record(act, {
    type,
    data: { object, ...(previous && { previous_attributes: previous }) },
  })
}

/** Keeps and posts an event with any fields replaced, for shapes that this stand-in does not make itself. */
export function record(act: Act, fields: Readonly<Record<string, unknown>>): string {
  const event = {
    id: act.state.makeId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: act.now,
    data: { object: {} },
    livemode: act.space.livemode,
    pending_webhooks: endpointsFor(act.state, act.space, String(fields.type)).length,
    request: act.request,
    ...fields,
  } as Stripe.Event
  act.space.objects.event.set(event.id, event)
  post(act.state, act.space, event)
  return event.id
}
