import Stripe from 'stripe'
import { readInvoice, type SeenInvoice } from './read/invoice.ts'
import type { LookAt } from './read/kinds.ts'

/** A subject as it stands in Stripe now; `gone` when Stripe knows it no more or we may not see it. */
export type Seen = SeenInvoice
/** What a look found. */
export type Looked =
  | { readonly kind: 'seen'; readonly seen: Seen }
  | { readonly kind: 'gone'; readonly why: string }

/** More payments than this on one invoice are not read. */
const paymentsAtMost = 100

/** Fetches what a flow looks at. Throws when Stripe cannot be reached or fails. */
export async function look(stripe: Stripe, at: LookAt, subject: string): Promise<Looked> {
  switch (at.object) {
    case 'invoice':
      return unlessGone(() => lookAtInvoice(stripe, subject))
  }
}

async function lookAtInvoice(stripe: Stripe, id: string): Promise<Seen> {
  const [invoice, payments] = await Promise.all([
    stripe.invoices.retrieve(id, { expand: ['customer', 'parent.subscription_details.subscription'] }),
    // An expansion is at most four levels deep, so the charges cannot come with the invoice itself.
    stripe.invoicePayments.list({
      invoice: id,
      limit: paymentsAtMost,
      expand: ['data.payment.payment_intent.latest_charge', 'data.payment.charge'],
    }),
  ])
  return readInvoice(invoice, payments.data)
}

async function unlessGone(fetch: () => Promise<Seen>): Promise<Looked> {
  try {
    return { kind: 'seen', seen: await fetch() }
  } catch (error) {
    if (isGone(error)) return { kind: 'gone', why: 'Stripe knows this object no more' }
    if (isRevoked(error)) return { kind: 'gone', why: 'Access to this Stripe account was revoked' }
    throw error
  }
}

/** Whether Stripe answered that it has no such object. */
export function isGone(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404
}

/** Whether the account took our access back. A key that merely lacks one permission is a mistake to be mended. */
export function isRevoked(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripePermissionError)) return false
  return (
    error.code === 'account_invalid' ||
    /does not have access to account|access may have been revoked/i.test(error.message)
  )
}

/** Whether Stripe is away, slow, or does not accept our key: nothing is wrong with what was asked. */
export function isAway(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    error instanceof Stripe.errors.StripeAuthenticationError
  )
}
