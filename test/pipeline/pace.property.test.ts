import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSenders, handOver, takeOn } from '../../server/pipeline/senders.ts'
import { createClock } from '../../simulator/clock.ts'
import { mostInASecond } from '../most-in-a-second.ts'

const start = Temporal.Instant.from('2026-03-02T10:00:00Z')
const account = { environment: 'live', accountId: 'acct_harbor' } as const
const most = 32

/** Messages taken on as fast as allowed, and called as late as something holds each of them up. */
async function callsOf(perSecond: number, heldUpMs: (nth: number) => number, untilMs: number) {
  const clock = createClock(start)
  const senders = createSenders(start)
  const calls: number[] = []
  const sinceStart = () => clock.now().since(start).total('milliseconds')
  const send = async (nth: number) => {
    await clock.sleep(heldUpMs(nth))
    await handOver(senders, account, clock)
    calls.push(sinceStart())
  }
  for (let taken = 0; sinceStart() < untilMs; ) {
    for (let left = takeOn(senders, account, { perSecond, most }, clock.now()); left > 0; left -= 1)
      void send(taken++)
    const next = Math.max(senders.nextStartMs ?? 0, clock.now().epochMilliseconds + 1)
    await moveTo(Temporal.Instant.fromEpochMilliseconds(next))
  }
  return calls

  async function moveTo(time: Temporal.Instant) {
    for (;;) {
      await nextTurn()
      const due = clock.nextAt()
      if (!due || Temporal.Instant.compare(due, time) > 0) break
      await clock.moveTo(due)
    }
    await clock.moveTo(time)
  }
}

test('calls never begin faster than the rate that was set, however long each message is held up before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(1, 20, 80, 250),
      fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 50 }),
      async (perSecond, delays) => {
        const calls = await callsOf(perSecond, (nth) => delays[nth % delays.length] ?? 0, 5_000)
        expect(mostInASecond(calls)).toBeLessThanOrEqual(perSecond)
      },
    ),
    { numRuns: 40 },
  )
})

test('calls that a stall of this process held up do not begin together after it', async () => {
  const stallEndsMs = 2_000
  const calls = await callsOf(250, (nth) => Math.max(0, stallEndsMs - nth * 4), 6_000)
  expect(mostInASecond(calls)).toBeLessThanOrEqual(250)
})

test.each([20, 80, 250, 1_000])(
  'calls are within two hundredths below %i a second while there is always something to send',
  async (perSecond) => {
    const seconds = 20
    const calls = await callsOf(perSecond, (nth) => (nth * 7) % 90, seconds * 1_000)
    const later = calls.filter((at) => at >= 1_000 && at < seconds * 1_000)
    expect(mostInASecond(calls)).toBeLessThanOrEqual(perSecond)
    expect(later.length / (seconds - 1)).toBeGreaterThanOrEqual(perSecond * 0.98)
  },
)
