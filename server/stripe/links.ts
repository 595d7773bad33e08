import type Stripe from 'stripe'
import type { Account } from '../domain/account.ts'
import { isGone, isRevoked, laterSessions } from './look.ts'
import { hasOwnCard, newCardPage } from './own-card.ts'
import { isKnownPage } from './pages.ts'
import { idOf } from './read/event.ts'
import { payPageKey } from './read/intent.ts'
import type { PageKind } from './read/kinds.ts'
import { againKey, copiesOf } from './read/session.ts'
import { begunSince } from './read/subscription.ts'
import { readVoucher } from './read/voucher.ts'

/** What stands behind a pay link at this moment. */
export type PayPage =
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'paid' }
  | { readonly kind: 'closed' }

/** A page to be found or made for an object; `backUrl` is where the shopper is led when they are done there. */
export type Wanted = { readonly page: PageKind; readonly id: string; readonly backUrl: string }

/** Fetches or makes a page that is valid now. Throws when Stripe cannot be reached or fails. */
export async function freshPage(stripe: Stripe, wanted: Wanted): Promise<PayPage> {
  try {
    return await makers[wanted.page](stripe, wanted)
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return closed
    throw error
  }
}

const makers: Readonly<Record<PageKind, (stripe: Stripe, wanted: Wanted) => Promise<PayPage>>> = {
  'hosted-invoice': hostedInvoice,
  'payment-intent': payIntent,
  checkout,
  voucher,
  'order-again': orderAgain,
  'card-update': cardUpdate,
  'manage-plan': managePlan,
  'subscribe-again': subscribeAgain,
}

const portals: ReadonlySet<PageKind> = new Set(['card-update', 'manage-plan'])

/**
 * Whether a page shows and changes more than one payment: whoever opens it is let into what the customer has at the
 * merchant. https://docs.stripe.com/customer-management/integrate-customer-portal
 */
export function letsIn(page: PageKind): boolean {
  return portals.has(page)
}

const paid: PayPage = { kind: 'paid' }
const closed: PayPage = { kind: 'closed' }

function openAt(url: string | null | undefined): PayPage {
  return url ? { kind: 'open', url } : closed
}

async function hostedInvoice(stripe: Stripe, { id }: Wanted): Promise<PayPage> {
  const invoice = await stripe.invoices.retrieve(id)
  if (invoice.status === 'paid') return paid
  return invoice.status === 'open' ? openAt(invoice.hosted_invoice_url) : closed
}

/** Only a page on which this very intent is paid: another one could take the money twice. */
async function payIntent(stripe: Stripe, { id }: Wanted): Promise<PayPage> {
  const intent = await stripe.paymentIntents.retrieve(id)
  if (intent.status === 'succeeded') return paid
  return intent.status === 'canceled' ? closed : openAt(intent.metadata?.[payPageKey])
}

async function checkout(stripe: Stripe, { id }: Wanted): Promise<PayPage> {
  const session = await stripe.checkout.sessions.retrieve(id)
  if (session.status === 'complete') return paid
  if (session.status === 'open') return openAt(session.url)
  return (await isOrderedAnew(stripe, session)) ? paid : openAt(session.after_expiration?.recovery?.url)
}

/** Whoever has ordered by way of a copy must not be led to another one. */
async function isOrderedAnew(stripe: Stripe, session: Stripe.Checkout.Session): Promise<boolean> {
  const copies = copiesOf(session.id, await laterSessions(stripe, session))
  return copies.some(({ status }) => status === 'complete')
}

async function voucher(stripe: Stripe, { id }: Wanted): Promise<PayPage> {
  const intent = await intentOf(stripe, id)
  if (!intent || intent.status === 'canceled') return closed
  if (intent.status === 'succeeded') return paid
  return openAt(readVoucher(intent)?.url)
}

async function intentOf(stripe: Stripe, id: string): Promise<Stripe.PaymentIntent | undefined> {
  if (id.startsWith('pi_')) return stripe.paymentIntents.retrieve(id)
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
  return typeof session.payment_intent === 'object' ? (session.payment_intent ?? undefined) : undefined
}

/** The same order in a new checkout; the old one is known to have failed for good. Who taps again comes back to it. */
async function orderAgain(stripe: Stripe, { id, backUrl }: Wanted): Promise<PayPage> {
  const old = await stripe.checkout.sessions.retrieve(id, { expand: ['line_items', 'payment_intent'] })
  const intent = typeof old.payment_intent === 'object' ? old.payment_intent : undefined
  if (intent?.status === 'succeeded') return paid
  if (intent?.status !== 'requires_payment_method') return closed
  const again = copiesOf(id, await laterSessions(stripe, old))
  if (again.some(({ status }) => status === 'complete')) return paid
  const open = again.find(({ status }) => status === 'open')
  return openAt(open ? open.url : await newOrder(stripe, old, backUrl))
}

async function newOrder(
  stripe: Stripe,
  old: Stripe.Checkout.Session,
  backUrl: string,
): Promise<string | null> {
  const lines = (old.line_items?.data ?? []).map(lineAgain)
  if (lines.length === 0 || lines.includes(undefined)) return null
  const customer = idOf(old.customer)
  const email = old.customer_details?.email
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: lines.flatMap((line) => line ?? []),
    ...(customer ? { customer } : email ? { customer_email: email } : {}),
    ...(old.client_reference_id ? { client_reference_id: old.client_reference_id } : {}),
    ...deliveryOf(old),
    metadata: { ...old.metadata, [againKey]: old.id },
    success_url: old.success_url ?? backUrl,
  })
  return session.url
}

/** A price made for one order alone is not active any more, so that its parts are used. */
function lineAgain(line: Stripe.LineItem): Stripe.Checkout.SessionCreateParams.LineItem | undefined {
  const { currency, price, quantity } = line
  const product = idOf(price?.product)
  const unit_amount = pieceOf(line)
  if (!product || unit_amount === undefined) return undefined
  const tax = price?.tax_behavior === 'inclusive' ? { tax_behavior: price.tax_behavior } : {}
  return { price_data: { currency, product, unit_amount, ...tax }, quantity: quantity ?? 1 }
}

/** What one piece cost in the currency of the order; undefined where that is no whole amount, as by volume. */
function pieceOf({ amount_subtotal, currency, price, quantity }: Stripe.LineItem): number | undefined {
  const listed = price?.currency === currency ? price.unit_amount : null
  const amount = listed ?? amount_subtotal / (quantity ?? 1)
  return Number.isSafeInteger(amount) ? amount : undefined
}

/** What has to be asked and added again, so that the order can be delivered and is taxed as before. */
function deliveryOf({
  automatic_tax,
  shipping_address_collection,
  shipping_options,
}: Stripe.Checkout.Session): Pick<
  Stripe.Checkout.SessionCreateParams,
  'automatic_tax' | 'shipping_address_collection' | 'shipping_options'
> {
  const rates = (shipping_options ?? []).map(({ shipping_rate }) => ({
    shipping_rate: idOf(shipping_rate) ?? '',
  }))
  return {
    ...(automatic_tax?.enabled ? { automatic_tax: { enabled: true } } : {}),
    ...(shipping_address_collection ? { shipping_address_collection } : {}),
    ...(rates.length > 0 ? { shipping_options: rates } : {}),
  }
}

/**
 * A page for another card. What the portal changes is the customer's, which a subscription with a card of its own is
 * never charged to.
 */
async function cardUpdate(stripe: Stripe, { id, backUrl }: Wanted): Promise<PayPage> {
  const subscription = await stripe.subscriptions.retrieve(id)
  if (subscription.ended_at) return closed
  if (hasOwnCard(subscription)) return openAt(await newCardPage(stripe, subscription, backUrl))
  return portal(stripe, subscription, {
    return_url: backUrl,
    flow_data: { type: 'payment_method_update', after_completion: { type: 'hosted_confirmation' } },
  })
}

/** The portal's first page, with everything a shopper may look at and change there. */
async function managePlan(stripe: Stripe, { id, backUrl }: Wanted): Promise<PayPage> {
  const subscription = await stripe.subscriptions.retrieve(id)
  return subscription.ended_at ? closed : portal(stripe, subscription, { return_url: backUrl })
}

/** An unused page of the portal dies within minutes, so that one is made at each tap. */
async function portal(
  stripe: Stripe,
  { customer }: Stripe.Subscription,
  params: Pick<Stripe.BillingPortal.SessionCreateParams, 'flow_data' | 'return_url'>,
): Promise<PayPage> {
  const session = await stripe.billingPortal.sessions.create({
    customer: idOf(customer) ?? '',
    // Whoever opens it later is asked to log in (stripe-node, BillingPortal.SessionCreateParams.after_expiration).
    after_expiration: { type: 'customer_login' },
    ...params,
  })
  return openAt(session.url)
}

/**
 * A cancelled subscription cannot be revived: the shopper starts the same one anew, and sees what it costs first. Who has
 * done so is led to no second one.
 */
async function subscribeAgain(stripe: Stripe, { id, backUrl }: Wanted): Promise<PayPage> {
  const subscription = await stripe.subscriptions.retrieve(id)
  const customer = idOf(subscription.customer)
  const items = subscription.items.data.filter(({ price }) => price.active)
  if (!customer || !subscription.ended_at || items.length === 0) return closed
  const since = await stripe.subscriptions.list({ customer, created: { gte: subscription.ended_at } })
  if (begunSince(subscription, since.data).length > 0) return closed
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer,
    // What is measured has no quantity of its own.
    line_items: items.map(({ price, quantity }) => ({ price: price.id, ...(quantity ? { quantity } : {}) })),
    metadata: { [againKey]: id },
    success_url: backUrl,
  })
  return openAt(session.url)
}

/**
 * Whether a page may be led to: https on a host of Stripe's or on the account's own configured one. Where another
 * API host is configured for development, its origin counts as Stripe's.
 */
export function isTrustedPage(url: string, account: Pick<Account, 'linkDomain'>, apiBase: string): boolean {
  if (!URL.canParse(url)) return false
  const page = new URL(url)
  if (new URL(apiBase).hostname !== 'api.stripe.com' && page.origin === new URL(apiBase).origin) return true
  return isKnownPage(url, account.linkDomain)
}
