import type Stripe from 'stripe'
import { isGone, isRevoked } from './look.ts'
import { newCardPage } from './own-card.ts'

/** Whose payments are to go by themselves from now on. */
export type Wish = {
  readonly customer: string
  /** Where the shopper is led when they are done. */
  readonly backUrl: string
  /** A subscription whose invoices are sent may be charged automatically from then on. */
  readonly maySwitch: boolean
}

const subscriptionsAtMost = 100

/**
 * A page on which a customer puts in a card that Stripe charges by itself from then on; nothing is charged there. Undefined
 * for one without a running subscription that may be charged so. Throws when Stripe cannot be reached or fails.
 */
export async function automaticPage(
  stripe: Stripe,
  { customer, backUrl, maySwitch }: Wish,
): Promise<string | undefined> {
  try {
    const { data } = await stripe.subscriptions.list({ customer, limit: subscriptionsAtMost })
    const sent = maySwitch ? data.find(isSent) : undefined
    const subscription = sent ?? data.find((one) => !isSent(one))
    return subscription && ((await newCardPage(stripe, subscription, backUrl)) ?? undefined)
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return undefined
    throw error
  }
}

function isSent({ collection_method }: Stripe.Subscription): boolean {
  return collection_method === 'send_invoice'
}
