/** Which object a flow looks at, by Stripe's id. */
export type LookAt = {
  readonly object: 'invoice' | 'payment_intent' | 'checkout_session' | 'subscription'
  readonly id: string
}

/** The kind of page a pay link leads to. */
export type PageKind =
  | 'hosted-invoice'
  | 'payment-intent'
  | 'checkout'
  | 'voucher'
  | 'order-again'
  | 'card-update'
  | 'manage-plan'
  | 'subscribe-again'
