/** The panel's views as they may be picked, with the type of the object each stands beside. */
export const views = [
  { name: 'Overview', viewport: 'stripe.dashboard.drawer.default', object: undefined },
  { name: 'Customer', viewport: 'stripe.dashboard.customer.detail', object: 'customer' },
  { name: 'Invoice', viewport: 'stripe.dashboard.invoice.detail', object: 'invoice' },
  { name: 'Payment', viewport: 'stripe.dashboard.payment.detail', object: 'payment_intent' },
  { name: 'Subscription', viewport: 'stripe.dashboard.subscription.detail', object: 'subscription' },
  { name: 'Settings', viewport: 'settings', object: undefined },
  { name: 'Set-up', viewport: 'onboarding', object: undefined },
] as const

/** Stripe's own roles as its Dashboard names them. */
export const roles = [
  ['admin', 'Administrator'],
  ['super_admin', 'Super Administrator'],
  ['developer', 'Developer'],
  ['support_specialist', 'Support Specialist'],
  ['analyst', 'Analyst'],
  ['refund_analyst', 'Refund Analyst'],
  ['dispute_analyst', 'Dispute Analyst'],
  ['view_only', 'View only'],
] as const

/** The separate worlds of an account. The demo's shop is in live mode only. */
export const environments = [
  ['live', 'Live mode'],
  ['test', 'Test mode'],
  ['sandbox', 'Sandbox'],
] as const
