import type Stripe from 'stripe'
import { isGone } from './look.ts'
import { idOf } from './read/event.ts'

/**
 * Every id under which something shown in the Dashboard may be known to us, itself first: a charge by its payment, and a
 * payment by the invoices it pays.
 */
export async function namesOf(stripe: Stripe, id: string): Promise<readonly string[]> {
  try {
    const isCharge = /^(ch|py)_/.test(id)
    const intent = isCharge ? idOf((await stripe.charges.retrieve(id)).payment_intent) : id
    if (!intent?.startsWith('pi_')) return [id]
    const payments = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intent },
      limit: 10,
    })
    const invoices = payments.data.flatMap(({ invoice }) => idOf(invoice) ?? [])
    return [...new Set([id, intent, ...invoices])]
  } catch (error) {
    if (isGone(error)) return [id]
    throw error
  }
}
