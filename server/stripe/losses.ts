import type Stripe from 'stripe'
import type { Payment } from '../domain/enrollment.ts'

const disputesAtMost = 100

/** Payments with what lost disputes took of them. Only those a bank asked back are looked at: most cost nothing. */
export function withLosses(stripe: Stripe, payments: readonly Payment[]): Promise<readonly Payment[]> {
  return Promise.all(
    payments.map((payment) => (payment.isDisputed ? withLoss(stripe, payment) : Promise.resolve(payment))),
  )
}

async function withLoss(stripe: Stripe, payment: Payment): Promise<Payment> {
  const { key, money, refunded } = payment
  const of = key.startsWith('pi_') ? { payment_intent: key } : { charge: key }
  const { data } = await stripe.disputes.list({ ...of, limit: disputesAtMost })
  const taken = data.filter(isLost).reduce((sum, { amount }) => sum + amount, 0)
  return { ...payment, lost: Math.min(taken, money.amount - refunded) }
}

/** An appeal is against a loss, and the money is away unless it is won. An inquiry takes none. */
function isLost({ status }: Stripe.Dispute): boolean {
  return status === 'lost' || status === 'appeal_needs_response' || status === 'appeal_under_review'
}
