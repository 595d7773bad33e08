import type { World } from '../world.ts'

/** Money that came in for an invoice by one payment intent. */
export type PaymentMade = {
  readonly intent: string
  /** Minor units, before anything went back. */
  readonly amount: number
  readonly at: Temporal.Instant
  readonly isRefunded: boolean
}

/** The payments that brought money for an invoice, oldest first. */
export function paymentsMade({ stripe }: World, invoice: string): readonly PaymentMade[] {
  const made = stripe.paymentIntentsOf(invoice).flatMap((id) => {
    const { amount_received, latest_charge } = stripe.find('payment_intent', id)
    if (!latest_charge) return []
    const charge = stripe.find('charge', typeof latest_charge === 'string' ? latest_charge : latest_charge.id)
    const at = Temporal.Instant.fromEpochMilliseconds(charge.created * 1000)
    return [{ intent: id, amount: amount_received, at, isRefunded: charge.refunded }]
  })
  return made.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}
