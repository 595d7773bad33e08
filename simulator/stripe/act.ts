import type Stripe from 'stripe'
import { announce } from './events.ts'
import type { Kind, Kinds, Space, State } from './state.ts'

/** Somebody who changes something: in which account, when and on which request. */
export type Act = {
  readonly state: State
  readonly space: Space
  /** Unix seconds. */
  readonly now: number
  /** `id` is null when Stripe acts by itself. */
  readonly request: Stripe.Event.Request
  /** Changes made while seeding a world leave no events. */
  readonly silent: boolean
}

/** Stripe acts by itself, e.g. a retry. */
export function automatically(state: State, space: Space): Act {
  const request = { id: null, idempotency_key: null }
  return { state, space, now: seconds(state.clock.now()), request, silent: false }
}

/** A person or a program acts through a request of their own. */
export function byRequest(state: State, space: Space, idempotencyKey: string | null = null): Act {
  const request = { id: state.makeId('req', 14), idempotency_key: idempotencyKey }
  return { ...automatically(state, space), request }
}

/** The kinds that announce a change of theirs, and the name they do it under; the others stay silent. */
const announced: { readonly [K in Kind]?: string } = {
  customer: 'customer.updated',
  product: 'product.updated',
  price: 'price.updated',
  subscription: 'customer.subscription.updated',
  invoice: 'invoice.updated',
  charge: 'charge.updated',
  payment_method: 'payment_method.updated',
  refund: 'refund.updated',
}

/** Stores a new or changed object. */
export function keep<K extends Kind>(
  act: Act,
  kind: K,
  object: Kinds[K] & { readonly id: string },
): Kinds[K] {
  const objects: Map<string, Kinds[K]> = act.space.objects[kind]
  objects.set(object.id, object)
  return object
}

/** Changes fields of a stored object without a word. */
export function change<K extends Kind>(act: Act, kind: K, id: string, fields: Partial<Kinds[K]>): Kinds[K] {
  const objects: Map<string, Kinds[K]> = act.space.objects[kind]
  const old = objects.get(id)
  if (!old) throw new Error(`${act.space.account.id} has no ${kind} ${id}`)
  const changed = { ...old, ...fields }
  objects.set(id, changed)
  return changed
}

/** Announces how an object differs from what it was, if it does. */
export function tellChange<K extends Kind>(act: Act, kind: K, old: Kinds[K], id: string): void {
  const changed = act.space.objects[kind].get(id)
  const type = announced[kind]
  const previous = changed && differences(old, changed)
  if (type && changed && previous) announce(act, type, changed, previous)
}

/** Changes fields of a stored object and announces the difference. */
export function changeAndTell<K extends Kind>(
  act: Act,
  kind: K,
  id: string,
  fields: Partial<Kinds[K]>,
): Kinds[K] {
  const old = act.space.objects[kind].get(id) as Kinds[K]
  const changed = change(act, kind, id, fields)
  tellChange(act, kind, old, id)
  return changed
}

/** The old values of what changed, as in `previous_attributes`: inside a map only the keys that changed. */
export function differences(old: object, changed: object): Record<string, unknown> | undefined {
  const [before, after] = [new Map(Object.entries(old)), new Map(Object.entries(changed))]
  const previous: [string, unknown][] = []
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)]
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    previous.push([key, isMap(was) && isMap(is) ? differences(was, is) : (was ?? null)])
  }
  return previous.length > 0 ? Object.fromEntries(previous) : undefined
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Unix seconds of an instant, as all of Stripe's times are. */
export function seconds(time: Temporal.Instant): number {
  return Math.floor(time.epochMilliseconds / 1000)
}
