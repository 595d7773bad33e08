import type { Ending } from '../domain/enrollment.ts'
import type { SeenSubscription } from '../stripe/read/subscription.ts'
import { type About, type Flow, usual } from './flow.ts'
import { stopped } from './invoice-endings.ts'
import { renewalEnded } from './renewal-endings.ts'
import { subscriptionFacts } from './subscription-facts.ts'
import { momentIn, subscriptionIn, upcomingTrigger } from './upcoming-subject.ts'

/** A subscription renews soon; the shopper is told the day and the amount. */
export const upcomingRenewal: Flow<SeenSubscription> = {
  ...usual,
  key: 'upcoming-renewal',
  name: 'Renewal coming up',
  purpose: 'service',
  priority: 'other',
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
  steps: [{ delayMinutes: 0, texts: ['upcoming_renewal', 'upcoming_renewal_method'], template }],
  windowDays: 14,
  page: () => 'manage-plan',
}

/** A card is named; of what is none, such as a debit from a bank account, no more is said than that it is on file. */
function template({ method }: SeenSubscription): string {
  return method?.card ? 'upcoming_renewal' : 'upcoming_renewal_method'
}

/** A sum that is wrong, or a charge to nothing, is worse than no word. */
function ended(seen: SeenSubscription, about: About): Ending | undefined {
  const ending = renewalEnded(seen, about)
  if (ending) return ending
  if (!seen.price) return stopped('What will be charged is not known yet.')
  return seen.method ? undefined : stopped('Nothing is on file that the renewal could be charged to.')
}
