import type Stripe from 'stripe'
import { attempt } from '../actions/attempts.ts'
import { openPayment, subscriptionOf } from '../actions/invoice-payments.ts'
import { deleteInvoice, finalize, markUncollectible, voidInvoice } from '../actions/invoices.ts'
import { payOutOfBand } from '../actions/payments.ts'
import { nested, text } from '../form.ts'
import { refuse, refuseParam } from '../refusal.ts'
import { idOf, read } from '../state.ts'
import { refuseCard } from './refuse-card.ts'
import {
  allowOnly,
  asBoolean,
  asText,
  type Call,
  inner,
  listRoute,
  type Reader,
  type Route,
  retrieveRoute,
  seek,
  updateRoute,
} from './route.ts'

function pay(call: Call): Stripe.Invoice {
  const { act, id, params } = call
  allowOnly(params, ['paid_out_of_band', 'payment_method', 'forgive', 'off_session'])
  const invoice = inStatus(call, ['open', 'uncollectible'])
  if (text(params, 'paid_out_of_band') === 'true') return payOutOfBand(act, invoice.id)
  const given = text(params, 'payment_method')
  const method = given === undefined ? {} : { method: seek(act, 'payment_method', given, 'payment_method') }
  const tried = attempt(act, id, { by: 'merchant', ...method })
  return tried.status === 'paid' ? tried : refusePayment(call)
}

function refusePayment({ act, id }: Call): never {
  const payment = openPayment(act.space, id)
  if (!payment) {
    const message =
      'There is no `default_payment_method` set on this Customer or Invoice. Please either supply one or use the `paid_out_of_band` parameter.'
    refuse(400, { type: 'invalid_request_error', code: 'invoice_payment_intent_requires_action', message })
  }
  refuseCard(read(act.space, 'payment_intent', idOf(payment.payment.payment_intent) ?? ''))
}

function inStatus({ act, id }: Call, statuses: readonly string[]): Stripe.Invoice {
  const invoice = seek(act, 'invoice', id)
  if (statuses.includes(invoice.status ?? '')) return invoice
  const code = invoice.status === 'paid' ? 'invoice_already_paid' : 'invoice_not_editable'
  const message = invoice.status === 'paid' ? 'Invoice is already paid' : `This invoice is ${invoice.status}.`
  refuse(400, { type: 'invalid_request_error', code, message })
}

function action(name: string, from: readonly string[], act: (act: Call['act'], id: string) => object): Route {
  const handle = (call: Call) => {
    allowOnly(call.params, ['auto_advance'])
    return act(call.act, inStatus(call, from).id)
  }
  return { method: 'POST', path: `/v1/invoices/:id/${name}`, kind: 'invoice', handle }
}

function remove(call: Call) {
  return deleteInvoice(call.act, inStatus(call, ['draft']).id)
}

function listPayments(): Route {
  const route = listRoute('invoice_payment', '/v1/invoice_payments', {
    invoice: (payment, value) => payment.invoice === value,
    status: (payment, value) => payment.status === value,
    payment: ({ payment }, value) =>
      typeof value === 'object' &&
      payment.type === value.type &&
      (value.payment_intent === undefined || idOf(payment.payment_intent) === value.payment_intent),
  })
  const handle = (call: Call) => {
    if (nested(call.params, 'payment') && !inner(call.params, 'payment', 'type')) {
      refuseParam('Missing required param: payment[type].', 'payment[type]', 'parameter_missing')
    }
    return route.handle(call)
  }
  return { ...route, handle }
}

/** Only drafts may get another due date through the API (InvoiceUpdateParams.due_date). */
const dueDate: Reader<'invoice'> = (value, invoice) => {
  if (invoice.status !== 'draft') {
    const message = "Finalized invoices can't be updated in this way"
    refuseParam(message, 'due_date', 'invoice_not_editable')
  }
  if (invoice.collection_method !== 'send_invoice')
    refuseParam('You can only set due_date on invoices with collection_method=send_invoice.', 'due_date')
  return Number(value)
}

/** Invoices and their payments. */
export const invoiceRoutes: readonly Route[] = [
  retrieveRoute('invoice', '/v1/invoices'),
  listRoute('invoice', '/v1/invoices', {
    customer: (invoice, value) => idOf(invoice.customer) === value,
    status: (invoice, value) => invoice.status === value,
    subscription: (invoice, value) => subscriptionOf(invoice) === value,
    collection_method: (invoice, value) => invoice.collection_method === value,
  }),
  updateRoute('invoice', '/v1/invoices', {
    description: asText,
    footer: asText,
    default_payment_method: asText,
    auto_advance: asBoolean,
    due_date: dueDate,
  }),
  { method: 'POST', path: '/v1/invoices/:id/pay', kind: 'invoice', handle: pay },
  action('finalize', ['draft'], finalize),
  action('void', ['open', 'uncollectible'], voidInvoice),
  action('mark_uncollectible', ['open'], markUncollectible),
  { method: 'DELETE', path: '/v1/invoices/:id', kind: undefined, handle: remove },
  retrieveRoute('invoice_payment', '/v1/invoice_payments'),
  listPayments(),
]
