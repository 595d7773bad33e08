import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../server/domain/decide.ts'
import { capsOfShopper } from '../../server/domain/gates.ts'
import { reasons } from '../../server/domain/reasons.ts'
import type { Situation } from '../../server/domain/situation.ts'

const now = Temporal.Instant.from('2026-11-22T10:00:00Z')
const inMinutes = (minutes: number) => now.add({ minutes })
const inHours = (hours: number) => now.add({ hours })

/** A renewal failed an hour ago, and nothing speaks against the first message. */
const clear: Situation = {
  now,
  environment: 'live',
  ending: undefined,
  flowIsOn: true,
  dueAt: now,
  uselessAt: inMinutes(60),
  answersWait: false,
  purpose: 'service',
  phone: '+34600000000',
  phoneIsAllowed: false,
  consent: 'granted',
  hasNumber: true,
  template: 'approved',
  recentSends: [],
}

const paid = { kind: 'paid', because: 'The invoice is paid.' } as const

describe('a message is sent', () => {
  test.each<[string, Partial<Situation>]>([
    ['the moment it is due, when nothing speaks against it', {}],
    ['while it is late but still of use', { dueAt: inMinutes(-59), uselessAt: inMinutes(1) }],
    ['in a sandbox to a number on the allow-list', { environment: 'sandbox', phoneIsAllowed: true }],
    ['in test mode to a number on the allow-list', { environment: 'test', phoneIsAllowed: true }],
    ['a day after the last one', { recentSends: [inHours(-24)] }],
    ['a week after the third to last one', { recentSends: [inHours(-168), inHours(-72), inHours(-48)] }],
  ])('%s', (_, change) => {
    expect(decide({ ...clear, ...change })).toEqual({ kind: 'send', gate: 'all', reason: 'clear' })
  })
})

describe('a message is never sent', () => {
  test.each<[string, Partial<Situation>, string, string]>([
    ['about an invoice that is paid', { ending: paid }, 'notEnded', 'settled'],
    ['by a flow that is switched off', { flowIsOn: false }, 'flowOn', 'flow-off'],
    ['when it would come too late to help', { uselessAt: now }, 'onTime', 'too-late'],
    ['to a shopper without a phone number', { phone: undefined }, 'phone', 'no-phone'],
    ['to an empty phone number', { phone: '' }, 'phone', 'no-phone'],
    ['in a sandbox to a stranger', { environment: 'sandbox' }, 'allowList', 'not-on-allow-list'],
    ['in test mode to a stranger', { environment: 'test' }, 'allowList', 'not-on-allow-list'],
    ['to a shopper who asked for no more', { consent: 'withdrawn' }, 'consent', 'opted-out'],
    ['to a shopper who never agreed', { consent: 'unknown' }, 'consent', 'no-consent'],
    ['without a linked WhatsApp number', { hasNumber: false }, 'sender', 'no-number'],
    ['with a text never handed to Meta', { template: 'missing' }, 'template', 'template-not-approved'],
    [
      'with a text Meta now counts as an offer',
      { template: 'recategorized' },
      'template',
      'template-recategorized',
    ],
    ['with a text Meta refused', { template: 'refused' }, 'template', 'template-not-approved'],
    ['when there is room for it only once it helps no more', { recentSends: [now] }, 'caps', 'too-often'],
  ])('%s', (_, change, gate, reason) => {
    expect(decide({ ...clear, ...change })).toEqual({ kind: 'skip', gate, reason })
  })
})

describe('a message waits', () => {
  test('until its time has come', () => {
    const dueAt = inMinutes(5)
    expect(decide({ ...clear, dueAt })).toEqual({
      kind: 'wait',
      gate: 'onTime',
      reason: 'not-due',
      until: dueAt,
    })
  })

  test.each(['pending', 'paused'] as const)('a quarter of an hour for a %s text', (template) => {
    expect(decide({ ...clear, template })).toEqual({
      kind: 'wait',
      gate: 'template',
      reason: 'template-in-review',
      until: inMinutes(15),
    })
  })

  test.each(['pending', 'paused'] as const)(
    'no longer for a %s text once the wait would outlast its use',
    (template) => {
      expect(decide({ ...clear, template, uselessAt: inMinutes(15) })).toEqual({
        kind: 'skip',
        gate: 'template',
        reason: 'template-not-approved',
      })
    },
  )
})

describe('a shopper who was written to of late', () => {
  const uselessAt = inHours(200)
  test.each<[string, number[], number]>([
    ['an hour ago gets the next message a day after that one', [-1], 23],
    ['yesterday and before gets it a day after the last one', [-30, -5], 19],
    ['three times in a week gets it a week after the first of them', [-100, -60, -30], 68],
    ['more often than the cap allows waits for the third to last', [-160, -100, -60, -30], 68],
  ])('%s', (_, hours, room) => {
    const recentSends = hours.map(inHours)
    const decision = { kind: 'wait', gate: 'caps', reason: 'too-often', until: inHours(room) }
    expect(decide({ ...clear, uselessAt, recentSends })).toEqual(decision)
  })
})

describe('when several things speak against a message', () => {
  test.each<[string, Partial<Situation>, string]>([
    [
      'a payment is named before everything else',
      { ending: paid, flowIsOn: false, phone: undefined },
      'settled',
    ],
    ['a switched-off flow is named before a wait', { flowIsOn: false, dueAt: inMinutes(5) }, 'flow-off'],
    ['a stop is named before a missing number', { consent: 'withdrawn', hasNumber: false }, 'opted-out'],
  ])('%s', (_, change, reason) => {
    expect(decide({ ...clear, ...change }).reason).toBe(reason)
  })
})

const moments = fc.integer({ min: -100_000, max: 100_000 }).map((minutes) => inMinutes(minutes))
const endings = ['paid', 'void', 'written-off', 'expired', 'stopped', 'gone'] as const
const situations: fc.Arbitrary<Situation> = fc.record({
  now: moments,
  environment: fc.constantFrom('live', 'test', 'sandbox'),
  ending: fc.option(fc.record({ kind: fc.constantFrom(...endings), because: fc.string() }), {
    nil: undefined,
  }),
  flowIsOn: fc.boolean(),
  dueAt: moments,
  uselessAt: moments,
  answersWait: fc.boolean(),
  purpose: fc.constantFrom('service', 'marketing'),
  phone: fc.constantFrom(undefined, '', '+34600000000'),
  phoneIsAllowed: fc.boolean(),
  consent: fc.constantFrom('granted', 'withdrawn', 'unknown'),
  hasNumber: fc.boolean(),
  template: fc.constantFrom('missing', 'pending', 'approved', 'recategorized', 'refused', 'paused'),
  recentSends: fc.array(moments, { maxLength: 4 }),
})
/** Mostly clear situations with a few things changed, so that the last gates are reached as well. */
const nearlyClear = fc
  .tuple(situations, fc.subarray(Object.keys(clear) as (keyof Situation)[], { maxLength: 3 }))
  .map(
    ([other, keys]): Situation => ({ ...clear, ...Object.fromEntries(keys.map((key) => [key, other[key]])) }),
  )
const any = fc.oneof(situations, nearlyClear)

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0

describe('whatever the situation', () => {
  test('there is a decision, with a reason a merchant can read', () => {
    fc.assert(
      fc.property(any, (situation) => {
        const decision = decide(situation)
        expect(['send', 'wait', 'skip']).toContain(decision.kind)
        expect(reasons[decision.reason]).toMatch(/\.$/)
      }),
    )
  })

  test('nothing is sent that should not be', () => {
    fc.assert(
      fc.property(any, (situation) => {
        if (decide(situation).kind !== 'send') return
        expect(situation).toMatchObject({ consent: 'granted', flowIsOn: true, hasNumber: true })
        expect(situation).toMatchObject({ ending: undefined, template: 'approved' })
        expect(situation.phone).toBeTruthy()
        expect(situation.environment === 'live' || situation.phoneIsAllowed).toBe(true)
        expect(isBefore(situation.now, situation.dueAt)).toBe(false)
        expect(isBefore(situation.now, situation.uselessAt)).toBe(true)
        for (const { messages, hours } of capsOfShopper) {
          const lately = situation.recentSends.filter((at) => isBefore(situation.now, at.add({ hours })))
          expect(lately.length).toBeLessThan(messages)
        }
      }),
    )
  })

  test('nothing waits for a moment that has passed, so no nudge is asked about in circles', () => {
    fc.assert(
      fc.property(any, (situation) => {
        const decision = decide(situation)
        if (decision.kind === 'wait') expect(isBefore(situation.now, decision.until)).toBe(true)
      }),
    )
  })
})
