import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import type { World } from '../../../simulator/world.ts'
import { broken, type Evidence, type Violation } from './evidence.ts'

/** Every webhook that was acknowledged is in the inbox, was dealt with, and had its effect. */
export function checkWebhooks(evidence: Evidence): readonly Violation[] {
  const { inbox, book } = evidence
  const byEvent = new Map(inbox.map((row) => [row.event_id, row]))
  const acknowledged = [...book.acknowledged.values()]
  const waiting = inbox.filter(({ state }) => state === 'waiting')
  const setAside = inbox.filter(({ state }) => state === 'set_aside')
  const unstamped = inbox.filter(({ state, stamped_at }) => state !== 'waiting' && stamped_at === null)
  return [
    ...broken(
      'an acknowledged webhook was forgotten',
      acknowledged.flatMap(({ eventId }) => (byEvent.has(eventId) ? [] : [eventId])),
    ),
    ...broken(
      'a webhook still waits',
      waiting.map(({ id, reason }) => `${id} (${reason})`),
    ),
    ...broken(
      'a webhook was set aside',
      setAside.map(({ id, type, reason }) => `${id} ${type} (${reason})`),
    ),
    ...broken(
      'a webhook was dealt with and not stamped',
      unstamped.map(({ id }) => id),
    ),
    ...broken('a failed payment was acknowledged and enrolled nobody', forgottenFailures(evidence)),
    ...broken('an answer was acknowledged and not taken in', forgottenAnswers(evidence)),
    ...broken('a STOP was acknowledged and is not in the ledger', forgottenStops(evidence)),
    ...broken('a shopper was led to pay and their click was not noted', forgottenClicks(evidence)),
  ]
}

/** An invoice that is still open was never paid, so its failure must have enrolled somebody, unless nobody is to be asked. */
function forgottenFailures({ inbox, enrollments, world }: Evidence): readonly string[] {
  const enrolled = new Set(enrollments.map(({ subject }) => subject))
  return inbox
    .filter(({ type, reason }) => type === 'invoice.payment_failed' && reason !== 'gone')
    .map(({ body, reason }) => ({ invoice: world.stripe.find('invoice', invoiceOf(body)), reason }))
    .filter(({ invoice }) => invoice.status === 'open' && !enrolled.has(invoice.id))
    .filter(({ invoice }) => !isLeftInPeace(world, invoice))
    .map(({ invoice, reason }) => `${invoice.id} (${reason})`)
}

/** The customer told their bank to stop, or was deleted, or the subscription has ended. */
function isLeftInPeace({ stripe }: World, { id, customer, parent }: Stripe.Invoice): boolean {
  const subscription = parent?.subscription_details?.subscription
  return (
    stripe.declineCodeOf(id) === 'stop_payment_order' ||
    stripe.isDeleted(String(customer)) ||
    (typeof subscription === 'string' && stripe.find('subscription', subscription).ended_at !== null)
  )
}

function invoiceOf(body: string): string {
  return (JSON.parse(body) as Stripe.InvoicePaymentFailedEvent).data.object.id
}

function saidIn({ book }: Evidence) {
  return [...book.acknowledged.values()].flatMap(({ said }) => said)
}

function forgottenAnswers(evidence: Evidence): readonly string[] {
  const known = new Set(evidence.replies.map(({ wamid }) => wamid))
  return saidIn(evidence).flatMap(({ id }) => (known.has(id) ? [] : [id]))
}

function forgottenStops(evidence: Evidence): readonly string[] {
  const withdrawn = evidence.consents.filter(({ state }) => state === 'withdrawn')
  const known = new Set(withdrawn.map(({ source_ref }) => source_ref))
  return saidIn(evidence).flatMap(({ id, isStop }) => (isStop && !known.has(id) ? [id] : []))
}

function forgottenClicks({ book, links, clicks }: Evidence): readonly string[] {
  const nudges = new Map(links.map(({ token_hash, nudge_id }) => [token_hash, nudge_id]))
  const clicked = new Set(clicks.map(({ nudge_id }) => nudge_id))
  return [...book.followed]
    .map((token) => nudges.get(createHash('sha256').update(token).digest('base64url')) ?? 'an unknown link')
    .filter((nudge) => !clicked.has(nudge))
}
