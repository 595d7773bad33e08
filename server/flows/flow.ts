import type { Purpose } from '../domain/consent.ts'
import type { Contact, Ending, Facts, Payment } from '../domain/enrollment.ts'
import type { StripeEvent } from '../stripe/read/event.ts'
import type { SeenInvoice } from '../stripe/read/invoice.ts'
import type { LinkKind, LookAt } from '../stripe/read/kinds.ts'

/** The fact that starts a flow for a subject. */
export type Trigger = {
  readonly subject: string
  readonly at: Temporal.Instant
  /** The attempt count the failure came with. */
  readonly attemptCount: number
}

/** A subject as a flow sees it after a look. */
export type Seen = SeenInvoice

/** A place in a flow: how long after the trigger, and which text of the catalogue. Delays do not add up. */
export type Step = { readonly delayMinutes: number; readonly template: string }

/**
 * One reason to write: data and pure functions. The corridor knows the order of things; a flow knows what its
 * subject means.
 */
export type Flow = {
  readonly key: string
  /** As the merchant reads it. */
  readonly name: string
  readonly purpose: Purpose
  /** The events that may start it. */
  readonly events: readonly string[]
  readonly trigger: (event: StripeEvent) => Trigger | undefined
  readonly look: LookAt
  readonly facts: (seen: Seen) => Facts
  readonly contact: (seen: Seen) => Contact
  readonly payments: (seen: Seen) => readonly Payment[]
  /** How many of Stripe's attempts are seen to have failed; 0 where the look does not tell. */
  readonly failedAttempts: (seen: Seen) => number
  /** How the subject came to need no more messages; undefined while it still does. */
  readonly ended: (seen: Seen) => Ending | undefined
  readonly steps: readonly Step[]
  /** After the last step the enrollment is watched this long for the money, counted from the trigger. */
  readonly windowDays: number
  readonly link: LinkKind
}
