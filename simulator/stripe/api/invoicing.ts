import { credit } from '../actions/credit-notes.ts'
import { finalize, sendInvoice } from '../actions/invoices.ts'
import { upcomingInvoice } from '../actions/upcoming.ts'
import { refuse, refuseParam } from '../refusal.ts'
import { idOf } from '../state.ts'
import {
  allowOnly,
  amountIn,
  type Call,
  listRoute,
  type Route,
  require,
  retrieveRoute,
  seek,
} from './route.ts'

/** Also what the next renewal will cost, before there is an invoice. */
function preview({ act, params }: Call) {
  allowOnly(params, ['customer', 'subscription'])
  const subscription = seek(act, 'subscription', require(params, 'subscription'), 'subscription')
  const isOver = subscription.status === 'canceled' || subscription.cancel_at_period_end
  if (!isOver) return upcomingInvoice(act, subscription.id)
  const message = `No upcoming invoices for customer: ${idOf(subscription.customer)}`
  refuse(404, { type: 'invalid_request_error', code: 'invoice_upcoming_none', message })
}

function send({ act, id, params }: Call) {
  allowOnly(params, [])
  const invoice = seek(act, 'invoice', id)
  if (invoice.collection_method !== 'send_invoice')
    refuseParam('You can only send invoices with collection_method=send_invoice.', 'id')
  if (invoice.status === 'draft') return finalize(act, id)
  return sendInvoice(act, id)
}

function createCreditNote({ act, params }: Call) {
  allowOnly(params, ['invoice', 'amount', 'reason', 'memo'])
  const invoice = seek(act, 'invoice', require(params, 'invoice'), 'invoice')
  const amount = amountIn(params, 'amount') ?? invoice.amount_remaining
  if (invoice.status !== 'open') refuseParam('The stand-in credits open invoices only.', 'invoice')
  if (amount < 1 || amount > invoice.amount_remaining)
    refuseParam(`The credit note amount must be between 1 and ${invoice.amount_remaining}.`, 'amount')
  return credit(act, invoice.id, amount)
}

/** Previews, sent invoices and credit notes. A preview's path must be met before that of an invoice's update. */
export const invoicingRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/invoices/create_preview', kind: 'invoice', handle: preview },
  { method: 'POST', path: '/v1/invoices/:id/send', kind: 'invoice', handle: send },
  { method: 'POST', path: '/v1/credit_notes', kind: 'credit_note', handle: createCreditNote },
  retrieveRoute('credit_note', '/v1/credit_notes'),
  listRoute('credit_note', '/v1/credit_notes', {
    invoice: (note, value) => idOf(note.invoice) === value,
    customer: (note, value) => idOf(note.customer) === value,
  }),
]
