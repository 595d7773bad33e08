import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ConsentEntry,
  type ConsentSource,
  currentConsent,
  newlySaid,
  type Purpose,
  purposesOfStart,
} from '../../server/domain/consent.ts'

const start = Temporal.Instant.from('2026-11-22T10:00:00Z')
const day = (days: number) => start.add({ hours: days * 24 })
const phone = '+34600000001'
const form = { wording: 'Write to me on WhatsApp about my orders', proof: 'https://forms.example/42' }

/** What the ledger says of Maya, who is known by her number and as a customer. */
function consentOf(entries: readonly ConsentEntry[], purpose: Purpose = 'service') {
  return currentConsent(entries, purpose, [phone, 'cus_maya'])
}

/** Entries in the order they were written down. */
function ledger(...entries: readonly Partial<ConsentEntry>[]): readonly ConsentEntry[] {
  return entries.map((entry, index) => ({
    id: `entry-${String(index).padStart(3, '0')}`,
    purpose: 'service',
    state: 'granted',
    source: 'metadata',
    sourceRef: 'cus_maya',
    givenAt: day(index),
    ...entry,
  }))
}

const stop = { source: 'shopper', state: 'withdrawn', sourceRef: 'wamid.stop' } as const
const startAgain = { source: 'shopper', state: 'granted', sourceRef: 'wamid.start' } as const
const noted = { source: 'metadata', state: 'granted' } as const
const unnoted = { source: 'metadata', state: 'withdrawn' } as const
const proven = { source: 'import', state: 'granted', sourceRef: 'list.csv', ...form } as const

describe('what the ledger says today', () => {
  test.each<[string, readonly Partial<ConsentEntry>[], string]>([
    ['nobody who never agreed has agreed', [], 'unknown'],
    ['a note of the merchant is a permission', [noted], 'granted'],
    ['a note that was removed is none any more', [noted, unnoted], 'withdrawn'],
    ['a note that came back is one again', [noted, unnoted, noted], 'granted'],
    ['a stop counts', [noted, stop], 'withdrawn'],
    ['a stop of someone never asked counts', [stop], 'withdrawn'],
    ['a note after a stop does not lift it', [stop, noted], 'withdrawn'],
    [
      'a note taken back and renewed after a stop does not lift it',
      [noted, stop, unnoted, noted],
      'withdrawn',
    ],
    [
      'a word of the merchant without proof does not lift a stop',
      [stop, { source: 'operator' }],
      'withdrawn',
    ],
    [
      'a wording without its proof does not lift a stop',
      [stop, { ...proven, proof: undefined }],
      'withdrawn',
    ],
    [
      'a proof without its wording does not lift a stop',
      [stop, { ...proven, wording: undefined }],
      'withdrawn',
    ],
    ['an empty proof does not lift a stop', [stop, { ...proven, proof: '' }], 'withdrawn'],
    ['a newer form with wording and proof lifts a stop', [stop, proven], 'granted'],
    [
      'a form filled in before the stop does not lift it',
      [stop, { ...proven, givenAt: day(-1) }],
      'withdrawn',
    ],
    ['a start lifts a stop', [stop, startAgain], 'granted'],
    [
      'a start that reaches us late, sent before the stop, does not lift it',
      [stop, { ...startAgain, givenAt: day(-1) }],
      'withdrawn',
    ],
    [
      'a stop that reaches us late still counts after a start sent before it',
      [{ ...startAgain, givenAt: day(1) }, { ...stop, givenAt: day(2) }, noted],
      'withdrawn',
    ],
    ['a second stop after a start counts again', [stop, startAgain, stop, noted], 'withdrawn'],
    [
      'after a start, the merchant’s own notes count as before',
      [stop, startAgain, unnoted, noted],
      'granted',
    ],
    ['a stop by Meta’s switch is the shopper’s own word', [{ ...stop, source: 'meta' }, noted], 'withdrawn'],
    [
      'a note does not lift a stop that the merchant wrote down',
      [{ ...stop, source: 'operator' }, noted],
      'withdrawn',
    ],
    ['a permission given for this number counts', [{ ...proven, givenFor: phone }], 'granted'],
    ['a permission given for this customer counts', [{ ...noted, givenFor: 'cus_maya' }], 'granted'],
    [
      'a permission given for another number is none for this one',
      [{ ...proven, givenFor: '+34600000009' }],
      'unknown',
    ],
    [
      'a form for another number does not lift a stop',
      [stop, { ...proven, givenFor: '+34600000009' }],
      'withdrawn',
    ],
    [
      'a stop written down for another number of theirs counts',
      [noted, { ...stop, givenFor: '+34600000009' }],
      'withdrawn',
    ],
  ])('%s', (_, entries, consent) => {
    expect(consentOf(ledger(...entries))).toBe(consent)
  })

  test('a form filled in at the same moment as the stop is not newer, and does not lift it', () => {
    const entries = ledger({ ...stop, givenAt: start }, { ...proven, givenAt: start })
    expect(consentOf(entries)).toBe('withdrawn')
  })

  test('a permission for one purpose is none for the other', () => {
    expect(consentOf(ledger(noted), 'marketing')).toBe('unknown')
  })

  test('a stop of offers leaves messages about the shopper’s own payments', () => {
    const entries = ledger(noted, { ...stop, purpose: 'marketing' })
    expect(consentOf(entries)).toBe('granted')
    expect(consentOf(entries, 'marketing')).toBe('withdrawn')
  })
})

describe('a source that is read again', () => {
  const said = { purpose: 'service', source: 'metadata', sourceRef: 'cus_maya' } as const
  test.each<
    [string, readonly Partial<ConsentEntry>[], 'granted' | 'withdrawn' | 'unknown', string | undefined]
  >([
    ['writes its first yes', [], 'granted', 'granted'],
    ['writes its first no', [], 'withdrawn', 'withdrawn'],
    ['writes nothing when it never said anything', [], 'unknown', undefined],
    ['writes nothing when it says yes again', [noted], 'granted', undefined],
    ['writes nothing when it says no again', [unnoted], 'withdrawn', undefined],
    ['takes back its yes when it falls silent', [noted], 'unknown', 'withdrawn'],
    ['writes nothing when it stays silent', [noted, unnoted], 'unknown', undefined],
    ['writes a yes after its no', [noted, unnoted], 'granted', 'granted'],
    ['does not repeat its yes because the shopper said stop', [noted, stop], 'granted', undefined],
    [
      'does not take what another customer’s note said for its own',
      [{ ...noted, sourceRef: 'cus_twin' }],
      'unknown',
      undefined,
    ],
    ['does not take what an import said for its own', [proven], 'unknown', undefined],
    ['does not take a yes to offers for its own', [{ ...noted, purpose: 'marketing' }], 'unknown', undefined],
  ])('%s', (_, entries, state, written) => {
    expect(newlySaid(ledger(...entries), { ...said, state })).toBe(written)
  })
})

describe('a start', () => {
  test.each<[string, readonly Partial<ConsentEntry>[], readonly string[]]>([
    ['grants no offers that were never granted', [noted, stop], ['service']],
    ['grants no offers that were only ever refused', [{ ...stop, purpose: 'marketing' }], ['service']],
    [
      'brings back offers that were granted before',
      [{ ...noted, purpose: 'marketing' }, stop],
      ['service', 'marketing'],
    ],
  ])('%s', (_, entries, granted) => {
    expect(purposesOfStart(ledger(...entries))).toEqual(granted)
  })
})

const sources: readonly ConsentSource[] = ['shopper', 'meta', 'metadata', 'operator', 'import']
const entries = fc.record({
  state: fc.constantFrom('granted' as const, 'withdrawn' as const),
  source: fc.constantFrom(...sources),
  givenFor: fc.constantFrom(undefined, phone, '+34600000009'),
  givenAt: fc.integer({ min: -30, max: 30 }).map(day),
  wording: fc.constantFrom(undefined, '', form.wording),
  proof: fc.constantFrom(undefined, '', form.proof),
})

describe('whatever else is written down', () => {
  test('after a stop, only the shopper or a newer proven form makes it a yes again', () => {
    fc.assert(
      fc.property(
        fc.array(entries, { maxLength: 8 }),
        fc.array(entries, { maxLength: 8 }),
        (before, after) => {
          const all = ledger(...before, { ...stop, givenAt: day(0) }, ...after)
          const lifts = (entry: ConsentEntry) =>
            entry.state === 'granted' &&
            Temporal.Instant.compare(entry.givenAt, day(0)) > 0 &&
            (entry.source === 'shopper' || entry.source === 'meta' || Boolean(entry.wording && entry.proof))
          const unlifted = all.filter((entry) => !lifts(entry))
          expect(consentOf(unlifted)).toBe('withdrawn')
        },
      ),
    )
  })

  test('the order in which the lines are read makes no difference', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (some, keys) => {
        const all = ledger(...some)
        const shuffled = all
          .map((entry) => ({ entry, key: keys.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ entry }) => entry)
        expect(consentOf(shuffled)).toBe(consentOf(all))
      }),
    )
  })
})
