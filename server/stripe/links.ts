import type Stripe from 'stripe'
import type { Account } from '../domain/account.ts'
import { isGone, isRevoked } from './look.ts'
import type { LinkKind } from './read/kinds.ts'

/** What stands behind a pay link at this moment. */
export type PayPage =
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'paid' }
  | { readonly kind: 'closed' }

/** Fetches a page that is valid now. Throws when Stripe cannot be reached or fails. */
export async function freshPage(stripe: Stripe, link: LinkKind, subject: string): Promise<PayPage> {
  switch (link) {
    case 'hosted-invoice':
      return hostedInvoice(stripe, subject)
  }
}

async function hostedInvoice(stripe: Stripe, id: string): Promise<PayPage> {
  try {
    const invoice = await stripe.invoices.retrieve(id)
    if (invoice.status === 'paid') return { kind: 'paid' }
    const url = invoice.status === 'open' ? invoice.hosted_invoice_url : undefined
    return url ? { kind: 'open', url } : { kind: 'closed' }
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return { kind: 'closed' }
    throw error
  }
}

/**
 * Whether a page may be led to: https on a host of Stripe's or on the account's own configured one. Where another
 * API host is configured for development, its origin counts as Stripe's.
 */
export function isTrustedPage(url: string, account: Pick<Account, 'linkDomain'>, apiBase: string): boolean {
  if (!URL.canParse(url)) return false
  const page = new URL(url)
  if (new URL(apiBase).hostname !== 'api.stripe.com' && page.origin === new URL(apiBase).origin) return true
  if (page.protocol !== 'https:' || page.username || page.password) return false
  const isStripe = page.hostname === 'stripe.com' || page.hostname.endsWith('.stripe.com')
  return isStripe || page.hostname === account.linkDomain?.toLowerCase()
}
