import { expect, test } from 'vitest'
import { reasons } from '../../server/domain/reasons.ts'
import type { Situation } from '../../server/domain/situation.ts'
import { decideOn, inDays, inHours, inMinutes, now, sent } from './gates/clear.ts'

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
  ['paused', { pausedBy: 'cli:ana' }],
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
  ['paymentUnderWay', { isUnderWay: true }],
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

/** A person asked for the message three days before its time. */
const hastened = { plannedAt: inDays(3), uselessAt: inDays(7) }

test.each(objections.filter(([gate]) => gate !== 'notEnded' && gate !== 'onTime'))(
  'what speaks at the gate %s against a message that was asked for early never costs it its own time',
  (gate, change) => {
    const decision = decideOn({ ...hastened, ...change })
    expect([decision.gate, decision.kind]).toEqual([gate, 'wait'])
  },
)

test('a message that was asked for early and may not go out waits for its own time, and says why', () => {
  const decision = { kind: 'wait', gate: 'flowOn', reason: 'flow-off', until: inDays(3) }
  expect(decideOn({ ...hastened, flowIsOn: false })).toEqual(decision)
})

test('a message that was asked for early is sent where nothing speaks against it', () => {
  expect(decideOn(hastened)).toEqual(sent)
})

test('what has ended keeps no message, however early it was asked for', () => {
  const ending = { kind: 'paid', because: 'The invoice is paid.' } as const
  expect(decideOn({ ...hastened, ending }).kind).toBe('skip')
})
