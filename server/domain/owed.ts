import type { Money } from './money.ts'

/** What is owed in one currency, and how many things it is made of. */
export type Owed = Money & { readonly count: number }

/** What several open amounts come to, a sum for each currency: those are never added to each other. */
export function owedByCurrency(amounts: readonly Money[]): readonly Owed[] {
  const byCurrency = Map.groupBy(
    amounts.filter(({ amount }) => amount > 0),
    ({ currency }) => currency.toLowerCase(),
  )
  return [...byCurrency].map(([currency, all]) => ({
    currency,
    amount: all.reduce((sum, { amount }) => sum + amount, 0),
    count: all.length,
  }))
}
