import type Stripe from 'stripe'

/** A card as a person reads it: `Visa •••• 4242`; undefined for what is no card. */
export function cardLabel(
  card: { readonly brand: string; readonly last4: string | null } | null | undefined,
): string | undefined {
  if (!card?.last4) return undefined
  const brand = brands[card.brand] ?? card.brand.replace(/^./, (first) => first.toUpperCase())
  return `${brand} •••• ${card.last4}`
}

/** Brands that are not just written with a capital: https://docs.stripe.com/api/payment_methods/object */
const brands: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  unknown: 'Card',
}

/** A payment method on file. */
export type SeenMethod = {
  readonly card: string | undefined
  /** The moment the card is of no use any more; undefined for what does not expire. */
  readonly expiresAt: Temporal.Instant | undefined
}

/**
 * Reads a payment method, undefined when there is none. Of one that is only named by its id, as the cards of Stripe's
 * older kind are, nothing more is known than that it is on file.
 */
export function readMethod(method: string | Stripe.PaymentMethod | null | undefined): SeenMethod | undefined {
  if (!method) return undefined
  if (typeof method === 'string') return { card: undefined, expiresAt: undefined }
  const { card } = method
  return { card: cardLabel(card), expiresAt: card ? endOfMonth(card.exp_year, card.exp_month) : undefined }
}

/** A card is good to the last day of its month; in the zone that gets there last it is still good. */
function endOfMonth(year: number, month: number): Temporal.Instant {
  const lastDay = Temporal.PlainYearMonth.from({ year, month }).add({ months: 1 }).toPlainDate({ day: 1 })
  return lastDay.toZonedDateTime('UTC').toInstant().add({ hours: 12 })
}
