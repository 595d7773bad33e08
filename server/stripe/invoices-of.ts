import type Stripe from 'stripe'
import { isAway, isGone, isRevoked } from './look.ts'

const invoicesAtMost = 100

/** Whether an id is of something that invoices are made for: a subscription or a customer. */
export function hasInvoices(id: string): boolean {
  return /^(sub|cus)_/.test(id)
}

/**
 * The newest invoices of a subscription or a customer, by their ids; none where Stripe knows it no more. Undefined when
 * Stripe does not answer.
 */
export async function invoicesOf(stripe: Stripe, id: string): Promise<readonly string[] | undefined> {
  const whose = id.startsWith('sub_') ? { subscription: id } : { customer: id }
  try {
    const { data } = await stripe.invoices.list({ ...whose, limit: invoicesAtMost })
    return data.map((invoice) => invoice.id)
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return []
    if (isAway(error)) return undefined
    throw error
  }
}
