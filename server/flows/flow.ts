import type { Purpose } from '../domain/consent.ts'
import type { Contact, Ending, Facts, Payment } from '../domain/enrollment.ts'
import type { Priority } from '../domain/situation.ts'
import type { StripeEvent } from '../stripe/read/event.ts'
import type { LookAt, PageKind } from '../stripe/read/kinds.ts'
import type { Seen } from '../stripe/read/seen.ts'

/** The fact that starts a flow for a subject. */
export type Trigger = {
  readonly subject: string
  readonly at: Temporal.Instant
  /** The attempt count a failure came with; 0 where nothing counts attempts. */
  readonly attemptCount: number
}

/** What a judgement is about, beside what is seen. */
export type About = {
  readonly subject: string
  readonly now: Temporal.Instant
  /** The merchant wants everybody told, also where nothing is missing. */
  readonly everyone: boolean
}

/** A place in a flow: how long after the moment it counts from, and which text. Delays do not add up. */
export type Step<S extends Seen = Seen> = {
  /** Negative before that moment. */
  readonly delayMinutes: number
  /** The keys of all texts it chooses from, in the catalogue. */
  readonly texts: readonly string[]
  /** Which of them fits what is seen. */
  template(seen: S): string
}

/**
 * One reason to write: data and pure functions. The corridor knows the order of things; a flow knows what its
 * subject means.
 */
export type Flow<S extends Seen = Seen> = {
  readonly key: string
  /** As the merchant reads it. */
  readonly name: string
  readonly purpose: Purpose
  readonly priority: Priority
  /** Whether shoppers of the hold-out hear of it all the same. */
  readonly isExempt: boolean
  /** Whether there is somebody it leaves alone whom a merchant may want told all the same. */
  readonly mayTellEveryone: boolean
  /** The events that may start it. */
  readonly events: readonly string[]
  /** What a duty looks for, because no event tells of it. */
  readonly watches: 'open-checkouts' | undefined
  trigger(event: StripeEvent): Trigger | undefined
  lookAt(subject: string): LookAt
  facts(seen: S, subject: string): Facts
  contact(seen: S): Contact
  /** Money that came in for the subject. */
  payments(seen: S): readonly Payment[]
  /** Whether such money counts as recovered: what was paid before it was overdue needed no help. */
  isRecovery(payment: Payment, seen: S): boolean
  /** What the money is called: the same for every flow that is about it. */
  money(seen: S, subject: string): string
  /** How many of Stripe's attempts are seen to have failed; 0 where the look does not tell. */
  failedAttempts(seen: S): number
  /** How the subject came to need no more messages; undefined while it still does. */
  ended(seen: S, about: About): Ending | undefined
  /** The day of its own that delays count from, such as a due date; undefined where they count from the trigger. */
  countsFrom(seen: S, subject: string): Temporal.Instant | undefined
  /** Whether it was paid in a way whose outcome nobody knows yet, such as a bank debit, and is to be waited for. */
  isUnderWay(seen: S): boolean
  /** When Stripe tries again by itself with a good chance to win; undefined where there is no such hope. */
  hopefulRetryAt(seen: S): Temporal.Instant | undefined
  /** After this no message helps any more, whatever the steps say. */
  usefulUntil(seen: S, subject: string): Temporal.Instant | undefined
  readonly steps: readonly Step<S>[]
  /** After the last step the enrollment is watched this long for the money, counted from the trigger. */
  readonly windowDays: number
  /** Where its link leads, for the object it looks at. */
  page(subject: string): PageKind
}

/** What most flows have in common. */
export const usual: Pick<
  Flow,
  | 'isExempt'
  | 'mayTellEveryone'
  | 'watches'
  | 'isRecovery'
  | 'failedAttempts'
  | 'countsFrom'
  | 'isUnderWay'
  | 'hopefulRetryAt'
  | 'usefulUntil'
> = {
  isExempt: false,
  mayTellEveryone: false,
  watches: undefined,
  isRecovery: () => true,
  failedAttempts: () => 0,
  countsFrom: () => undefined,
  isUnderWay: () => false,
  hopefulRetryAt: () => undefined,
  usefulUntil: () => undefined,
}

/** Minutes of so many days. */
export function days(count: number): number {
  return count * 24 * 60
}

/** A step whose text is always the same. */
export function step(delayMinutes: number, template: string): Step {
  return { delayMinutes, texts: [template], template: () => template }
}
