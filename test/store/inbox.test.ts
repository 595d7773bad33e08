import { setImmediate as turnOfEventLoop } from 'node:timers/promises'
import type { KyselyPlugin } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { groupingOf } from '../../server/store/claim.ts'
import { type Db, openDatabase } from '../../server/store/database.ts'
import {
  answersWait,
  claimInbox,
  countStamped,
  giveBack,
  type InboxRow,
  nextInboxAt,
  putBack,
  stamp,
} from '../../server/store/inbox.ts'
import { createKeeper } from '../../server/store/keeper.ts'
import { keepSetAside, listSetAside, setAside, waitAgain } from '../../server/store/set-aside.ts'
import { newDatabaseUrl } from '../databases.ts'
import { bakery, bodega, inSeconds, listen, now, openStockroom, received } from './stockroom.ts'

let db: Db
beforeEach(async () => {
  db = await openStockroom()
})

const leaseMs = 60_000
const claim = (at = now, limit = 10) => claimInbox(db, { limit, leaseMs, only: 'others' }, at)
const count = async () => (await db.selectFrom('inbox').select('id').execute()).length
const eventsOf = (rows: readonly InboxRow[]) => rows.map((row) => row.event_id)
const handled = { state: 'handled', reason: 'enrolled', subject: 'in_renewal' } as const

/** The same database, whose answers are held back until they are let go. */
function holdBack(db: Db) {
  let answers = 0
  let letGo = () => {}
  const gone = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      answers += 1
      await gone
      return result
    },
  }
  const asked = (times: number) => expect.poll(() => answers).toBe(times)
  return { db: db.withPlugin(plugin), letGo: () => letGo(), asked, count: () => answers }
}

/** Full batches go out at once while there is room for them; all that comes after goes out 500 together. */
function writesOf(rows: number): number {
  const { batches, fullRows } = groupingOf(db)
  const early = rows >= fullRows ? batches : 0
  return early + Math.ceil((rows - early * (early ? fullRows : 0)) / 500)
}

async function keepAll(...events: Parameters<typeof received>[]) {
  const keep = createKeeper(db)
  await Promise.all(events.map((event) => keep(received(...event))))
}

describe('a webhook is kept', () => {
  test('once, however often it comes', async () => {
    const keep = createKeeper(db)
    await keep(received('evt_1'))
    await keep(received('evt_1', { body: '{"later":true}' }))
    const [row, ...others] = await claim()
    expect(row?.body).toBe('{}')
    expect(others).toEqual([])
  })

  test('once when fifty of the same come at the same moment, in as few writes as the database likes', async () => {
    const listening = listen(db)
    const keep = createKeeper(listening.db)
    await Promise.all(Array.from({ length: 50 }, () => keep(received('evt_1'))))
    expect(await count()).toBe(1)
    expect(listening.answers()).toBe(writesOf(50))
  })

  test('together with all others of its moment, and none is lost in a flood', async () => {
    const listening = listen(db)
    const keep = createKeeper(listening.db)
    await Promise.all(Array.from({ length: 1_200 }, (_, index) => keep(received(`evt_${index}`))))
    expect(await count()).toBe(1_200)
    expect(listening.answers()).toBe(writesOf(1_200))
  })

  test('together with what came while as many batches were on their way as may be', async () => {
    const slow = holdBack(db)
    const keep = createKeeper(slow.db)
    const { batches } = groupingOf(db)
    const kept: Promise<void>[] = []
    while (kept.length < batches) {
      kept.push(keep(received(`evt_${kept.length}`)))
      await slow.asked(kept.length)
    }
    kept.push(keep(received('evt_8')), keep(received('evt_9')))
    await turnOfEventLoop()
    expect(slow.count()).toBe(batches)
    slow.letGo()
    await Promise.all(kept)
    expect(slow.count()).toBe(batches + 1)
    expect(await count()).toBe(batches + 2)
  })

  test('with every value in its place, in whatever order the values were given', async () => {
    const { receivedAt, body, ...others } = received('evt_2', { body: '{"second":true}' })
    const keep = createKeeper(db)
    await Promise.all([
      keep(received('evt_1', { body: '{"first":true}' })),
      keep({ receivedAt, body, ...others }),
    ])
    const rows = await db.selectFrom('inbox').select(['event_id', 'type', 'body']).orderBy('id').execute()
    expect(rows).toEqual([
      { event_id: 'evt_1', type: 'invoice.payment_failed', body: '{"first":true}' },
      { event_id: 'evt_2', type: 'invoice.payment_failed', body: '{"second":true}' },
    ])
  })

  test('once by several servers that hear the same events in other orders at the same moment', async () => {
    const keepers = [createKeeper(db), createKeeper(db), createKeeper(db)]
    const events = Array.from({ length: 300 }, (_, index) => received(`evt_${index}`))
    const orders = [events, events.toReversed(), [...events.slice(150), ...events.slice(0, 150)]]
    await Promise.all(orders.flatMap((order, nth) => order.map((event) => keepers[nth]?.(event))))
    expect(await count()).toBe(300)
  })

  test('anew when it belongs to another account, environment or source', async () => {
    await keepAll(
      ['evt_1'],
      ['evt_1', { account_id: 'acct_bakery' }],
      ['evt_1', { environment: 'sandbox' }],
      ['evt_1', { source: 'whatsapp' }],
    )
    expect(await count()).toBe(4)
  })

  test('or the sender is told that it was not', async () => {
    const closed = await openDatabase(await newDatabaseUrl())
    const keep = createKeeper(closed)
    await closed.destroy()
    await expect(Promise.all([keep(received('evt_1')), keep(received('evt_2'))])).rejects.toThrow()
  })
})

describe('a webhook is taken', () => {
  test('by one worker only', async () => {
    await keepAll(['evt_1'], ['evt_2'], ['evt_3'])
    const [first, second] = await Promise.all([claim(now, 2), claim(now, 2)])
    expect(first.length + second.length).toBe(3)
    expect(new Set(eventsOf([...first, ...second])).size).toBe(3)
  })

  test('oldest first', async () => {
    await keepAll(
      ['evt_new', { receivedAt: inSeconds(-1) }],
      ['evt_old', { receivedAt: inSeconds(-9) }],
      ['evt_newest', { receivedAt: now }],
    )
    expect(eventsOf(await claim(now, 2))).toEqual(['evt_old', 'evt_new'])
  })

  test('of others than these', async () => {
    await keepAll(['evt_1'], ['evt_2'], ['evt_bakery', { account_id: bakery.accountId }])
    const others = { limit: 10, leaseMs, only: 'others', notOf: [bodega.accountId] } as const
    expect(eventsOf(await claimInbox(db, others, now))).toEqual(['evt_bakery'])
    expect(eventsOf(await claim())).toEqual(['evt_1', 'evt_2'])
  })

  test('before all others when it may hold a stop', async () => {
    const answers = { source: 'whatsapp', environment: '', account_id: 'default', type: 'answers' } as const
    await keepAll(['evt_1', { receivedAt: inSeconds(-9) }], ['body_1', answers])
    expect(await answersWait(db)).toBe(true)
    const inHand = await claimInbox(db, { limit: 10, leaseMs, only: 'answers' }, now)
    expect(eventsOf(inHand)).toEqual(['body_1'])
    expect(await answersWait(db)).toBe(true)
    await putBack(db, inHand[0]!, { error: 'unreadable', attempts: 1, nextAt: inSeconds(60) })
    expect(await answersWait(db)).toBe(false)
    expect(eventsOf(await claim())).toEqual(['evt_1'])
  })

  test('again when the worker went away', async () => {
    await keepAll(['evt_1'])
    await claim()
    expect(await claim(inSeconds(59))).toEqual([])
    expect(await claim(inSeconds(60))).toMatchObject([{ event_id: 'evt_1', attempts: 2 }])
  })

  test('alone, when its workers went away again and again, so that others are not blamed for it', async () => {
    await keepAll(['evt_1'], ['evt_2'], ['evt_3'])
    for (const minute of [0, 1, 2]) expect(await claim(inSeconds(minute * 60))).toHaveLength(3)
    const alone = await claim(inSeconds(180))
    expect(alone).toHaveLength(1)
    await stamp(db, alone, handled, inSeconds(180))
    expect(await claim(inSeconds(180))).toHaveLength(1)
    expect(await claim(inSeconds(180))).toHaveLength(1)
    expect(await claim(inSeconds(180))).toEqual([])
  })

  test('when it is due', async () => {
    expect(await nextInboxAt(db)).toBeUndefined()
    await keepAll(['evt_1'], ['evt_2', { receivedAt: inSeconds(5) }])
    expect(await nextInboxAt(db)).toBe(now.epochMilliseconds)
    expect(eventsOf(await claim(inSeconds(4)))).toEqual(['evt_1'])
  })
})

describe('a webhook nobody came to', () => {
  test('waits in its place again, as if it had not been taken', async () => {
    await keepAll(['evt_old', { receivedAt: inSeconds(-9) }], ['evt_new', { receivedAt: inSeconds(-1) }])
    const untouched = await db.selectFrom('inbox').selectAll().orderBy('id').execute()

    await giveBack(db, await claim())

    expect(await db.selectFrom('inbox').selectAll().orderBy('id').execute()).toEqual(untouched)
  })

  test('keeps the tries it had before', async () => {
    await keepAll(['evt_1'])
    const [tried] = await claim()
    await putBack(db, tried!, { error: 'odd', attempts: 1, nextAt: now })

    await giveBack(db, await claim(inSeconds(1)))

    const [row] = await claim(inSeconds(2))
    expect(row).toMatchObject({ attempts: 2, first_tried_at: now.epochMilliseconds })
  })

  test('is not given back by a worker whose time ran out', async () => {
    await keepAll(['evt_1'])
    const rows = await claim()
    const later = inSeconds(leaseMs / 1_000)
    await claim(later)
    await giveBack(db, rows)
    expect(await claim(later)).toEqual([])
  })
})

describe('a webhook that was dealt with', () => {
  test('is not taken again', async () => {
    await keepAll(['evt_1'])
    const rows = await claim()
    expect(await stamp(db, rows, handled, now)).toBe(true)
    expect(await claim(inSeconds(3_600))).toEqual([])
    expect(await nextInboxAt(db)).toBeUndefined()
  })

  test('is not stamped by a worker whose time ran out', async () => {
    await keepAll(['evt_1'])
    const slow = await claim()
    const fast = await claim(inSeconds(60))
    expect(await stamp(db, slow, handled, inSeconds(61))).toBe(false)
    expect(await stamp(db, fast, handled, inSeconds(61))).toBe(true)
    expect(await stamp(db, fast, handled, inSeconds(61))).toBe(false)
  })

  test('is stamped together with others, or the loss of one is told', async () => {
    await keepAll(['evt_1'], ['evt_2'])
    const both = await claim()
    expect(await stamp(db, [], { state: 'ignored', reason: 'nothing' }, now)).toBe(true)
    await stamp(db, both.slice(0, 1), handled, now)
    expect(await stamp(db, both, { state: 'ignored', reason: 'nothing' }, now)).toBe(false)
  })

  test('counts for its subject', async () => {
    await keepAll(['evt_1'], ['evt_2'])
    expect(await countStamped(db, bodega, ['in_renewal'])).toBe(0)
    const [first, second] = await claim()
    await stamp(db, [first!], handled, now)
    await stamp(db, [second!], { state: 'ignored', reason: 'gone' }, now)
    expect(await countStamped(db, bodega, ['in_renewal'])).toBe(1)
  })
})

describe('a webhook that failed', () => {
  test('waits for its next try', async () => {
    await keepAll(['evt_1'])
    const [row] = await claim()
    await putBack(db, row!, { error: 'Stripe did not answer', attempts: 1, nextAt: inSeconds(15) })
    expect(await claim(inSeconds(14))).toEqual([])
    expect(await claim(inSeconds(15))).toMatchObject([{ attempts: 2 }])
  })

  test('is not put back or set aside by a worker whose time ran out', async () => {
    await keepAll(['evt_1'])
    const [slow] = await claim()
    await stamp(db, await claim(inSeconds(60)), handled, inSeconds(60))
    await putBack(db, slow!, { error: 'late', attempts: 1, nextAt: inSeconds(61) })
    await setAside(db, slow!, { error: 'late', subject: undefined }, inSeconds(61))
    expect(await claim(inSeconds(3_600))).toEqual([])
    expect(await listSetAside(db, bodega, 10)).toEqual([])
  })

  test('too often is set aside, and a person has it handled again from the start', async () => {
    await keepAll(['evt_1'])
    const [row] = await claim()
    await setAside(db, row!, { error: 'No such flow', subject: undefined }, now)
    expect(await claim(inSeconds(3_600))).toEqual([])
    expect(await listSetAside(db, bodega, 10)).toMatchObject([{ event_id: 'evt_1', reason: 'No such flow' }])
    expect(await waitAgain(db, bodega, row!.id, inSeconds(9))).toMatchObject({ event_id: 'evt_1' })
    expect(await listSetAside(db, bodega, 10)).toEqual([])
    expect(await claim(inSeconds(9))).toMatchObject([{ event_id: 'evt_1', attempts: 1 }])
  })

  test('cannot be asked for by another account', async () => {
    await keepAll(['evt_1'])
    const [row] = await claim()
    await setAside(db, row!, { error: 'No such flow', subject: undefined }, now)
    expect(await listSetAside(db, bakery, 10)).toEqual([])
    expect(await waitAgain(db, bakery, row!.id, now)).toBeUndefined()
  })

  test('and was not set aside cannot be asked for again', async () => {
    await keepAll(['evt_1'])
    const [row] = await claim()
    expect(await waitAgain(db, bodega, row!.id, now)).toBeUndefined()
    expect(await waitAgain(db, bodega, 'no-such-row', now)).toBeUndefined()
  })

  test('as one item of a body is set aside by itself, and only once', async () => {
    const item = received('item_1', { source: 'whatsapp', environment: '', account_id: 'default' })
    await keepSetAside(db, item, 'The time is missing')
    await keepSetAside(db, item, 'The time is missing')
    expect(await listSetAside(db, bodega, 10)).toMatchObject([
      { source: 'whatsapp', reason: 'The time is missing' },
    ])
    expect(await claim(inSeconds(3_600))).toEqual([])
  })
})
