import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../server/domain/decide.ts'
import { isQuiet } from '../../server/domain/quiet-hours.ts'
import { reasons } from '../../server/domain/reasons.ts'
import { priorities, type Situation } from '../../server/domain/situation.ts'
import { clear, inMinutes } from './gates/clear.ts'

const moments = fc.integer({ min: -20_000, max: 20_000 }).map(inMinutes)
const perhaps = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined })
const endings = ['paid', 'void', 'written-off', 'expired', 'stopped', 'gone'] as const
const zones = [
  'Europe/Madrid',
  'America/New_York',
  'Pacific/Honolulu',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
]

const situations: fc.Arbitrary<Situation> = fc.record({
  now: moments,
  environment: fc.constantFrom('live', 'test', 'sandbox'),
  ending: perhaps(fc.record({ kind: fc.constantFrom(...endings), because: fc.string() })),
  isInstalled: fc.boolean(),
  stopped: fc.constantFrom(undefined, 'everything', 'account', 'flow'),
  flowIsOn: fc.boolean(),
  pausedBy: fc.constantFrom(undefined, 'cli:ana'),
  mode: fc.constantFrom('live', 'watch'),
  dueAt: moments,
  plannedAt: moments,
  uselessAt: moments,
  answersWait: fc.boolean(),
  purpose: fc.constantFrom('service', 'marketing'),
  priority: fc.constantFrom(...priorities),
  phone: fc.constantFrom(undefined, '', '+34600000000'),
  phoneIsAllowed: fc.boolean(),
  hidden: fc.constantFrom(undefined, 'known', 'unproven', 'elsewhere'),
  consent: fc.constantFrom('granted', 'withdrawn', 'unknown'),
  confirmedTwice: fc.boolean(),
  unreachableUntil: perhaps(moments),
  offersRestUntil: perhaps(moments),
  heldBy: fc.constantFrom('bot', 'person'),
  promisedUntil: perhaps(moments),
  hasNumber: fc.boolean(),
  senderPause: perhaps(fc.record({ scope: fc.constantFrom('account', 'number', 'country'), until: moments })),
  template: fc.constantFrom('missing', 'pending', 'approved', 'recategorized', 'refused', 'paused'),
  templateRestsUntil: perhaps(moments),
  category: fc.constantFrom('utility', 'marketing'),
  alreadySpeaks: fc.constantFrom(undefined, 'invoice-due'),
  saidAlready: fc.boolean(),
  urgentWaits: fc.boolean(),
  stripeEmails: fc.boolean(),
  besideEmails: fc.boolean(),
  isUnderWay: fc.boolean(),
  hopefulRetryAt: perhaps(moments),
  recentSends: fc.array(moments, { maxLength: 6 }),
  caps: fc.record({ perDay: fc.integer({ min: 0, max: 5 }), perWeek: fc.integer({ min: 0, max: 25 }) }),
  sentAboutSubject: fc.nat(5),
  perSubject: fc.nat(5),
  sendingHours: fc.record({
    fromMinute: fc.integer({ min: 0, max: 1439 }),
    toMinute: fc.integer({ min: 0, max: 1440 }),
  }),
  timeZones: fc
    .subarray(zones, { minLength: 1, maxLength: 3 })
    .map(([first = 'UTC', ...others]) => [first, ...others] as const),
  phoneCountry: fc.constantFrom(undefined, 'ES', 'US', 'DE', 'AT', 'CU', 'SY'),
  side: fc.constantFrom(undefined, 'treated', 'held-out'),
  isExempt: fc.boolean(),
})
/** Fields that only mean something together. */
const together: readonly (readonly (keyof Situation)[])[] = [
  ['now', 'dueAt', 'plannedAt', 'uselessAt'],
  ['environment', 'phoneIsAllowed'],
  ['phone', 'hidden'],
  ['purpose', 'category', 'phoneCountry', 'confirmedTwice'],
  ['stripeEmails', 'besideEmails'],
  ['caps', 'recentSends', 'timeZones'],
  ['sentAboutSubject', 'perSubject'],
  ['now', 'sendingHours', 'timeZones', 'phoneCountry'],
  ['side', 'isExempt'],
]
const alone = Object.keys(clear).map((key) => [key as keyof Situation])
/** Mostly clear situations with a few things changed, so that the last gates are reached as well. */
const nearlyClear = fc
  .tuple(situations, fc.subarray(together.slice(), { maxLength: 2 }), fc.subarray(alone, { maxLength: 3 }))
  .map(([other, some, few]): Situation => {
    const changed = [...some, ...few].flat().map((key) => [key, other[key]])
    return { ...clear, ...Object.fromEntries(changed) }
  })
const any = fc.oneof({ weight: 1, arbitrary: situations }, { weight: 9, arbitrary: nearlyClear })

const runs = { numRuns: 3000 }
const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0

describe('whatever the situation', () => {
  test('there is a decision, with a reason a merchant can read', () => {
    fc.assert(
      fc.property(any, (situation) => {
        const decision = decide(situation)
        expect(['send', 'wait', 'skip']).toContain(decision.kind)
        expect(reasons[decision.reason]).toMatch(/\.$/)
      }),
      runs,
    )
  })

  test('a wait ends in the future, and while the message is still of use', () => {
    let waits = 0
    fc.assert(
      fc.property(any, (situation) => {
        const decision = decide(situation)
        if (decision.kind !== 'wait') return
        waits++
        expect(isBefore(situation.now, decision.until)).toBe(true)
        expect(isBefore(decision.until, situation.uselessAt)).toBe(true)
      }),
      runs,
    )
    expect(waits).toBeGreaterThan(runs.numRuns / 20)
  })

  test('nothing is sent that must not be', () => {
    let sends = 0
    fc.assert(
      fc.property(any, (situation) => {
        if (decide(situation).kind !== 'send') return
        sends++
        const broken = never.filter(([, isSo]) => isSo(situation)).map(([sentence]) => sentence)
        expect(broken).toEqual([])
      }),
      runs,
    )
    expect(sends).toBeGreaterThan(runs.numRuns / 20)
  })
})

/** Nothing is ever sent ... */
const never: readonly (readonly [string, (situation: Situation) => boolean])[] = [
  ['after the matter was settled', ({ ending }) => ending !== undefined],
  ['for a merchant who removed the app', ({ isInstalled }) => !isInstalled],
  ['while a stop is on', ({ stopped }) => stopped !== undefined],
  ['by a flow that is off', ({ flowIsOn }) => !flowIsOn],
  ['while a person paused it', ({ pausedBy }) => pausedBy !== undefined],
  ['before it is due', ({ now, dueAt }) => isBefore(now, dueAt)],
  ['when it helps no more', ({ now, uselessAt }) => !isBefore(now, uselessAt)],
  ['before an answer was heard', ({ answersWait }) => answersWait],
  ['to somebody nobody surely knows', ({ phone, hidden }) => !phone && hidden !== 'known'],
  [
    'to a stranger outside live mode',
    ({ environment, phoneIsAllowed }) => environment !== 'live' && !phoneIsAllowed,
  ],
  ['without a number to send from', ({ hasNumber }) => !hasNumber],
  ['by what Meta refuses as a whole', ({ senderPause }) => senderPause !== undefined],
  ['in words Meta has not approved', ({ template }) => template !== 'approved'],
  ['without consent', ({ consent }) => consent !== 'granted'],
  [
    'to somebody out of reach',
    ({ now, unreachableUntil }) => unreachableUntil !== undefined && isBefore(now, unreachableUntil),
  ],
  [
    'as an offer to somebody who had enough of them',
    ({ now, offersRestUntil, category }) =>
      category === 'marketing' && offersRestUntil !== undefined && isBefore(now, offersRestUntil),
  ],
  ['twice about the same money', ({ alreadySpeaks }) => alreadySpeaks !== undefined],
  ['twice in the same words', ({ saidAlready }) => saidAlready],
  [
    'beside an e-mail, against the merchant’s wish',
    ({ stripeEmails, besideEmails }) => stripeEmails && !besideEmails,
  ],
  [
    'before a retry that will probably fix it',
    ({ now, hopefulRetryAt }) => hopefulRetryAt !== undefined && isBefore(now, hopefulRetryAt),
  ],
  ['before something more urgent', ({ urgentWaits }) => urgentWaits],
  ['outside hours on any clock', (situation) => isOutsideHours(situation)],
  ['above the cap of a day', (situation) => sentOnDay(situation) >= Math.min(situation.caps.perDay, 3)],
  ['above the cap of a week', (situation) => sentInWeek(situation) >= situation.caps.perWeek],
  ['too often about one matter', ({ sentAboutSubject, perSubject }) => sentAboutSubject >= perSubject],
  ['to a country out of reach', ({ phoneCountry }) => phoneCountry === 'CU' || phoneCountry === 'SY'],
  [
    'to a US number with marketing',
    ({ phoneCountry, purpose, category }) =>
      phoneCountry === 'US' && (purpose === 'marketing' || category === 'marketing'),
  ],
  [
    'to a German number with an offer agreed to once',
    ({ phoneCountry, purpose, confirmedTwice }) =>
      phoneCountry === 'DE' && purpose === 'marketing' && !confirmedTwice,
  ],
  ['in watch mode', ({ mode }) => mode === 'watch'],
  ['to the held-out', ({ side, isExempt }) => side === 'held-out' && !isExempt],
]

function isOutsideHours({ now, sendingHours, timeZones, phoneCountry }: Situation): boolean {
  const law = { fromMinute: 8 * 60, toMinute: 21 * 60 }
  const hours = phoneCountry === 'US' ? [sendingHours, law] : [sendingHours]
  return isQuiet(now, { hours, zones: timeZones })
}

/** Counted by the faces of clock and calendar, as a shopper would. */
function sentOnDay({ now, recentSends, timeZones }: Situation): number {
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZones[0]).toPlainDate().toString()
  return recentSends.filter((at) => day(at) === day(now)).length
}

function sentInWeek({ now, recentSends, timeZones }: Situation): number {
  const week = (at: Temporal.Instant) => {
    const face = at.toZonedDateTimeISO(timeZones[0])
    return `${face.yearOfWeek} ${face.weekOfYear}`
  }
  return recentSends.filter((at) => week(at) === week(now)).length
}
