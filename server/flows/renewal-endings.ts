import type { Ending } from '../domain/enrollment.ts'
import type { SeenSubscription } from '../stripe/read/subscription.ts'
import type { About } from './flow.ts'
import { stopped } from './invoice-endings.ts'
import { momentIn } from './upcoming-subject.ts'

/** A renewal is charged about an hour after its period ends; what differs by more was moved. */
const renewalTakesHours = 24

/** How a renewal that was announced came to need no message; undefined while its card will be charged then. */
export function renewalEnded(seen: SeenSubscription, { subject, now }: About): Ending | undefined {
  if (seen.status === 'ended' || seen.status === 'never-began') return stopped('The subscription has ended.')
  if (seen.customerIsDeleted) return stopped('The customer was deleted in Stripe.')
  if (seen.isLeaving || seen.status === 'paused')
    return stopped('The subscription will not be charged again.')
  if (seen.collection === 'sent') return stopped('The subscription is not charged by itself.')
  const chargedAt = momentIn(subject)
  if (!chargedAt || Temporal.Instant.compare(chargedAt, now) <= 0)
    return stopped('The renewal has been charged.')
  if (isFarFrom(chargedAt, seen.renewsAt)) return stopped('The subscription renews on another day now.')
  return seen.price?.amount === 0 ? stopped('Nothing will be charged.') : undefined
}

function isFarFrom(chargedAt: Temporal.Instant, renewsAt: Temporal.Instant | undefined): boolean {
  if (!renewsAt) return false
  return Math.abs(renewsAt.until(chargedAt).total('hours')) > renewalTakesHours
}
