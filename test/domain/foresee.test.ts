import { expect, test } from 'vitest'
import { decide } from '../../server/domain/decide.ts'
import { foresee } from '../../server/domain/foresee.ts'
import type { Situation } from '../../server/domain/situation.ts'
import { clear, inDays, inMinutes } from './gates/clear.ts'

/** Everything that can be told before a message is due, in the order in which it is decided. */
const known: readonly (readonly [what: string, change: Partial<Situation>])[] = [
  ['the app was taken out', { isInstalled: false }],
  ['the account is stopped', { stopped: 'account' }],
  ['the flow is off', { flowIsOn: false }],
  ['somebody paused it', { pausedBy: 'cli:ana' }],
  ['no number is linked', { hasNumber: false }],
  ['the customer said STOP', { consent: 'withdrawn' }],
  ['a person talks with them', { heldBy: 'person' }],
  ['they named a day', { promisedUntil: inDays(2) }],
  ['the account only watches', { mode: 'watch' }],
  ['they are held out', { side: 'held-out' }],
]

test('nothing is foreseen where nothing speaks against a message', () => {
  expect(foresee(clear)).toBeUndefined()
})

test.each(known)('when %s, it is foreseen as it will be decided', (_, change) => {
  const { gate: _gate, ...decided } = decide({ ...clear, ...change })
  expect(foresee({ ...clear, ...change })).toEqual(decided)
})

test.each(known.map(([what], index) => [what, index] as const))(
  'that %s is foreseen before all that is decided after it',
  (_, index) => {
    const all: Situation = Object.assign({}, clear, ...known.slice(index).map(([, change]) => change))
    expect(foresee(all)?.reason).toBe(decide(all).reason)
  },
)

test('what is held until after its use is foreseen as not sent', () => {
  expect(foresee({ ...clear, heldBy: 'person', uselessAt: inMinutes(10) })?.kind).toBe('skip')
})

const atNight = { now: Temporal.Instant.from('2026-11-25T23:00:00Z') }
const opening = Temporal.Instant.from('2026-11-26T08:00:00Z')

test('a message whose time is in the night is foreseen for the opening hour', () => {
  expect(foresee({ ...clear, ...atNight })).toEqual({ kind: 'wait', until: opening, reason: 'quiet-hours' })
})

test.each(known)('when %s, the night is not what is foreseen', (_, change) => {
  expect(foresee({ ...clear, ...atNight, ...change })?.reason).toBe(foresee({ ...clear, ...change })?.reason)
})
