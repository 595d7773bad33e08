import type Stripe from 'stripe'
import type { World } from '../../simulator/world.ts'
import type { Evidence, Written } from './evidence.ts'

/** Money as Stripe tells it: what one payment intent brought. Times are epoch milliseconds. */
export type Paid = {
  readonly intent: string
  readonly amount: number
  readonly refunded: number
  readonly at: number
}

type Enrollment = Written['enrollments'][number]

/** Everything Stripe's stand-in can say about enrollments: when each matter was settled, and the money it brought. */
export function keepBooks(
  world: World,
  enrollments: readonly Enrollment[],
): Pick<Evidence, 'settledAt' | 'moved' | 'retried'> {
  const events = eventsIn(world)
  const settledAt = new Map<string, number>()
  const moved = new Map<string, readonly Paid[]>()
  for (const enrollment of enrollments) {
    const at = settlementOf(world, events, enrollment)
    if (at !== undefined) settledAt.set(enrollment.id, at)
    const { id, started_at, window_ends_at } = enrollment
    const paid = intentsFor(world, events, enrollment).flatMap((intent) => paidBy(world, intent))
    moved.set(
      id,
      paid.filter(({ at }) => at >= earliest(world, enrollment, started_at) && at <= window_ends_at),
    )
  }
  return { settledAt, moved, retried: retriedIn(events) }
}

type Events = {
  readonly of: <T>(type: string) => readonly (Stripe.Event & { readonly data: { readonly object: T } })[]
}

/** Every event there was, by its type, oldest first. */
function eventsIn({ stripe, merchant }: World): Events {
  const found = new Map<string, readonly Stripe.Event[]>()
  return {
    of: <T>(type: string) => {
      const known = found.get(type) ?? stripe.eventsOf(merchant.accountId, type)
      found.set(type, known)
      return known as unknown as readonly (Stripe.Event & { readonly data: { readonly object: T } })[]
    },
  }
}

function settlementOf(
  world: World,
  events: Events,
  { flow, subject, customer_id }: Enrollment,
): number | undefined {
  const { stripe } = world
  if (subject.startsWith('in_')) {
    const { status_transitions: times } = stripe.find('invoice', subject)
    return first([times.paid_at, times.voided_at, times.marked_uncollectible_at])
  }
  if (subject.startsWith('pi_')) {
    const [paid] = paidBy(world, subject)
    return paid?.at ?? first([stripe.find('payment_intent', subject).canceled_at])
  }
  if (subject.startsWith('cs_')) return orderSettledAt(world, events, { flow, subject, customer_id })
  const subscription = stripe.find('subscription', subject.split(':')[0] ?? '')
  return flow === 'win-back' ? begunAgainAt(events, subscription) : first([subscription.ended_at])
}

type Session = Stripe.Checkout.Session
type Order = Pick<Enrollment, 'flow' | 'subject' | 'customer_id'>

function orderSettledAt(
  world: World,
  events: Events,
  { flow, subject, customer_id }: Order,
): number | undefined {
  const at = (type: string, fits: (session: Session) => boolean) =>
    first(events.of<Session>(type).flatMap(({ created, data }) => (fits(data.object) ? created : [])))
  switch (flow) {
    case 'pending-voucher':
      return at('checkout.session.async_payment_succeeded', ({ id }) => id === subject)
    case 'failed-voucher': {
      const { created } = world.stripe.find('checkout.session', subject)
      return at('checkout.session.completed', (one) => one.customer === customer_id && one.created > created)
    }
    default: {
      const same = new Set(chainOf(events, subject))
      return at('checkout.session.completed', ({ id }) => same.has(id))
    }
  }
}

/** The session and its completed copies, made by recovery links or behind our own. */
function chainOf(events: Events, subject: string): readonly string[] {
  const completed = events.of<Session>('checkout.session.completed').map(({ data }) => data.object)
  const copies = completed.filter(
    ({ recovered_from, metadata }) => recovered_from === subject || metadata?.paynudge_again === subject,
  )
  return [subject, ...copies.map(({ id }) => id)]
}

function begunAgainAt(events: Events, old: Stripe.Subscription): number | undefined {
  const begun = subscriptionsAfter(events, old)[0]
  return begun && begun.created * 1000
}

function subscriptionsAfter(events: Events, { customer, ended_at, id }: Stripe.Subscription) {
  return events
    .of<Stripe.Subscription>('customer.subscription.created')
    .map(({ data }) => data.object)
    .filter(
      (one) =>
        one.customer === customer && one.id !== id && one.created >= (ended_at ?? Number.POSITIVE_INFINITY),
    )
}

function intentsFor({ stripe }: World, events: Events, { flow, subject }: Enrollment): readonly string[] {
  if (subject.startsWith('in_')) return stripe.paymentIntentsOf(subject)
  if (subject.startsWith('pi_')) return [subject]
  if (subject.startsWith('cs_'))
    return chainOf(events, subject).flatMap(
      (id) => idOf(stripe.find('checkout.session', id).payment_intent) ?? [],
    )
  if (flow !== 'win-back') return []
  const begun = subscriptionsAfter(events, stripe.find('subscription', subject)).slice(0, 1)
  return begun.flatMap(({ id }) => {
    const invoice = idOf(stripe.find('subscription', id).latest_invoice)
    return invoice ? stripe.paymentIntentsOf(invoice) : []
  })
}

/** What came in before the day of a sent invoice was paid in time, and nobody can say that a reminder brought it. */
function earliest({ stripe }: World, { flow, subject }: Enrollment, startedAt: number): number {
  const isSent = flow === 'invoice-due' || flow === 'invoice-overdue'
  const due = isSent ? (stripe.find('invoice', subject).due_date ?? 0) * 1000 : 0
  return Math.max(startedAt, due)
}

function paidBy({ stripe }: World, intent: string): readonly Paid[] {
  const { status, latest_charge } = stripe.find('payment_intent', intent)
  const charge = idOf(latest_charge)
  if (status !== 'succeeded' || !charge) return []
  const { amount_captured, amount_refunded, created } = stripe.find('charge', charge)
  return [{ intent, amount: amount_captured, refunded: amount_refunded, at: created * 1000 }]
}

/** A payment of an invoice that Stripe began by itself bears no request. */
function retriedIn(events: Events): ReadonlySet<string> {
  const ofInvoices = new Set(
    events
      .of<Stripe.InvoicePayment>('invoice_payment.paid')
      .flatMap(({ data }) => idOf(data.object.payment.payment_intent) ?? []),
  )
  const alone = events
    .of<Stripe.PaymentIntent>('payment_intent.succeeded')
    .filter(({ request }) => request?.id === null)
    .map(({ data }) => data.object.id)
  return new Set(alone.filter((id) => ofInvoices.has(id)))
}

function idOf(field: string | { readonly id: string } | null | undefined): string | undefined {
  return typeof field === 'string' ? field : field?.id
}

/** The earliest of these Stripe times, in epoch milliseconds. */
function first(seconds: readonly (number | null | undefined)[]): number | undefined {
  const known = seconds.filter((time) => typeof time === 'number')
  return known.length > 0 ? Math.min(...known) * 1000 : undefined
}
