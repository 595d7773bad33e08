import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { confirmIntent } from '../actions/one-off.ts'
import { issueVoucher } from '../actions/vouchers.ts'
import { type Form, nested, text } from '../form.ts'
import type { Holder } from '../objects/customer.ts'
import { isVoucherMethod, type VoucherMethod } from '../objects/voucher.ts'
import { refuse, refuseParam } from '../refusal.ts'
import { idOf } from '../state.ts'
import { readHolder } from './contact-params.ts'
import { refuseCard } from './refuse-card.ts'
import { amountIn, require, seek } from './route.ts'

/** The parameters that say how a payment intent is to be paid. */
export const chargeNames = ['off_session', 'payment_method', 'payment_method_data', 'payment_method_options']

/** What a payment intent is to be paid with. */
export type Chosen =
  | { readonly kind: 'card'; readonly method: Stripe.PaymentMethod }
  | {
      readonly kind: 'voucher'
      readonly method: VoucherMethod
      readonly holder: Holder
      readonly days: number | undefined
    }

/** Whose payment intent it is, and how it may be paid. */
export type Payable = { readonly customer: string | undefined; readonly methods: readonly string[] }

/** What the parameters want a payment intent to be paid with, or undefined. */
export function readChosen(act: Act, params: Form, payable: Payable): Chosen | undefined {
  if (nested(params, 'payment_method_data')) return readVoucher(params, payable)
  const id = text(params, 'payment_method')
  if (id === undefined) return undefined
  const method = seek(act, 'payment_method', id, 'payment_method')
  const owner = idOf(method.customer)
  if (owner && owner !== payable.customer) {
    const message = `The provided PaymentMethod ${id} belongs to a Customer. Please include that Customer in the \`customer\` parameter.`
    refuseParam(message, 'payment_method')
  }
  return { kind: 'card', method }
}

function readVoucher(params: Form, { customer, methods }: Payable): Chosen {
  const data = nested(params, 'payment_method_data') ?? {}
  const type = require(data, 'type')
  if (!isVoucherMethod(type))
    refuseParam('The simulator makes new payment methods of vouchers only.', 'payment_method_data[type]')
  if (!methods.includes(type)) {
    const message = `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent.`
    refuseParam(message, 'payment_method_data')
  }
  if (type === 'customer_balance' && !customer)
    refuseParam('Bank transfers need a customer.', 'customer', 'parameter_missing')
  const options = nested(nested(params, 'payment_method_options') ?? {}, type) ?? {}
  const days = amountIn(options, 'expires_after_days')
  return { kind: 'voucher', method: type, holder: readHolder(nested(data, 'billing_details') ?? {}), days }
}

/** Charges a payment intent to what was chosen for it; refused with 402 where the card is declined. */
export function charge(act: Act, id: string, chosen: Chosen, params: Form): Stripe.PaymentIntent {
  if (chosen.kind === 'voucher') return issueVoucher(act, id, chosen)
  const by = text(params, 'off_session') === 'true' ? 'merchant-off-session' : 'merchant'
  const charged = confirmIntent(act, id, { method: chosen.method, by })
  return charged.status === 'requires_payment_method' ? refuseCard(charged) : charged
}

/** Refuses to charge a payment intent that nothing was chosen for. */
export function refuseWithoutMethod(): never {
  const message =
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method."
  refuse(400, { type: 'invalid_request_error', code: 'parameter_missing', message })
}
