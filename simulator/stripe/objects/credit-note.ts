import Stripe from 'stripe'

type Made = {
  readonly id: string
  readonly lineId: string
  readonly created: number
  readonly livemode: boolean
}

/** What a credit note is made of; `amount` in minor units. */
export type NewCreditNote = {
  readonly invoice: Stripe.Invoice
  readonly amount: number
  readonly number: string
}

/** A credit note that lowers what is owed on an open invoice. */
export function makeCreditNote(
  { invoice, amount, number }: NewCreditNote,
  { lineId, ...made }: Made,
): Stripe.CreditNote {
  return {
    ...made,
    object: 'credit_note',
    amount,
    amount_shipping: 0,
    currency: invoice.currency,
    customer: typeof invoice.customer === 'string' ? invoice.customer : '',
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: made.created,
    invoice: invoice.id,
    lines: {
      object: 'list',
      data: [makeLine(amount, { id: lineId, livemode: made.livemode })],
      has_more: false,
      url: `/v1/credit_notes/${made.id}/lines`,
    },
    memo: null,
    metadata: {},
    number,
    out_of_band_amount: null,
    pdf: `${invoice.invoice_pdf}?credit_note=${made.id}`,
    post_payment_amount: 0,
    pre_payment_amount: amount,
    pretax_credit_amounts: [],
    reason: null,
    refunds: [],
    shipping_cost: null,
    status: 'issued',
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    total_taxes: [],
    type: 'pre_payment',
    voided_at: null,
  }
}

function makeLine(
  amount: number,
  made: { readonly id: string; readonly livemode: boolean },
): Stripe.CreditNoteLineItem {
  return {
    ...made,
    object: 'credit_note_line_item',
    amount,
    description: 'Credit',
    discount_amount: 0,
    discount_amounts: [],
    metadata: {},
    pretax_credit_amounts: [],
    quantity: 1,
    tax_rates: [],
    taxes: [],
    type: 'custom_line_item',
    unit_amount: amount,
    unit_amount_decimal: Stripe.Decimal.from(amount),
  }
}
