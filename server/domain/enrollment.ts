import type { AccountKey } from './account.ts'
import type { Money } from './money.ts'
import type { Language } from './template.ts'

/** How a subject came to need no more messages. */
export type EndingKind = 'paid' | 'void' | 'written-off' | 'expired' | 'stopped' | 'gone'
/** How an enrollment ended, and why in words. */
export type Ending = { readonly kind: EndingKind; readonly because: string }

/** Money received for a subject, as Stripe shows it now. */
export type Payment = {
  /** The payment intent, or where there is none the charge or payment record. */
  readonly key: string
  readonly money: Money
  /** What the merchant gave back of it, same unit. */
  readonly refunded: number
  /** A bank has asked for it back at some time; what came of that, `lost` tells. */
  readonly isDisputed: boolean
  /** What banks took back of it in disputes that were lost, same unit; never more than the refunds left. */
  readonly lost: number
  readonly paidAt: Temporal.Instant
  readonly throughStripe: boolean
}

/** What an enrollment remembers of its subject, for texts, decisions and attribution. */
export type Facts = {
  readonly due: Money
  readonly number: string | undefined
  readonly declineClass: DeclineClass | undefined
  /** The decline code as it may be shown: a sensitive one stands here as `generic_decline`. */
  readonly declineCode: string | undefined
  readonly nextRetryAt: Temporal.Instant | undefined
  /** The day a message names: when something is due, ends, renews or expires. */
  readonly day: Temporal.Instant | undefined
  /** The card it is about, as a person reads it: `Visa •••• 4242`. */
  readonly card: string | undefined
  /** What kind of thing it is about, for words where the merchant has none. */
  readonly about: 'invoice' | 'basket' | 'plan'
  /** What it is about, in the merchant's words: a plan, or what lies in the basket. */
  readonly items: string | undefined
}

/** What a declined shopper could do about it. */
export type DeclineClass =
  | 'other-card'
  | 're-enter'
  | 'top-up'
  | 'authenticate'
  | 'call-bank'
  | 'wait'
  | 'merchant'
  | 'told-bank-to-stop'

/** Whom to write to, as the subject tells it. */
export type Contact = {
  readonly customerId: string | undefined
  readonly name: string | undefined
  /** Phone numbers as typed, the best first. */
  readonly phones: readonly string[]
  readonly country: string | undefined
  /** The state or province of the address, as typed. */
  readonly region: string | undefined
  readonly postalCode: string | undefined
  readonly locales: readonly string[]
  /** What the merchant noted on the customer about WhatsApp. */
  readonly optIn: 'granted' | 'withdrawn' | 'unknown'
}

/** Where a nudge stands. `unknown`: it was handed over and nobody knows whether it went out. */
export type NudgeState = 'scheduled' | 'sending' | 'sent' | 'unknown' | 'skipped' | 'cancelled' | 'failed'

/** One shopper in one flow for one subject. */
export type Enrollment = AccountKey & {
  readonly id: string
  readonly flow: string
  readonly subject: string
  readonly shopperId: string
  readonly language: Language
  readonly startedAt: Temporal.Instant
  /** The moment its delays count from. */
  readonly anchorAt: Temporal.Instant
  /** What the money is called that it is about; two flows about the same name the same. */
  readonly moneyKey: string
  readonly windowEndsAt: Temporal.Instant
  /** The highest attempt count of the failures we heard of. */
  readonly failedAttempts: number
  readonly ending: Ending | undefined
}

/** One planned message: one step of one enrollment. */
export type Nudge = AccountKey & {
  readonly id: string
  readonly enrollmentId: string
  readonly step: number
  readonly template: string
  /** From the moment its enrollment counts from; before it when negative. */
  readonly delayMinutes: number
  readonly dueAt: Temporal.Instant
  /** When a person asked to have it sent at once; undefined when nobody did. */
  readonly hastenedAt: Temporal.Instant | undefined
  /** After this the message would come too late to help. */
  readonly uselessAt: Temporal.Instant
  readonly state: NudgeState
  readonly attempts: number
}
