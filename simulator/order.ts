import { createHash } from 'node:crypto'

/** How webhooks that were held back leave; the same seed shuffles them the same way. */
export type Order = 'in-order' | 'reverse' | { readonly shuffledBy: string }

/** The items in that order. */
export function arrange<Item>(items: readonly Item[], order: Order): readonly Item[] {
  if (order === 'in-order') return items
  return order === 'reverse' ? items.toReversed() : shuffle(items, order.shuffledBy)
}

function shuffle<Item>(items: readonly Item[], seed: string): readonly Item[] {
  const drawn = items.map((item, i) => ({ item, lot: lotOf(`${seed}:${i}`) }))
  return drawn.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ item }) => item)
}

function lotOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
