import { expect, test } from 'vitest'
import { reasons } from '../../server/domain/reasons.ts'
import type { Situation } from '../../server/domain/situation.ts'
import { decideOn, inHours, inMinutes, now, sent } from './gates/clear.ts'

test('a message against which nothing speaks is sent', () => {
  expect(decideOn({})).toEqual(sent)
})

/** Each thing that speaks against a message, in the order in which they are named. */
const objections: readonly [gate: string, Partial<Situation>][] = [
  ['notEnded', { ending: { kind: 'paid', because: 'The invoice is paid.' } }],
  ['installed', { isInstalled: false }],
  ['onTime', { dueAt: inMinutes(5) }],
  ['killSwitch', { stopped: 'everything' }],
  ['flowOn', { flowIsOn: false }],
  ['answersFirst', { answersWait: true }],
  ['phone', { phone: undefined }],
  ['allowList', { environment: 'sandbox' }],
  ['sender', { senderPause: { scope: 'number', until: inHours(1) } }],
  ['template', { template: 'refused' }],
  ['consent', { consent: 'withdrawn' }],
  ['reachable', { unreachableUntil: inHours(1) }],
  ['person', { heldBy: 'person' }],
  ['promised', { promisedUntil: inHours(1) }],
  ['sameMoney', { alreadySpeaks: 'invoice-due' }],
  ['newWords', { saidAlready: true }],
  ['besideEmails', { stripeEmails: true, besideEmails: false }],
  ['retryFirst', { hopefulRetryAt: now }],
  ['urgentFirst', { urgentWaits: true }],
  ['caps', { recentSends: [now] }],
  ['quietHours', { sendingHours: { fromMinute: 60, toMinute: 120 } }],
  ['countryRules', { phoneCountry: 'CU' }],
  ['watchOnly', { mode: 'watch' }],
  ['holdOut', { side: 'held-out' }],
]

test.each(objections.map(([gate], index) => [gate, index] as const))(
  'what speaks against a message at the gate %s is named before all that comes after',
  (gate, index) => {
    const all = objections.slice(index).map(([, change]) => change)
    expect(decideOn(Object.assign({}, ...all)).gate).toBe(gate)
  },
)

test.each(Object.entries(reasons))('the reason %s is a sentence for a merchant', (_, sentence) => {
  expect(sentence).toMatch(/^[A-Z][^{}]+\.$/)
})
