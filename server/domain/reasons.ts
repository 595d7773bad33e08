import { answerReasons } from './answer.ts'
import { allowListReasons } from './gates/allow-list.ts'
import { answersFirstReasons } from './gates/answers-first.ts'
import { besideEmailsReasons } from './gates/beside-emails.ts'
import { capsReasons } from './gates/caps.ts'
import { consentReasons } from './gates/consent.ts'
import { countryRulesReasons } from './gates/country-rules.ts'
import { flowOnReasons } from './gates/flow-on.ts'
import { holdOutReasons } from './gates/hold-out.ts'
import { installedReasons } from './gates/installed.ts'
import { killSwitchReasons } from './gates/kill-switch.ts'
import { newWordsReasons } from './gates/new-words.ts'
import { notEndedReasons } from './gates/not-ended.ts'
import { onTimeReasons } from './gates/on-time.ts'
import { pausedReasons } from './gates/paused.ts'
import { paymentUnderWayReasons } from './gates/payment-under-way.ts'
import { personReasons } from './gates/person.ts'
import { phoneReasons } from './gates/phone.ts'
import { promisedReasons } from './gates/promised.ts'
import { quietHoursReasons } from './gates/quiet-hours.ts'
import { reachableReasons } from './gates/reachable.ts'
import { retryFirstReasons } from './gates/retry-first.ts'
import { sameMoneyReasons } from './gates/same-money.ts'
import { senderReasons } from './gates/sender.ts'
import { templateReasons } from './gates/template.ts'
import { urgentFirstReasons } from './gates/urgent-first.ts'
import { watchOnlyReasons } from './gates/watch-only.ts'

/** Every reason a decision can have, as a merchant reads it: what is wrong, and what to do where something can be done. */
export const reasons = {
  clear: 'Every condition was met, so the message was handed to WhatsApp.',
  ...notEndedReasons,
  ...installedReasons,
  ...killSwitchReasons,
  ...flowOnReasons,
  ...pausedReasons,
  ...onTimeReasons,
  ...answersFirstReasons,
  ...phoneReasons,
  ...allowListReasons,
  ...senderReasons,
  ...templateReasons,
  ...consentReasons,
  ...reachableReasons,
  ...personReasons,
  ...promisedReasons,
  ...sameMoneyReasons,
  ...newWordsReasons,
  ...besideEmailsReasons,
  ...paymentUnderWayReasons,
  ...retryFirstReasons,
  ...urgentFirstReasons,
  ...capsReasons,
  ...quietHoursReasons,
  ...countryRulesReasons,
  ...watchOnlyReasons,
  ...holdOutReasons,
  ...answerReasons,
} as const

/** One of them. */
export type Reason = keyof typeof reasons

/** Why an event had no effect, as an operator reads it. */
export const ignoredBecause: Readonly<Record<string, string>> = {
  'unknown-account': 'Nobody has set this Stripe account up. Do it with `npm run paynudge -- account set`.',
  'flow-off': 'The flow was switched off when the event came in.',
  'nothing-open': 'No flow was under way for it.',
  'means-nothing-to-us': 'Events of this type mean nothing to Paynudge.',
  'installed-again': 'The app was installed again before this was heard.',
  gone: 'Stripe knew the object no more, or Paynudge may not see it.',
  'already-paid': 'It was paid before Paynudge looked.',
  'already-void': 'It was voided before Paynudge looked.',
  'already-written-off': 'It was written off before Paynudge looked.',
  'already-expired': 'Its time was over before Paynudge looked.',
  'already-stopped': 'Nobody should be asked to pay it any more.',
}
