import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { makeInvoicePayment, makePaymentIntent } from '../objects/payment.ts'
import { allOf, idOf, type Space } from '../state.ts'
import { cancelIntent } from './intents.ts'

/** The payment method that Stripe would charge: the invoice's, the subscription's or the customer's. */
export function methodFor(space: Space, invoice: Stripe.Invoice): Stripe.PaymentMethod | undefined {
  const own = idOf(invoice.default_payment_method)
  if (own) return space.objects.payment_method.get(own)
  const subscription = space.objects.subscription.get(subscriptionOf(invoice) ?? '')
  return cardOf(space, subscription ?? { customer: invoice.customer, default_payment_method: null })
}

/** What a subscription is charged to: its own payment method, or else its customer's. */
export function cardOf(
  space: Space,
  subscription: Pick<Stripe.Invoice, 'customer' | 'default_payment_method'>,
): Stripe.PaymentMethod | undefined {
  const customer = space.objects.customer.get(idOf(subscription.customer) ?? '')
  const id =
    idOf(subscription.default_payment_method) ?? idOf(customer?.invoice_settings.default_payment_method)
  return space.objects.payment_method.get(id ?? '')
}

/** The id of the subscription that an invoice is for, or undefined. */
export function subscriptionOf(invoice: Stripe.Invoice): string | undefined {
  return idOf(invoice.parent?.subscription_details?.subscription)
}

/** The payment of an invoice that waits for its money; there is at most one. */
export function openPayment(space: Space, invoice: string): Stripe.InvoicePayment | undefined {
  return allOf(space, 'invoice_payment', invoice).find(({ status }) => status === 'open')
}

/** Adds an open payment of an invoice, with its own payment intent; the first one is the default. */
export function addPayment(act: Act, invoice: Stripe.Invoice, amount = invoice.amount_remaining) {
  const money = { amount, currency: invoice.currency }
  const made = { created: act.now, livemode: act.space.livemode }
  const isDefault = allOf(act.space, 'invoice_payment', invoice.id).length === 0
  const intent = makePaymentIntent(
    {
      ...money,
      customer: idOf(invoice.customer) ?? null,
      description: subscriptionOf(invoice) ? 'Subscription update' : `Payment for Invoice ${invoice.number}`,
    },
    { id: act.state.makeId('pi'), ...made },
  )
  announce(act, 'payment_intent.created', keep(act, 'payment_intent', intent))
  const fields = { ...money, invoice: invoice.id, paymentIntent: intent.id, isDefault }
  const payment = makeInvoicePayment(fields, { id: act.state.makeId('inpay'), ...made })
  return keep(act, 'invoice_payment', payment)
}

/** Cancels the payment that still waits, with its payment intent. */
export function cancelOpenPayment(act: Act, invoice: string): void {
  const payment = openPayment(act.space, invoice)
  if (!payment) return
  const canceled = { ...payment.status_transitions, canceled_at: act.now }
  change(act, 'invoice_payment', payment.id, { status: 'canceled', status_transitions: canceled })
  cancelIntent(act, idOf(payment.payment.payment_intent) ?? '', 'void_invoice')
}
