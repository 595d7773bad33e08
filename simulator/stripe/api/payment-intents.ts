import type Stripe from 'stripe'
import { cancelIntent } from '../actions/intents.ts'
import { addIntent, ownerOf } from '../actions/one-off.ts'
import { text } from '../form.ts'
import { refuse, refuseParam } from '../refusal.ts'
import { idOf } from '../state.ts'
import { readShipping } from './contact-params.ts'
import { type Chosen, charge, chargeNames, readChosen, refuseWithoutMethod } from './intent-charges.ts'
import { intentDataNames, readIntentData, readMethods } from './intent-params.ts'
import {
  allowOnly,
  amountIn,
  asText,
  type Call,
  listRoute,
  type Route,
  require,
  retrieveRoute,
  seek,
  updateRoute,
} from './route.ts'

const intents = '/v1/payment_intents'

const moneyNames = ['amount', 'currency', 'customer', 'confirm', 'allowed_payment_method_types']
/** Taken, and of no consequence here: nobody is led back to a page of the merchant's. */
const unusedNames = ['automatic_payment_methods', 'return_url']

function create({ act, params }: Call): Stripe.PaymentIntent {
  allowOnly(params, [...moneyNames, ...chargeNames, ...intentDataNames, ...unusedNames])
  const isConfirmed = text(params, 'confirm') === 'true'
  if (text(params, 'off_session') === 'true' && !isConfirmed)
    refuseParam('`off_session` can only be set when `confirm` is `true`.', 'off_session')
  const amount = Number(require(params, 'amount') && amountIn(params, 'amount'))
  if (amount < 1) refuseParam('This value must be greater than or equal to 1.', 'amount')
  const currency = require(params, 'currency')
  const customer = text(params, 'customer')
  if (customer) seek(act, 'customer', customer, 'customer')
  const methods = readMethods(params, currency) ?? ['card']
  const chosen = readChosen(act, params, { customer, methods })
  if (isConfirmed && !chosen) refuseWithoutMethod()
  const more = { ...readIntentData(params), ...held(chosen) }
  const { id } = addIntent(act, { amount, currency, customer, methods, more })
  return isConfirmed && chosen ? charge(act, id, chosen, params) : seek(act, 'payment_intent', id)
}

/** A card that is chosen waits for the confirmation. */
function held(chosen: Chosen | undefined): Partial<Stripe.PaymentIntent> {
  if (chosen?.kind !== 'card') return {}
  return { payment_method: chosen.method.id, status: 'requires_confirmation' }
}

function confirm(call: Call): Stripe.PaymentIntent {
  const { act, params } = call
  allowOnly(params, [...chargeNames, ...unusedNames])
  const intent = changeable(call, 'confirm')
  const payable = { customer: idOf(intent.customer), methods: intent.payment_method_types }
  const known = act.space.objects.payment_method.get(idOf(intent.payment_method) ?? '')
  const chosen = readChosen(act, params, payable) ?? (known && { kind: 'card' as const, method: known })
  return chosen ? charge(act, intent.id, chosen, params) : refuseWithoutMethod()
}

function cancel(call: Call): Stripe.PaymentIntent {
  allowOnly(call.params, ['cancellation_reason'])
  const { id } = changeable(call, 'cancel')
  return cancelIntent(call.act, id, text(call.params, 'cancellation_reason') ?? null)
}

const final = new Set(['succeeded', 'canceled'])

function changeable({ act, id }: Call, verb: 'confirm' | 'cancel'): Stripe.PaymentIntent {
  const intent = seek(act, 'payment_intent', id)
  const owner = ownerOf(act.space, id)
  if (owner === 'checkout')
    refuseState(`You cannot ${verb} the PaymentIntent for a Checkout Session. Expire the session instead.`)
  if (owner === 'invoice')
    refuseState(`You cannot ${verb} the PaymentIntent of an invoice. Pay or void the invoice instead.`)
  if (final.has(intent.status))
    refuseState(`You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`)
  return intent
}

function refuseState(message: string): never {
  refuse(400, { type: 'invalid_request_error', code: 'payment_intent_unexpected_state', message })
}

/** Payment intents: those of invoices and sessions to look at, and the merchant's own to make, charge and cancel. */
export const paymentIntentRoutes: readonly Route[] = [
  { method: 'POST', path: intents, kind: 'payment_intent', handle: create },
  retrieveRoute('payment_intent', intents),
  listRoute('payment_intent', intents, {
    customer: (intent, value) => idOf(intent.customer) === value,
  }),
  updateRoute('payment_intent', intents, {
    description: asText,
    receipt_email: asText,
    shipping: readShipping,
  }),
  { method: 'POST', path: `${intents}/:id/confirm`, kind: 'payment_intent', handle: confirm },
  { method: 'POST', path: `${intents}/:id/cancel`, kind: 'payment_intent', handle: cancel },
]
