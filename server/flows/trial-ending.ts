import type { Ending } from '../domain/enrollment.ts'
import { text, whole } from '../stripe/read/event.ts'
import type { SeenSubscription } from '../stripe/read/subscription.ts'
import { type About, days, type Flow, usual } from './flow.ts'
import { stopped } from './invoice-endings.ts'
import { subscriptionFacts } from './subscription-facts.ts'
import { momentIn, subscriptionIn } from './upcoming-subject.ts'

/** A trial ends and nothing is on file to pay with. Stripe tells of it, too, when a trial was ended early. */
export const trialEnding: Flow<SeenSubscription> = {
  ...usual,
  key: 'trial-ending',
  name: 'Trial about to end',
  purpose: 'service',
  mayTellEveryone: true,
  priority: 'due',
  events: ['customer.subscription.trial_will_end'],
  trigger({ object, createdAt }) {
    const subscription = text(object.id)
    const endsAt = whole(object.trial_end)
    if (!subscription || !endsAt) return undefined
    return { subject: `${subscription}:${endsAt}`, at: createdAt, attemptCount: 0 }
  },
  lookAt: (subject) => ({ object: 'subscription', id: subscriptionIn(subject) }),
  facts: (seen, subject) => subscriptionFacts(seen, momentIn(subject)),
  contact: (seen) => seen.contact,
  // Nothing is owed yet: docs/decisions/0015.
  payments: () => [],
  money: (seen) => seen.id,
  ended,
  countsFrom: (seen) => seen.trialEndsAt,
  usefulUntil: (seen) => seen.trialEndsAt,
  steps: [{ delayMinutes: -days(3), texts: ['trial_ending', 'trial_ending_no_card'], template }],
  windowDays: 14,
  page: () => 'manage-plan',
}

function template({ method }: SeenSubscription): string {
  return method ? 'trial_ending' : 'trial_ending_no_card'
}

function ended(seen: SeenSubscription, { subject, now, everyone }: About): Ending | undefined {
  if (seen.status !== 'trialing') return stopped('The trial is over.')
  if (seen.isLeaving) return stopped('The subscription ends with the trial.')
  if (seen.collection === 'sent') return stopped('The subscription is not charged by itself.')
  const { trialEndsAt } = seen
  if (!trialEndsAt || Temporal.Instant.compare(trialEndsAt, now) <= 0) return stopped('The trial is over.')
  // Stripe tells of the new end as well, when its time comes.
  if (momentIn(subject)?.equals(trialEndsAt) !== true) return stopped('The trial ends at another time now.')
  if (seen.customerIsDeleted) return stopped('The customer was deleted in Stripe.')
  if (!seen.price) return stopped('What will be charged is not known yet.')
  if (seen.price.amount === 0) return stopped('Nothing will be charged.')
  return seen.method && !everyone ? stopped('A payment method is on file.') : undefined
}
