/** What a message counts as, in Meta's words; what it costs depends on that, the country and the month. */
export type Price = {
  /** Such as `utility`. */
  readonly category: string
  /** `regular`, or why it is free. */
  readonly kind: string
  readonly model: string
  /** Undefined where Meta does not say: it means to leave that out. */
  readonly isBillable: boolean | undefined
}

/** Whether WhatsApp charges for a message. */
export function isCharged({ kind, isBillable }: Pick<Price, 'kind' | 'isBillable'>): boolean {
  return isBillable ?? kind === 'regular'
}

/** How many messages of a kind WhatsApp charged, of those it told the kind of. */
export type Charged = { readonly category: string; readonly charged: number; readonly told: number }

/** What so many messages of each price come to by category, in the order of their names. */
export function chargedBy(
  prices: readonly (Pick<Price, 'category' | 'kind' | 'isBillable'> & { readonly messages: number })[],
): readonly Charged[] {
  const groups = [...Map.groupBy(prices, ({ category }) => category)]
  return groups
    .map(([category, same]) => ({
      category,
      charged: sum(same.filter(isCharged)),
      told: sum(same),
    }))
    .toSorted((a, b) => (a.category < b.category ? -1 : 1))
}

function sum(prices: readonly { readonly messages: number }[]): number {
  return prices.reduce((total, { messages }) => total + messages, 0)
}
