import type Stripe from 'stripe'
import type { DeclineClass } from '../../domain/enrollment.ts'

/** Why a payment was declined: what the shopper could do, and the code as it may be shown. */
export type Decline = {
  readonly declineClass: DeclineClass
  readonly code: string
  /** Whether Stripe's own retry may win: not where the bank, or a card issued in India, lets it try no more. */
  readonly mayRetry: boolean
}

/** Stripe's decline codes by what helps: https://docs.stripe.com/declines/codes */
const codesByClass: Readonly<Record<DeclineClass, string>> = {
  'other-card':
    'expired_card lost_card stolen_card pickup_card card_not_supported currency_not_supported incorrect_number ' +
    'invalid_account new_account_information_available transaction_not_allowed restricted_card fraudulent ' +
    'merchant_blacklist highest_risk_level',
  're-enter':
    'incorrect_cvc invalid_cvc incorrect_zip incorrect_address invalid_expiry_month invalid_expiry_year',
  'top-up': 'insufficient_funds card_velocity_exceeded withdrawal_count_limit_exceeded',
  authenticate: 'authentication_required authentication_not_handled mobile_device_authentication_required',
  'call-bank': 'do_not_honor call_issuer generic_decline no_action_taken security_violation',
  wait: 'processing_error issuer_not_available try_again_later reenter_transaction approve_with_id',
  merchant: 'duplicate_transaction invalid_amount testmode_decline',
  'told-bank-to-stop':
    'revocation_of_authorization revocation_of_all_authorizations stop_payment_order debit_not_authorized',
}

/** Codes Stripe asks to present as a generic decline: https://docs.stripe.com/declines/codes */
const sensitive = new Set([
  'lost_card',
  'stolen_card',
  'pickup_card',
  'fraudulent',
  'merchant_blacklist',
  'highest_risk_level',
])

const classes = new Map(
  Object.entries(codesByClass).flatMap(([declineClass, codes]) =>
    codes.split(' ').map((code) => [code, declineClass as DeclineClass] as const),
  ),
)

/**
 * The last failure of a payment intent. Stripe clears `last_payment_error` when the intent is updated, so the
 * failed charge speaks where it is gone. Undefined when neither tells.
 */
export function readDecline(intent: Stripe.PaymentIntent): Decline | undefined {
  const error = intent.last_payment_error
  const charge = failedCharge(intent)
  const code = error?.decline_code ?? error?.code ?? charge?.outcome?.reason ?? charge?.failure_code
  if (!code) return undefined
  const advice = error?.advice_code ?? charge?.outcome?.advice_code
  return {
    declineClass: classes.get(code) ?? 'call-bank',
    code: sensitive.has(code) ? 'generic_decline' : code,
    mayRetry: advice !== 'do_not_try_again' && cardOf(intent)?.country !== 'IN',
  }
}

/** A charge that went through may have a word about its risk, which is no failure. */
function failedCharge({ latest_charge }: Stripe.PaymentIntent): Stripe.Charge | undefined {
  const charge = typeof latest_charge === 'object' ? latest_charge : undefined
  return charge?.status === 'succeeded' ? undefined : (charge ?? undefined)
}

/** The card of the attempt that failed. */
export function cardOf(intent: Stripe.PaymentIntent): Stripe.PaymentMethod.Card | undefined {
  return intent.last_payment_error?.payment_method?.card
}
