import type { AccountKey } from './account.ts'
import type { Consent } from './consent.ts'
import type { Content } from './content.ts'
import type { Reason } from './reasons.ts'
import type { Stopped } from './situation.ts'
import { isWindowOpen } from './window.ts'

/** What the bot answers with; each has its words in every language. */
const wishes = [
  'stopped',
  'started',
  'pay',
  'later-ask',
  'later-kept',
  'invoice',
  'statement',
  'balance',
  'details',
  'auto',
  'person',
  'contact',
] as const
/** One of them; `written` is what a person wrote. */
export type Wish = (typeof wishes)[number] | 'written'

/** Where an answer stands. `unknown`: it was handed over and nobody knows whether it went out. */
export type AnswerState = 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed' | 'skipped'

/** One message to a shopper that is no nudge: the bot's answer, or what a person wrote. */
export type Answer = AccountKey & {
  readonly id: string
  readonly shopperId: string
  readonly phoneNumberId: string
  /** Whom it goes to: E.164, or an id of Meta's where the phone is hidden. */
  readonly to: string
  /** `bot`, or the person. */
  readonly author: string
  readonly wish: Wish
  /** The message it answers, by Meta's id. */
  readonly repliesTo: string | undefined
  /** The nudge it is about, where that is known. */
  readonly nudgeId: string | undefined
  /** Undefined while the answer is still to be composed, and once the words were erased. */
  readonly content: Content | undefined
  readonly attempts: number
  readonly createdAt: Temporal.Instant
}

/** Everything that may speak against an answer, gathered at one moment. */
export type AnswerCase = {
  readonly now: Temporal.Instant
  readonly environment: AccountKey['environment']
  readonly isInstalled: boolean
  readonly stopped: Stopped | undefined
  readonly mode: 'live' | 'watch'
  readonly phoneIsAllowed: boolean
  readonly hasNumber: boolean
  readonly hasStopped: boolean
  /** Whether whom it goes to is still a name of this shopper: they may have left their number. */
  readonly isTheirs: boolean
  /** When this shopper last wrote to this number. */
  readonly lastHeardAt: Temporal.Instant | undefined
  readonly heldBy: Holder
  readonly author: string
  readonly wish: Wish
  /** Of a text Meta approved: whether it did, and whether the shopper agreed to it; undefined for free words. */
  readonly template: { readonly isApproved: boolean; readonly consent: Consent } | undefined
}

/** Who answers in a thread. */
export type Holder = 'bot' | 'person'

/** What only an answer can come to. */
export const answerReasons = {
  'window-over':
    'More than 24 hours have passed since the customer last wrote, so WhatsApp takes only texts Meta approved.',
  'left-number':
    'The customer left the number they wrote from, and whoever has it now is somebody else. Write to them once they wrote from their new one.',
  'person-answers': 'A person of yours holds this thread, so the bot says nothing in it.',
  'answer-too-late': 'It could not be answered in time.',
} as const

/** An answer older than this helps nobody any more. */
export const answersUsefulForMinutes = 60

/** What a person wrote, and a word about consent, is worth saying longer. */
export const lastingForMinutes = 24 * 60

/** Nobody gets more answers of the bot in a day than this: two machines must not talk to each other for ever. */
export const answersADayAtMost = 20

/** Why an answer may not go out; undefined when nothing speaks against it. The confirmation of a stop is the only one after it. */
export function speaksAgainst(about: AnswerCase): Reason | undefined {
  const { stopped, wish } = about
  if (!about.isInstalled) return 'not-installed'
  if (stopped) return `stopped-${stopped}`
  if (about.mode === 'watch') return 'watch-only'
  if (about.environment !== 'live' && !about.phoneIsAllowed) return 'not-on-allow-list'
  if (!about.hasNumber) return 'no-number'
  if (about.hasStopped && wish !== 'stopped') return 'opted-out'
  if (!about.isTheirs) return 'left-number'
  if (isTakenOver(about)) return 'person-answers'
  if (about.template) return speaksAgainstTemplate(about.template)
  return isWindowOpen(about.lastHeardAt, about.now) ? undefined : 'window-over'
}

function speaksAgainstTemplate({
  isApproved,
  consent,
}: NonNullable<AnswerCase['template']>): Reason | undefined {
  if (!isApproved) return 'template-not-approved'
  return consent === 'granted' ? undefined : 'no-consent'
}

/** Consent is the shopper's own and is confirmed whoever holds the thread; so is that a person will answer. */
function isTakenOver({ heldBy, author, wish }: AnswerCase): boolean {
  const isAboutConsent = wish === 'stopped' || wish === 'started'
  return heldBy === 'person' && author === 'bot' && !isAboutConsent && wish !== 'person'
}
