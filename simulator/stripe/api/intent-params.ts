import { type Form, text, texts } from '../form.ts'
import { mergeMetadata } from '../metadata.ts'
import type { IntentData } from '../objects/payment.ts'
import { isVoucherMethod, takes } from '../objects/voucher.ts'
import { refuseParam } from '../refusal.ts'
import { readShipping } from './contact-params.ts'

/** The parameters that `readIntentData` knows. */
export const intentDataNames = [
  'description',
  'metadata',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'statement_descriptor',
] as const

/** What the parameters say of a payment intent besides the money. */
export function readIntentData(params: Form): IntentData {
  return {
    description: text(params, 'description') ?? null,
    metadata: mergeMetadata({}, params.metadata),
    receipt_email: text(params, 'receipt_email') ?? null,
    setup_future_usage: text(params, 'setup_future_usage') ?? null,
    shipping: readShipping(params.shipping),
    statement_descriptor: text(params, 'statement_descriptor') ?? null,
  }
}

/** The types of payment method that are wanted; refused when one cannot be paid in that currency. */
export function readMethods(params: Form, currency: string): readonly string[] | undefined {
  const methods = texts(params, 'allowed_payment_method_types')
  const unfit = methods.find((method) => isVoucherMethod(method) && !takes(method, currency))
  if (unfit) {
    const message = `The currency provided (${currency}) is invalid for the payment method type ${unfit}.`
    refuseParam(message, 'allowed_payment_method_types')
  }
  return methods.length > 0 ? methods : undefined
}
