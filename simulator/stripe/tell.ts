import { type Act, change } from './act.ts'
import { announce } from './events.ts'
import type { Kind, Kinds } from './state.ts'

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
