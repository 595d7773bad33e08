import { expect, test } from 'vitest'
import { atRest, createSenders, startWork, takeEnded } from '../../server/pipeline/senders.ts'

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
