import type { Act } from '../act.ts'
import { type NewCheckout, sessionSeconds } from '../actions/checkout.ts'
import { type Form, nested, text } from '../form.ts'
import { mergeMetadata } from '../metadata.ts'
import type { SessionOptions } from '../objects/checkout.ts'
import { makeCustomField } from '../objects/custom-field.ts'
import { refuseParam } from '../refusal.ts'
import { readLines } from './checkout-lines.ts'
import { intentDataNames, readIntentData, readMethods } from './intent-params.ts'
import { allowOnly, amountIn, inner, require, seek } from './route.ts'

/** The shortest life of a session (facts section 0, finding 4). */
const leastSeconds = 1_800

const known = [
  'mode',
  'line_items',
  'currency',
  'customer',
  'customer_email',
  'customer_creation',
  'client_reference_id',
  'metadata',
  'custom_fields',
  'phone_number_collection',
  'expires_at',
  'after_expiration',
  'payment_intent_data',
  'setup_intent_data',
  'subscription_data',
  'allowed_payment_method_types',
  'payment_method_options',
  'success_url',
  'cancel_url',
  'locale',
]

/** What the parameters of a new session ask for; refused where Stripe would refuse it. */
export function readCheckout(act: Act, params: Form): NewCheckout {
  allowOnly(params, known)
  require(params, 'success_url')
  const mode = readMode(params)
  const payer = readPayer(act, params)
  const expiresAt = readExpiry(act, params)
  const wanted = mode === 'setup' ? [] : readLines(act, params, mode)
  const currency = wanted[0]?.currency ?? require(params, 'currency')
  const methods = readMethods(params, currency)
  if (methods?.includes('customer_balance') && !payer.customer)
    refuseParam('Bank transfers need a customer.', 'customer', 'parameter_missing')
  const options = { ...readOptions(params), methods }
  const say = {
    intentData: readIntentOf(params, mode),
    subscriptionMetadata: mergeMetadata({}, nested(params, 'subscription_data')?.metadata),
  }
  return { ...payer, mode, currency, expiresAt, options, say, lines: wanted.map((line) => line.make()) }
}

function readMode(params: Form): NewCheckout['mode'] {
  const mode = require(params, 'mode')
  if (mode === 'payment' || mode === 'subscription' || mode === 'setup') return mode
  refuseParam('Invalid mode: must be one of payment, setup, or subscription', 'mode')
}

function readPayer(act: Act, params: Form): Pick<NewCheckout, 'customer' | 'email'> {
  const customer = text(params, 'customer')
  const email = text(params, 'customer_email')
  if (customer && email)
    refuseParam('You may only specify one of these parameters: customer, customer_email.', 'customer_email')
  if (customer) seek(act, 'customer', customer, 'customer')
  return { customer, email }
}

function readExpiry(act: Act, params: Form): number | undefined {
  const expiresAt = amountIn(params, 'expires_at')
  if (expiresAt === undefined) return undefined
  if (expiresAt < act.now + leastSeconds) {
    const least = 'at least 30 minutes from Checkout Session creation'
    refuseParam(`The \`expires_at\` timestamp must be ${least}.`, 'expires_at')
  }
  if (expiresAt > act.now + sessionSeconds) {
    const most = 'less than 24 hours from Checkout Session creation'
    refuseParam(`The \`expires_at\` timestamp must be ${most}.`, 'expires_at')
  }
  return expiresAt
}

function readIntentOf(params: Form, mode: NewCheckout['mode']) {
  const [mine, other] =
    mode === 'setup'
      ? ['setup_intent_data', 'payment_intent_data']
      : ['payment_intent_data', 'setup_intent_data']
  if (params[other]) refuseParam(`You can not pass \`${other}\` in \`${mode}\` mode.`, other)
  const data = nested(params, mine) ?? {}
  allowOnly(data, mode === 'setup' ? ['description', 'metadata'] : intentDataNames)
  return readIntentData(data)
}

function readOptions(params: Form): SessionOptions {
  return {
    clientReferenceId: text(params, 'client_reference_id'),
    metadata: mergeMetadata({}, params.metadata),
    locale: text(params, 'locale'),
    successUrl: text(params, 'success_url'),
    cancelUrl: text(params, 'cancel_url'),
    customFields: Object.values(nested(params, 'custom_fields') ?? {}).map(readQuestion),
    phone: inner(params, 'phone_number_collection', 'enabled') === 'true' ? 'asked' : 'not-asked',
    customerCreation: text(params, 'customer_creation') === 'always' ? 'always' : 'if_required',
    recovery: readRecovery(nested(nested(params, 'after_expiration') ?? {}, 'recovery')),
    methodOptions: readMethodOptions(nested(params, 'payment_method_options')),
  }
}

function readRecovery(recovery: Form | undefined): SessionOptions['recovery'] {
  if (recovery?.enabled !== 'true') return 'disabled'
  return recovery.allow_promotion_codes === 'true' ? 'with-promotion-codes' : 'enabled'
}

function readQuestion(field: string | Form) {
  if (typeof field === 'string') refuseParam('Invalid array', 'custom_fields')
  const type = text(field, 'type')
  if (type !== 'text' && type !== 'numeric' && type !== 'dropdown')
    refuseParam('Invalid type: must be one of dropdown, numeric, or text', 'custom_fields[0][type]')
  return makeCustomField({
    key: require(field, 'key'),
    label: inner(field, 'label', 'custom') ?? '',
    type,
    isOptional: text(field, 'optional') === 'true',
    choices: readChoices(nested(nested(field, 'dropdown') ?? {}, 'options') ?? {}),
  })
}

function readChoices(options: Form): Readonly<Record<string, string>> {
  const choices = Object.values(options).filter((option) => typeof option === 'object')
  return Object.fromEntries(choices.map((option) => [require(option, 'value'), require(option, 'label')]))
}

/** Of these only the life of vouchers means something here. */
function readMethodOptions(options: Form | undefined): SessionOptions['methodOptions'] {
  const given = Object.entries(options ?? {}).map(([method, chosen]) => {
    const days = typeof chosen === 'object' ? amountIn(chosen, 'expires_after_days') : undefined
    return [method, days === undefined ? {} : { expires_after_days: days }]
  })
  return Object.fromEntries(given)
}
