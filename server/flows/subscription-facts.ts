import type { Facts } from '../domain/enrollment.ts'
import type { SeenSubscription } from '../stripe/read/subscription.ts'
import { noFailure } from './invoice-facts.ts'

/** What an enrollment remembers of a subscription; `day` is when it renews, ends or is charged. */
export function subscriptionFacts(seen: SeenSubscription, day: Temporal.Instant | undefined): Facts {
  const due = seen.price ?? { amount: 0, currency: seen.currency }
  return { ...noFailure, due, day, card: seen.method?.card, about: 'plan', items: seen.items }
}
