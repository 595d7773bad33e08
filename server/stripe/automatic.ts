import type Stripe from 'stripe'
import { isGone, isRevoked } from './look.ts'

/**
 * The portal's page on which a customer puts in what Stripe may charge by itself; nothing is charged there. Undefined for
 * one without a running subscription. Throws when Stripe cannot be reached or fails.
 */
export async function setUpAutomaticPage(stripe: Stripe, customer: string): Promise<string | undefined> {
  try {
    const { data } = await stripe.subscriptions.list({ customer, limit: 1 })
    if (data.length === 0) return undefined
    const session = await stripe.billingPortal.sessions.create({
      customer,
      flow_data: { type: 'payment_method_update', after_completion: { type: 'hosted_confirmation' } },
    })
    return session.url
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return undefined
    throw error
  }
}
