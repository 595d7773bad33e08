import type Stripe from 'stripe'

/** A portal session, with what only its page knows. */
export type Portal = {
  readonly session: Stripe.BillingPortal.Session
  /** Unix seconds of the shopper's last step; undefined until the page is opened. */
  readonly lastUsed?: number
  /** The flow is through. */
  readonly isDone?: true
}

/** What a portal session is asked for with; Stripe's words where they are passed through. */
export type NewPortal = {
  readonly customer: string
  readonly flow: Stripe.BillingPortal.Session.Flow | null
  readonly returnUrl: string | null
  readonly locale: string | null
  /** The customer may log in when the link has died; until then (unix seconds) or, for null, forever. */
  readonly login?: { readonly expiresAt: number | null }
}

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

/** A portal session whose page is at this address. */
export function makePortalSession(
  fields: NewPortal,
  at: { readonly url: string; readonly configuration: string },
  made: Made,
): Stripe.BillingPortal.Session {
  return {
    ...made,
    ...at,
    object: 'billing_portal.session',
    after_expiration: fields.login
      ? { customer_login: { expires_at: fields.login.expiresAt }, type: 'customer_login' }
      : null,
    customer: fields.customer,
    customer_account: null,
    flow: fields.flow,
    locale: fields.locale,
    on_behalf_of: null,
    return_url: fields.returnUrl,
  }
}

/** The flow in which a shopper puts in another card. */
export function paymentMethodFlow(
  afterCompletion: Stripe.BillingPortal.Session.Flow.AfterCompletion,
): Stripe.BillingPortal.Session.Flow {
  return {
    after_completion: afterCompletion,
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: 'payment_method_update',
  }
}
