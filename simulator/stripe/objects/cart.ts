import type Stripe from 'stripe'
import type { IntentData } from './payment.ts'

/** What a checkout session sells, and what is to be said of the payment that it leads to, or of the card that it saves. */
export type Cart = {
  readonly items: readonly Stripe.LineItem[]
  readonly intentData: IntentData
  readonly subscriptionMetadata: Stripe.Metadata
}

/** One thing in a cart. */
export function makeLineItem(
  price: Stripe.Price,
  { id, name, quantity }: { readonly id: string; readonly name: string; readonly quantity: number },
): Stripe.LineItem {
  const total = (price.unit_amount ?? 0) * quantity
  return {
    id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: price.currency,
    description: name,
    metadata: {},
    price,
    quantity,
  }
}
