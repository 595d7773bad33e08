import { fields, fromSeconds, idOf, type StripeEvent, text, whole } from '../stripe/read/event.ts'
import type { Trigger } from './flow.ts'

/**
 * The subject of news about a renewal to come: its invoice has no id yet (stripe-node, `invoice.upcoming`), so that it
 * is named by the subscription and the moment it is charged: `sub_...:1767225600`.
 */
export function upcomingTrigger({ object, createdAt }: StripeEvent): Trigger | undefined {
  const details = fields(fields(object.parent)?.subscription_details)
  const subscription = idOf(details?.subscription) ?? idOf(object.subscription)
  const at = whole(object.next_payment_attempt) ?? whole(object.period_end)
  if (!subscription || !at) return undefined
  return { subject: `${subscription}:${at}`, at: createdAt, attemptCount: 0 }
}

/** The subscription of such a subject. */
export function subscriptionIn(subject: string): string {
  return subject.split(':')[0] ?? subject
}

/** The moment in such a subject. */
export function momentIn(subject: string): Temporal.Instant | undefined {
  const seconds = Number(text(subject.split(':')[1]))
  return Number.isSafeInteger(seconds) && seconds > 0 ? fromSeconds(seconds) : undefined
}
