import Stripe from 'stripe'
import type { Period } from './subscription.ts'

/** What an invoice line is made of. */
export type Line = {
  readonly id: string
  readonly description: string
  /** Minor units. */
  readonly amount: number
  readonly period: Period
  readonly price?: { readonly id: string; readonly product: string }
  readonly subscription?: { readonly id: string; readonly item: string }
}

/** What an invoice is made of. */
export type NewInvoice = {
  readonly account: Stripe.Account
  readonly customer: Stripe.Customer
  readonly currency: string
  readonly subscription?: Stripe.Subscription
  readonly reason: Stripe.Invoice.BillingReason
  readonly collectionMethod: 'charge_automatically' | 'send_invoice'
  readonly period: Period
  readonly lines: readonly Line[]
  /** Unix seconds. */
  readonly dueDate: number | null
  /** The open invoice that this one is to replace. */
  readonly revises?: string
}

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

/** A draft invoice. */
export function makeInvoice(fields: NewInvoice, made: Made): Stripe.Invoice {
  const total = fields.lines.reduce((sum, line) => sum + line.amount, 0)
  return {
    ...made,
    ...unusedFields(),
    object: 'invoice',
    ...amounts(total),
    ...customerFields(fields.customer),
    account_country: fields.account.country ?? null,
    account_name: fields.account.business_profile?.name ?? null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    billing_reason: fields.reason,
    collection_method: fields.collectionMethod,
    currency: fields.currency,
    due_date: fields.dueDate,
    from_invoice: fields.revises ? { action: 'revision', invoice: fields.revises } : null,
    effective_at: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    lines: {
      object: 'list',
      data: fields.lines.map((line) => makeLine(line, fields, made)),
      has_more: false,
      url: `/v1/invoices/${made.id}/lines`,
    },
    metadata: {},
    next_payment_attempt: null,
    number: null,
    parent: fields.subscription ? parentOf(fields.subscription) : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: fields.period.end,
    period_start: fields.period.start,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  }
}

/** What an ordinary invoice leaves empty. */
function unusedFields() {
  return {
    account_tax_ids: null,
    application: null,
    automatically_finalizes_at: null,
    custom_fields: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ending_balance: null,
    footer: null,
    last_finalization_error: null,
    latest_revision: null,
    on_behalf_of: null,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    test_clock: null,
    total_discount_amounts: [],
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  }
}

function amounts(total: number) {
  return {
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: total,
    amount_shipping: 0,
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  }
}

/** The copy of the customer that an invoice carries; it is taken again until the invoice is finalised. */
export function customerFields(customer: Stripe.Customer) {
  return {
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: 'none' as const,
    customer_tax_ids: [],
  }
}

function parentOf(subscription: Stripe.Subscription): Stripe.Invoice.Parent {
  return {
    quote_details: null,
    subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
    type: 'subscription_details',
  }
}

function makeLine(line: Line, invoice: NewInvoice, made: Made): Stripe.InvoiceLineItem {
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: made.id,
    livemode: made.livemode,
    metadata: {},
    parent: line.subscription ? lineParent(line.subscription) : null,
    period: { end: line.period.end, start: line.period.start },
    pretax_credit_amounts: [],
    pricing: line.price ? linePricing(line.price, line.amount) : null,
    quantity: 1,
    quantity_decimal: Stripe.Decimal.from(1),
    subscription: line.subscription?.id ?? null,
    subtotal: line.amount,
    taxes: [],
  }
}

function lineParent(subscription: NonNullable<Line['subscription']>): Stripe.InvoiceLineItem.Parent {
  return {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: false,
      proration_details: null,
      subscription: subscription.id,
      subscription_item: subscription.item,
    },
    type: 'subscription_item_details',
  }
}

function linePricing(price: NonNullable<Line['price']>, amount: number): Stripe.InvoiceLineItem.Pricing {
  return {
    price_details: { price: price.id, product: price.product },
    type: 'price_details',
    unit_amount_decimal: Stripe.Decimal.from(amount),
  }
}
