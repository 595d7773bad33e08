import { createHmac } from 'node:crypto'
import Stripe from 'stripe'
import type { World } from '../../simulator/world.ts'
import { metaApp, webhookSecret } from '../../simulator/world.ts'

/** How a Stripe webhook is signed; as Stripe does it now, when nothing is said. */
export type Signing = {
  readonly secret?: string
  /** Seconds between the signature's time and now; negative for the past. */
  readonly secondsOff?: number
  /** The whole header, in place of a signature; none at all when null. */
  readonly header?: string | null
  readonly environment?: string
}

/** A small event of this type, about an object nobody knows. */
export function smallEvent(type: string, id: string, fields: object = {}) {
  return {
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: 1_795_424_400,
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    data: { object: { id: `obj_${id}`, object: type.split('.').slice(0, -1).join('.') } },
    ...fields,
  }
}

/** The header Stripe's own package makes for a body. */
export function stripeHeader(world: World, body: string, { secret, secondsOff = 0 }: Signing = {}): string {
  const timestamp = Math.floor(world.clock.now().epochMilliseconds / 1000) + secondsOff
  return Stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: secret ?? webhookSecret,
    timestamp,
  })
}

/** Posts a body as Stripe does. */
export function postStripe(world: World, body: string, signing: Signing = {}): Promise<Response> {
  const header = signing.header === undefined ? stripeHeader(world, body, signing) : signing.header
  return fetch(`${world.url}/webhooks/stripe/${signing.environment ?? world.merchant.environment}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(header === null ? {} : { 'stripe-signature': header }),
    },
    body,
  })
}

/** The signature Meta makes over these bytes. */
export function metaSignature(body: string, secret = metaApp.secret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** Posts a body as Meta does. */
export function postMeta(
  world: World,
  body: string,
  { signature = metaSignature(body), app = 'default' }: { signature?: string | null; app?: string } = {},
): Promise<Response> {
  return fetch(`${world.url}/webhooks/whatsapp/${app}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
    },
    body,
  })
}

/** What became of everything that was kept. */
export function keptRows(world: World) {
  return world.house.tools.db
    .selectFrom('inbox')
    .select(['event_id', 'source', 'account_id', 'type', 'state', 'reason', 'body'])
    .orderBy('id')
    .execute()
}
