import type Stripe from 'stripe'
import type { Declined } from './decline.ts'

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

/** An intent to keep a card for later, which waits for the card; the customer is null for a guest. */
export function makeSetupIntent(customer: string | null, made: Made): Stripe.SetupIntent {
  return {
    ...made,
    object: 'setup_intent',
    allowed_payment_method_types: ['card'],
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${made.id}_secret_${made.id.slice(5, 17)}`,
    customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: 'off_session',
  }
}

/** The error that a setup intent keeps of a card that was refused. */
export function makeSetupError(
  declined: Declined,
  method: Stripe.PaymentMethod,
): Stripe.SetupIntent.LastSetupError {
  return {
    ...(declined.adviceCode && { advice_code: declined.adviceCode }),
    code: declined.code,
    decline_code: declined.declineCode,
    message: declined.message,
    payment_method: method,
    type: 'card_error',
  }
}
