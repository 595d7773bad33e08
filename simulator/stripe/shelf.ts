/** Objects of one kind: by their ids, oldest first, and by what they belong to, however many there are. */
export type Shelf<T> = {
  readonly get: (id: string) => T | undefined
  readonly has: (id: string) => boolean
  /** Stores a new object, or replaces the one of that id where it stands. */
  readonly set: (id: string, object: T) => void
  readonly delete: (id: string) => void
  readonly values: () => Iterable<T>
  /** Those that name this customer, invoice, payment intent, charge or subscription, oldest first. */
  readonly belongingTo: (owner: string) => readonly T[]
}

/** An empty shelf. */
export function createShelf<T extends object>(): Shelf<T> {
  const objects = new Map<string, T>()
  /** The place of each object in the order they came. */
  const places = new Map<string, number>()
  const owned = new Map<string, Set<string>>()
  let came = 0

  function disown(id: string) {
    for (const owner of ownersOf(objects.get(id) ?? {})) owned.get(owner)?.delete(id)
  }

  function own(owner: string, id: string) {
    const ids = owned.get(owner) ?? new Set()
    owned.set(owner, ids.add(id))
  }

  return {
    get: (id) => objects.get(id),
    has: (id) => objects.has(id),
    set: (id, object) => {
      disown(id)
      if (!places.has(id)) places.set(id, ++came)
      objects.set(id, object)
      for (const owner of ownersOf(object)) own(owner, id)
    },
    delete: (id) => {
      disown(id)
      objects.delete(id)
      places.delete(id)
    },
    values: () => objects.values(),
    belongingTo: (owner) =>
      [...(owned.get(owner) ?? [])]
        .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
        .flatMap((id) => objects.get(id) ?? []),
  }
}

/** Where objects name what they belong to; Stripe names it in the middle of some. */
type Belonging = {
  readonly customer?: unknown
  readonly invoice?: unknown
  readonly payment_intent?: unknown
  readonly charge?: unknown
  readonly subscription?: unknown
  readonly payment?: { readonly payment_intent?: unknown } | null
  readonly parent?: { readonly subscription_details?: { readonly subscription?: unknown } | null } | null
}

function ownersOf(object: Belonging): readonly string[] {
  const { customer, invoice, payment_intent, charge, subscription, payment, parent } = object
  const named = [
    ...[customer, invoice, payment_intent, charge, subscription],
    ...[payment?.payment_intent, parent?.subscription_details?.subscription],
  ]
  return named.filter((one) => typeof one === 'string')
}
