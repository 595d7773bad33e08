import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import { customerFields, type Line, makeInvoice, type NewInvoice } from '../objects/invoice.ts'
import { idOf, read } from '../state.ts'
import { tellChange } from '../tell.ts'
import { addPayment, cancelOpenPayment, methodFor } from './invoice-payments.ts'
import { settle } from './payments.ts'

type Fields = Pick<NewInvoice, 'reason' | 'period'> & {
  readonly customer: string
  readonly lines: readonly Line[]
  readonly subscription?: Stripe.Subscription
  readonly currency?: string
  readonly collectionMethod?: NewInvoice['collectionMethod']
  readonly dueDate?: number
  readonly revises?: string
}

/** Makes a draft invoice. */
export function createInvoice(act: Act, fields: Fields): Stripe.Invoice {
  const { account, currency, livemode } = act.space
  const invoice = makeInvoice(
    {
      ...fields,
      account,
      customer: read(act.space, 'customer', fields.customer),
      currency: fields.currency ?? fields.subscription?.currency ?? currency,
      collectionMethod: fields.collectionMethod ?? 'charge_automatically',
      dueDate: fields.dueDate ?? null,
    },
    { id: act.state.makeId('in'), created: act.now, livemode },
  )
  announce(act, 'invoice.created', keep(act, 'invoice', invoice))
  return invoice
}

/** Gives a draft its number and its hosted page, and sends it where it is to be sent; one over nothing is paid at once. */
export function finalize(act: Act, id: string): Stripe.Invoice {
  const { account, livemode } = act.space
  const draft = read(act.space, 'invoice', id)
  const customer = read(act.space, 'customer', idOf(draft.customer) ?? '')
  const token = act.state.makeId(livemode ? 'live' : 'test', 32)
  const page = `${act.state.publicUrl()}/i/${account.id}/${token}`
  act.space.hosted.set(token, id)
  const open = change(act, 'invoice', id, {
    ...customerFields(customer),
    status: 'open',
    number: takeNumber(act, customer),
    effective_at: act.now,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    status_transitions: { ...draft.status_transitions, finalized_at: act.now },
  })
  announce(act, 'invoice.finalized', open)
  if (open.amount_remaining === 0) settle(act, open)
  else if (isSent(open) || methodFor(act.space, open)) addPayment(act, open)
  if (isSent(open) && open.auto_advance) sendInvoice(act, id)
  return read(act.space, 'invoice', id)
}

function isSent(invoice: Stripe.Invoice): boolean {
  return invoice.collection_method === 'send_invoice'
}

/** Stripe mails an invoice to the customer. */
export function sendInvoice(act: Act, id: string): Stripe.Invoice {
  const invoice = read(act.space, 'invoice', id)
  announce(act, 'invoice.sent', invoice)
  return invoice
}

function takeNumber(act: Act, customer: Stripe.Customer): string {
  const sequence = customer.next_invoice_sequence ?? 1
  change(act, 'customer', customer.id, { next_invoice_sequence: sequence + 1 })
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`
}

/** Takes the claim back: the invoice can no longer be paid. */
export function voidInvoice(act: Act, id: string): Stripe.Invoice {
  return endUnpaid(act, id, {
    status: 'void',
    event: 'invoice.voided',
    at: 'voided_at',
  })
}

/** Gives the money up. Stripe itself still lets such an invoice be paid; its hosted page says no. */
export function markUncollectible(act: Act, id: string): Stripe.Invoice {
  return endUnpaid(act, id, {
    status: 'uncollectible',
    event: 'invoice.marked_uncollectible',
    at: 'marked_uncollectible_at',
  })
}

type Ending = {
  readonly status: 'void' | 'uncollectible'
  readonly event: string
  readonly at: keyof Stripe.Invoice.StatusTransitions
}

function endUnpaid(act: Act, id: string, { status, event, at }: Ending): Stripe.Invoice {
  const old = read(act.space, 'invoice', id)
  const ended = change(act, 'invoice', id, {
    status,
    next_payment_attempt: null,
    auto_advance: false,
    status_transitions: { ...old.status_transitions, [at]: act.now },
  })
  if (status === 'void') cancelOpenPayment(act, id)
  announce(act, event, ended)
  tellChange(act, 'invoice', old, id)
  return ended
}

/** Removes the invoice. Stripe allows it for drafts only; here tests may do it to any. */
export function deleteInvoice(act: Act, id: string): Stripe.DeletedInvoice {
  const invoice = read(act.space, 'invoice', id)
  act.space.objects.invoice.delete(id)
  announce(act, 'invoice.deleted', invoice)
  return { id, object: 'invoice', deleted: true }
}
