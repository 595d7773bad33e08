import type Stripe from 'stripe'
import type { Shelf } from './shelf.ts'
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

/** Stores a new or changed object. */
export function keep<K extends Kind>(
  act: Act,
  kind: K,
  object: Kinds[K] & { readonly id: string },
): Kinds[K] {
  const objects: Shelf<Kinds[K]> = act.space.objects[kind]
  objects.set(object.id, object)
  return object
}

/** Changes fields of a stored object without a word. */
export function change<K extends Kind>(act: Act, kind: K, id: string, fields: Partial<Kinds[K]>): Kinds[K] {
  const objects: Shelf<Kinds[K]> = act.space.objects[kind]
  const old = objects.get(id)
  if (!old) throw new Error(`${act.space.account.id} has no ${kind} ${id}`)
  const changed = { ...old, ...fields }
  objects.set(id, changed)
  return changed
}

/** Unix seconds of an instant, as all of Stripe's times are. */
export function seconds(time: Temporal.Instant): number {
  return Math.floor(time.epochMilliseconds / 1000)
}
