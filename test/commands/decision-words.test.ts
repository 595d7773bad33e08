import { expect, test } from 'vitest'
import { decisionText } from '../../server/commands/decision-words.ts'
import { type Decision, decide } from '../../server/domain/decide.ts'
import { reasons } from '../../server/domain/reasons.ts'
import type { Situation } from '../../server/domain/situation.ts'
import { toJson } from '../../server/store/json.ts'
import { clear, inHours, inMinutes, now } from '../domain/gates/clear.ts'

/** What a situation comes to, in words. */
function told(change: Partial<Situation>): string {
  const situation = { ...clear, ...change }
  const decision: Decision = decide(situation)
  const until = decision.kind === 'wait' ? decision.until.epochMilliseconds : null
  return decisionText({ ...decision, until, saw: toJson(situation) })
}

test.each<[Partial<Situation>, string]>([
  [{}, `sent. ${reasons.clear} [all]`],
  [
    { ending: { kind: 'paid', because: 'The invoice is paid.' } },
    `not sent. ${reasons.settled} [notEnded: The invoice is paid.]`,
  ],
  [{ stopped: 'flow' }, `not sent. ${reasons['stopped-flow']} [killSwitch]`],
  [{ flowIsOn: false }, `not sent. ${reasons['flow-off']} [flowOn]`],
  [{ dueAt: inHours(2) }, `waits until 2026-11-25T12:00:00Z. ${reasons['not-due']} [onTime]`],
  [{ uselessAt: now }, `not sent. ${reasons['too-late']} [onTime: useful until 2026-11-25T10:00:00Z]`],
  [{ phone: undefined }, `not sent. ${reasons['no-phone']} [phone]`],
  [
    { template: 'pending' },
    `waits until 2026-11-25T10:15:00Z. ${reasons['template-in-review']} [template: pending]`,
  ],
  [
    { template: 'refused' },
    `not sent. ${reasons['template-not-approved']} Type \`npm run paynudge -- template push\`. [template: refused]`,
  ],
  [
    { pausedBy: 'panel:usr_ana' },
    'waits until 2026-11-25T11:00:00Z. Paused by usr_ana in the Dashboard. Nothing is sent about this until somebody lets it go on. Type `npm run paynudge -- nudge go-on`. [paused]',
  ],
  [{ consent: 'withdrawn' }, `not sent. ${reasons['opted-out']} [consent]`],
  [
    { unreachableUntil: inHours(24 * 30) },
    `not sent, as a wait would outlast its use. ${reasons.unreachable} [reachable]`,
  ],
  [
    { alreadySpeaks: 'payment-action-required' },
    `not sent. ${reasons['already-spoken-about']} [sameMoney: payment-action-required]`,
  ],
  [{ stripeEmails: true, besideEmails: false }, `not sent. ${reasons['stripe-emails']} [besideEmails]`],
  [
    { hopefulRetryAt: inMinutes(30) },
    `waits until 2026-11-25T11:30:00Z. ${reasons['retry-first']} [retryFirst: 2026-11-25T10:30:00Z]`,
  ],
  [
    { dueAt: inHours(72), hopefulRetryAt: inHours(72) },
    `waits until 2026-11-28T10:00:00Z. ${reasons['retry-first']} [retryFirst: 2026-11-28T10:00:00Z]`,
  ],
  [{ urgentWaits: true }, `waits until 2026-11-25T10:01:00Z. ${reasons['urgent-first']} [urgentFirst]`],
  [
    { recentSends: [now] },
    `waits until 2026-11-26T08:00:00Z. ${reasons['too-often']} [caps: 1 a day, 3 a week]`,
  ],
  [{ sentAboutSubject: 3, perSubject: 3 }, `not sent. ${reasons['enough-about-this']} [caps: at most 3]`],
  [
    { sendingHours: { fromMinute: 720, toMinute: 780 } },
    `waits until 2026-11-25T11:00:00Z. ${reasons['quiet-hours']} [quietHours: Europe/Madrid]`,
  ],
  [{ phoneCountry: 'CU' }, `not sent. ${reasons['country-unreachable']} [countryRules: CU]`],
  [
    { mode: 'watch' },
    `not sent. ${reasons['watch-only']} Type \`npm run paynudge -- settings set --mode live\`. [watchOnly]`,
  ],
  [{ side: 'held-out' }, `not sent. ${reasons['held-out']} [holdOut]`],
])('a decision on %j is told in words', (change, words) => {
  expect(told(change)).toBe(words)
})
