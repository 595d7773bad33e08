import type { AccountKey } from './account.ts'
import type { Holder } from './answer.ts'
import type { Consent, Purpose } from './consent.ts'
import type { Ending } from './enrollment.ts'
import type { Reason } from './reasons.ts'
import type { Caps, SendingHours } from './settings.ts'
import type { TimeZones } from './time-zone.ts'

/**
 * How far Meta's approval of a template has come: `missing` when it was never pushed, `recategorized` when Meta counts
 * it as another kind of message than we do.
 */
export type TemplateState = 'missing' | 'pending' | 'approved' | 'recategorized' | 'refused' | 'paused'

/** What a merchant or operator stopped at once: everything, an account, or one flow of it. */
export type Stopped = 'everything' | 'account' | 'flow'

/** What comes first when several messages want the same slot, the most urgent first. */
export const priorities = [
  'security',
  'authentication',
  'failed-payment',
  'due',
  'abandoned',
  'other',
] as const
/** One of them. */
export type Priority = (typeof priorities)[number]

/** Whether the one is more urgent than the other. Of two that are equally urgent neither comes before the other. */
export function comesBefore(one: Priority, other: Priority): boolean {
  return priorities.indexOf(one) < priorities.indexOf(other)
}

/**
 * What is known of somebody whose number is not: `known` when Meta's id of them leads to nobody else, `unproven` when it may
 * be a stranger's, `elsewhere` when another business of the merchant's at Meta was told it.
 */
export type Hidden = 'known' | 'unproven' | 'elsewhere'

/** Which side of the hold-out a shopper is on: written to, or kept silent on purpose. */
export type Side = 'treated' | 'held-out'

/** What Meta refuses as a whole besides texts, and until when it rests. */
export type SenderPause = {
  readonly scope: 'account' | 'number' | 'country'
  readonly until: Temporal.Instant
}

/** Everything a decision looks at, gathered at one moment. */
export type Situation = {
  readonly now: Temporal.Instant
  readonly environment: AccountKey['environment']
  readonly ending: Ending | undefined
  /** The Stripe App is installed in the account. */
  readonly isInstalled: boolean
  readonly stopped: Stopped | undefined
  readonly flowIsOn: boolean
  /** Who paused the messages about the subject; undefined when nobody did. */
  readonly pausedBy: string | undefined
  readonly mode: 'live' | 'watch'
  /** When it is due: at its own time, or sooner where a person asked for it. */
  readonly dueAt: Temporal.Instant
  /** Its own time, by its step. */
  readonly plannedAt: Temporal.Instant
  readonly uselessAt: Temporal.Instant
  /** Something a customer said has been acknowledged and not handled yet. */
  readonly answersWait: boolean
  readonly purpose: Purpose
  readonly priority: Priority
  /** E.164; undefined when none of the subject's numbers can be one. */
  readonly phone: string | undefined
  readonly phoneIsAllowed: boolean
  /** Of somebody without a phone: whether Meta's own id of them may stand in; undefined when none is known. */
  readonly hidden: Hidden | undefined
  readonly consent: Consent
  /** The shopper confirmed a permission for offers a second time, as some countries ask for. */
  readonly confirmedTwice: boolean
  /** Undefined when the person can be reached as far as we know; else until when not to try. */
  readonly unreachableUntil: Temporal.Instant | undefined
  /** Until when Meta is not asked to deliver another offer to them; undefined when it may be. */
  readonly offersRestUntil: Temporal.Instant | undefined
  /** Who answers in the thread with this shopper. */
  readonly heldBy: Holder
  /** Until when the shopper asked to be left alone about this; undefined when they named no day. */
  readonly promisedUntil: Temporal.Instant | undefined
  readonly hasNumber: boolean
  /** What keeps the number, its account or the shopper's country from being sent with; undefined when nothing does. */
  readonly senderPause: SenderPause | undefined
  readonly template: TemplateState
  /** Until when a text rests that Meta refused; undefined when it does not, or nobody knows how long. */
  readonly templateRestsUntil: Temporal.Instant | undefined
  readonly category: 'utility' | 'marketing'
  /** The key of another flow that speaks to this shopper about this money and goes before this one. */
  readonly alreadySpeaks: string | undefined
  /** The same text was sent about the subject before, and the merchant did not choose to have it twice. */
  readonly saidAlready: boolean
  /** Something more urgent for this shopper is due at this moment. */
  readonly urgentWaits: boolean
  readonly stripeEmails: boolean
  readonly besideEmails: boolean
  /** A payment was made whose outcome nobody knows yet, such as a bank debit. */
  readonly isUnderWay: boolean
  /** When Stripe tries again by itself with a good chance; undefined when there is no hope in that. */
  readonly hopefulRetryAt: Temporal.Instant | undefined
  /** When this shopper was written to of late, in any flow: eight days back. */
  readonly recentSends: readonly Temporal.Instant[]
  readonly caps: Caps
  /** Messages already sent about the subject, and how many there may be. */
  readonly sentAboutSubject: number
  readonly perSubject: number
  readonly sendingHours: SendingHours
  /** Every time zone the shopper may live in: hours are kept in all of them, days are counted in the first. */
  readonly timeZones: TimeZones
  /** Where the shopper's phone is from, ISO 3166 alpha-2; undefined when neither the number nor Meta's id tells. */
  readonly phoneCountry: string | undefined
  /** The shopper's side, once it is known; undefined when nobody has drawn it, which counts as treated. */
  readonly side: Side | undefined
  /** The flow is exempt from the hold-out. */
  readonly isExempt: boolean
}

/** What one gate says: nothing, or the end of the matter for now. */
export type Verdict =
  | { readonly kind: 'wait'; readonly until: Temporal.Instant; readonly reason: Reason }
  | { readonly kind: 'skip'; readonly reason: Reason }
