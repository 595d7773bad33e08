import { expect, test } from 'vitest'
import {
  type AtWork,
  atRest,
  createSenders,
  startWork,
  takeEnded,
  takeOn,
  type Wish,
} from '../../server/pipeline/senders.ts'

const now = Temporal.Instant.from('2026-03-02T10:00:00Z')
const nudge = { environment: 'live', accountId: 'acct_harbor', id: 'nudge_1' } as const

test('work that fails while nobody waits for it is told as a failure and leaves nothing under way', async () => {
  const senders = createSenders(now)
  await startWork(senders, nudge, () => Promise.reject(new Error('the database is away')))
  await atRest(senders)

  const error = 'the database is away'
  expect(takeEnded(senders)).toEqual([
    { kind: 'failed', what: 'nudge', id: 'nudge_1', error, setAside: false },
  ])
  expect(senders.inFlight.size).toBe(0)
})

test('an account that is kept back for long, or not at all, makes none wait longer that may go on before', () => {
  const senders = createSenders(now)
  const [quick, slow] = [{ ...nudge }, { ...nudge, accountId: 'acct_tea' }]
  const turn = (...accounts: readonly (readonly [AtWork, Wish])[]) => {
    senders.nextStartMs = undefined
    for (const [account, wish] of accounts) takeOn(senders, account, wish, now)
    return (senders.nextStartMs ?? 0) - now.epochMilliseconds
  }

  turn([quick, { perSecond: 80, most: 32 }], [slow, { perSecond: 1, most: 32 }])
  expect(turn([quick, { perSecond: 80, most: 32 }], [slow, { perSecond: 1, most: 32 }])).toBeLessThan(50)
  expect(turn([slow, { perSecond: 1, most: 32 }], [quick, { perSecond: 80, most: 32 }])).toBeLessThan(50)
  expect(turn([slow, { perSecond: 1, most: 32 }])).toBeGreaterThan(500)
})
