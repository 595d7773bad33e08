import type { Ending } from '../domain/enrollment.ts'
import type { SeenSubscription } from '../stripe/read/subscription.ts'
import { type About, days, type Flow, step, usual } from './flow.ts'
import { stopped } from './invoice-endings.ts'
import { renewalEnded } from './renewal-endings.ts'
import { subscriptionFacts } from './subscription-facts.ts'
import { momentIn, subscriptionIn, upcomingTrigger } from './upcoming-subject.ts'

/** The card a renewal would be charged to expires before that day. Ends by a new card, the network's own included. */
export const cardExpiring: Flow<SeenSubscription> = {
  ...usual,
  key: 'card-expiring',
  name: 'Card about to expire',
  purpose: 'service',
  priority: 'due',
  events: ['invoice.upcoming'],
  trigger: upcomingTrigger,
  lookAt: (subject) => ({ object: 'subscription', id: subscriptionIn(subject) }),
  facts: (seen, subject) => subscriptionFacts(seen, momentIn(subject)),
  contact: (seen) => seen.contact,
  // Nothing is owed yet: docs/decisions/0015.
  payments: () => [],
  money: (seen) => seen.id,
  ended,
  usefulUntil: (_, subject) => momentIn(subject),
  steps: [step(0, 'card_expiring'), step(days(4), 'card_expiring_last')],
  windowDays: 14,
  page: () => 'card-update',
}

function ended(seen: SeenSubscription, about: About): Ending | undefined {
  const ending = renewalEnded(seen, about)
  if (ending) return ending
  const chargedAt = momentIn(about.subject)
  const expiresAt = seen.method?.expiresAt
  if (!expiresAt || !chargedAt) return stopped('The renewal is charged to nothing that expires.')
  const isGood = Temporal.Instant.compare(expiresAt, chargedAt) > 0
  return isGood ? stopped('The card on file is good for the renewal.') : undefined
}
