import type { AccountKey } from './account.ts'

/** What an alarm says to the merchant: what is wrong, and what to do. */
type AlarmText = { readonly sentence: string; readonly todo: string }

/**
 * Every kind of alarm: a state that keeps messages back until somebody mends it, or until it passes. What it is about, a
 * number, a text or a flow, stands beside it.
 */
export const alarms = {
  'token-refused': {
    sentence: 'Meta no longer accepts the access token of your WhatsApp account, so nothing is sent.',
    todo: 'Make a new token in Meta’s Business settings and link the number again with `number link`; what waits goes out then.',
  },
  'permission-missing': {
    sentence: 'Your WhatsApp access token lacks a permission that sending needs, so nothing is sent.',
    todo: 'Give the system user full control of the WhatsApp account, with whatsapp_business_messaging and whatsapp_business_management, and link the number again.',
  },
  'account-restricted': {
    sentence: 'Meta has restricted your WhatsApp account for breaking its policies, so nothing is sent.',
    todo: 'Open Account quality in Meta Business Support, see why, and ask for a review.',
  },
  'account-locked': {
    sentence: 'Meta has locked your WhatsApp account, so nothing is sent.',
    todo: 'Open WhatsApp Manager, see what Meta asks for, and have the account unlocked.',
  },
  'billing-failed': {
    sentence: 'Meta cannot charge your WhatsApp account, so nothing is sent.',
    todo: 'Check the payment method and the credit line in WhatsApp Manager. Sending is tried again by itself.',
  },
  'terms-not-accepted': {
    sentence: 'Meta waits for you to accept its terms, so these messages are not sent.',
    todo: 'Open WhatsApp Manager and accept what it asks for.',
  },
  'texts-blocked': {
    sentence: 'Meta has stopped your texts for a while, because texts were handed in under a wrong category.',
    todo: 'Look at the texts with `template list`, correct those Meta counts as marketing, and appeal in WhatsApp Manager where Meta errs.',
  },
  'number-unusable': {
    sentence: 'Meta does not let this WhatsApp number send.',
    todo: 'Open the number in WhatsApp Manager: it may have to be registered or verified again, or its name approved. Then link it again.',
  },
  'number-limited': {
    sentence:
      'Meta has limited this WhatsApp number because people blocked or reported it; it rests for some hours.',
    todo: 'Look at the number’s quality in WhatsApp Manager, and write less often or to fewer people.',
  },
  'people-limit': {
    sentence: 'Your WhatsApp account has written to as many people as Meta allows it in 24 hours.',
    todo: 'The rest goes out as room comes, the most valuable first. Verify your business with Meta to have the limit raised.',
  },
  'test-number': {
    sentence: 'This is a test number of Meta’s, which writes to a few people on a list of its own only.',
    todo: 'Link a number of your own, or add the recipient to the list in Meta’s API Setup.',
  },
  'country-refused': {
    sentence: 'Meta does not let your WhatsApp account write to people of this country.',
    todo: 'Switch the flows off for customers there, or ask Meta’s support why.',
  },
  'template-paused': {
    sentence: 'Meta has paused this text, because people marked it as unwanted or Meta still judges it.',
    todo: 'Meta lifts a pause by itself. If it comes back, change the text or write less often.',
  },
  'template-unusable': {
    sentence: 'Meta has no approved version of this text, or has disabled it, so it is not sent.',
    todo: 'See `template list` for Meta’s reason, and hand the text in again with `template push`.',
  },
  'template-recategorized': {
    sentence: 'Meta counts this text as another kind than it was written as, so it is not sent.',
    todo: 'Ask Meta for a review in WhatsApp Manager within 60 days, or choose another text for the step with `flow set FLOW --template`. A text of your own can be adopted again as what it is now: `template adopt NAME`.',
  },
  'template-category-announced': {
    sentence:
      'Meta will soon count this text as another kind than it was written as; it is not sent from then on.',
    todo: 'Ask Meta for a review in WhatsApp Manager, or choose another text for the step with `flow set FLOW --template`.',
  },
  'template-poor': {
    sentence: 'People take this text badly: Meta rates its quality as low and may pause it.',
    todo: 'Write less often or later with it, or choose another text for the step with `flow set FLOW --template`.',
  },
  'token-ending': {
    sentence: 'The access token of this WhatsApp number ends soon, and nothing is sent from then on.',
    todo: 'Make a new one for a system user that never ends, and link the number again with `number link`.',
  },
  'template-out-of-step': {
    sentence: 'This text is another one at Meta than here, so it is not sent.',
    todo: 'Fetch what Meta has with `template list`, or hand the text in again with `template push`.',
  },
  'message-malformed': {
    sentence: 'Meta refused a message because of how it was made; that is a fault of Paynudge, not yours.',
    todo: 'Update Paynudge. If it stays, report the error beside this line.',
  },
  'flow-braked': {
    sentence: 'This flow paused itself: too many people blocked it, opted out, or could not be reached.',
    todo: 'Look at who got its messages and why, then let it go on with `resume flow`.',
  },
} as const satisfies Readonly<Record<string, AlarmText>>

/** One of them. */
export type AlarmKind = keyof typeof alarms

/** An alarm as it stands. */
export type Alarm = AccountKey & {
  readonly id: string
  readonly kind: AlarmKind
  /** What it is about by its id: a number, a text, a flow; empty where it is about the whole account. */
  readonly about: string
  /** What Meta said, or what was counted; never a person's data. */
  readonly detail: string | undefined
  readonly raisedAt: Temporal.Instant
  readonly liftedAt: Temporal.Instant | undefined
}

/** An alarm is told of when it is raised, and when it lifts. */
export type AlarmNews = 'raised' | 'lifted'
/** How a merchant hears of alarms outside the panel. */
export type AlarmWay = 'webhook' | 'email'

/** An alarm in one line, such as `Meta has paused this text... (paynudge_payment_failed, es)`. */
export function alarmSentence({ kind, about }: Pick<Alarm, 'kind' | 'about'>): string {
  const { sentence } = alarms[kind]
  return about === '' ? sentence : `${sentence} (${about})`
}
