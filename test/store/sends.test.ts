import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Nudge } from '../../server/domain/enrollment.ts'
import { type Db, inTransaction } from '../../server/store/database.ts'
import { holdReported } from '../../server/store/hold-reported.ts'
import {
  addSend,
  applyReport,
  closeSend,
  hasOtherSend,
  markCrossed,
  markUnknown,
  type Report,
} from '../../server/store/sends.ts'
import { type Enrolled, enrollMaya, inSeconds, now, openStockroom } from './stockroom.ts'

const phoneNumberId = '111'
const wamid = 'wamid.1'
const refused = { outcome: 'refused', code: 131_026, error: 'Message undeliverable' } as const

let db: Db
let maya: Enrolled
let nudge: Nudge
beforeEach(async () => {
  db = await openStockroom()
  maya = await enrollMaya(db)
  nudge = maya.nudges[0]!
})

const open = (of = nudge) => addSend(db, of, { phoneNumberId, to: '+34600000001' }, now)
const rowOf = (id: string) => db.selectFrom('send').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a message is handed to Meta', () => {
  test('once: a second attempt is refused by the table itself', async () => {
    await open()
    await expect(open()).rejects.toThrow(/unique/i)
  })

  test.each([
    ['was accepted', { outcome: 'accepted', wamid }],
    ['may have arrived', { outcome: 'unknown', code: undefined, error: 'no answer' }],
  ] as const)('once: never again when the first one %s', async (_, result) => {
    await closeSend(db, await open(), result, now)
    await expect(open()).rejects.toThrow(/unique/i)
  })

  test('again when Meta refused it, and then once', async () => {
    await closeSend(db, await open(), refused, now)
    await open()
    await expect(open()).rejects.toThrow(/unique/i)
  })

  test('for each step by itself', async () => {
    await open()
    expect(await open(maya.nudges[1]!)).toBeTruthy()
  })
})

describe('the end of an attempt', () => {
  test('is written once: the first to tell it is believed', async () => {
    const id = await open()
    expect(await closeSend(db, id, { outcome: 'accepted', wamid }, now)).toBe(true)
    expect(await closeSend(db, id, refused, now)).toBe(false)
    expect(await rowOf(id)).toMatchObject({ outcome: 'accepted', wamid, status: 'accepted', error: null })
  })

  test('is not needed any more when a delivery report was faster', async () => {
    const id = await open()
    await report(id, delivered)
    expect(await closeSend(db, id, { outcome: 'unknown', code: undefined, error: 'no answer' }, now)).toBe(
      false,
    )
    expect(await rowOf(id)).toMatchObject({ outcome: 'accepted', status: 'delivered' })
  })

  test('is unknown when the sender went away', async () => {
    const id = await open()
    await markUnknown(db, nudge)
    expect(await rowOf(id)).toMatchObject({ outcome: 'unknown' })
  })

  test('stays known when the sender went away after it', async () => {
    const id = await open()
    await closeSend(db, id, { outcome: 'accepted', wamid }, now)
    await markUnknown(db, nudge)
    expect(await rowOf(id)).toMatchObject({ outcome: 'accepted' })
  })
})

/** A send as the next report about it finds it. */
async function heldSend(id: string) {
  return inTransaction(db, async (tx) => {
    const find = await holdReported(tx, { phoneNumberId, wamids: [wamid], sendIds: [id] })
    return find({ wamid, sendId: id })!.send
  })
}

const said = (status: Report['status'], seconds: number): Report => ({
  wamid,
  status,
  failure: undefined,
  at: inSeconds(seconds),
  isLive: true,
})
const failed = (code: number, seconds: number): Report => ({
  ...said(undefined, seconds),
  failure: { code, text: `error ${code}` },
})
const delivered = said('delivered', 3)
const reports = [said('sent', 1), delivered, delivered, said('read', 5), said('read', 9), failed(131_026, 2)]

async function report(id: string, report: Report) {
  await applyReport(db, await heldSend(id), report)
}

/** What the row says after these reports, on a message of its own. */
async function rowAfter(some: readonly Report[], subject: string) {
  const { nudges } = await enrollMaya(db, { subject })
  const id = await open(nudges[0])
  for (const one of some) await report(id, one)
  const { id: _id, nudge_id: _nudge, ...row } = await rowOf(id)
  await db.deleteFrom('send').where('id', '=', id).execute()
  return row
}

describe('reports about a message', () => {
  test('keep the first time of its arrival and of its being read', async () => {
    expect(await rowAfter(reports, 'in_order')).toMatchObject({
      outcome: 'accepted',
      status: 'read',
      delivered_at: inSeconds(3).epochMilliseconds,
      read_at: inSeconds(5).epochMilliseconds,
      failed_at: inSeconds(2).epochMilliseconds,
      error_code: 131_026,
    })
  })

  test('end the same in whatever order and however often they come', async () => {
    const inOrder = await rowAfter(reports, 'in_order')
    let runs = 0
    const orders = fc.shuffledSubarray(reports, { minLength: reports.length })
    const repeated = fc.tuple(orders, fc.array(fc.constantFrom(...reports), { maxLength: 3 }))
    await fc.assert(
      fc.asyncProperty(repeated, async ([order, again]) => {
        runs += 1
        expect(await rowAfter([...order, ...again], `in_run_${runs}`)).toEqual(inOrder)
      }),
    )
  })

  test('of two failures end the same in either order', async () => {
    const [first, second] = [failed(131_026, 2), failed(131_049, 7)]
    expect(await rowAfter([second, first], 'in_swapped')).toEqual(await rowAfter([first, second], 'in_order'))
  })

  test('settle an attempt whose end was unknown', async () => {
    const id = await open()
    await closeSend(db, id, { outcome: 'unknown', code: undefined, error: 'no answer' }, now)
    await report(id, said('sent', 1))
    expect(await rowOf(id)).toMatchObject({ outcome: 'accepted', status: 'sent', wamid })
  })

  test('leave a refused attempt refused, so that its nudge may be sent again', async () => {
    const id = await open()
    await closeSend(db, id, refused, now)
    await report(id, failed(131_026, 2))
    expect(await rowOf(id)).toMatchObject({ outcome: 'refused' })
  })

  test('prove that a refused attempt went out after all, so that its nudge is not sent again', async () => {
    const id = await open()
    await closeSend(db, id, refused, now)
    await report(id, delivered)
    expect(await rowOf(id)).toMatchObject({ outcome: 'accepted', status: 'delivered' })
    await expect(open()).rejects.toThrow(/unique/i)
  })

  test('are only noted on a refused attempt once another one has gone out', async () => {
    const id = await open()
    await closeSend(db, id, refused, now)
    const send = await heldSend(id)
    expect(await hasOtherSend(db, send)).toBe(false)
    await open()
    expect(await hasOtherSend(db, send)).toBe(true)
    await applyReport(db, send, { ...delivered, isLive: false })
    expect(await rowOf(id)).toMatchObject({ outcome: 'refused', status: 'delivered' })
  })
})

describe('money that crossed a message on its way', () => {
  test.each([
    ['is noted on a message handed over after the payment', -1, 1],
    ['is noted on a message handed over at the very moment', 0, 1],
    ['is noted on a message whose call had not ended yet', 1, 1],
    ['is not noted on a message handed over before the payment', 3, 0],
  ])('%s', async (_, paidAfterSeconds, crossed) => {
    const id = await open()
    await closeSend(db, id, { outcome: 'accepted', wamid }, inSeconds(2))
    await markCrossed(db, maya.enrollment, inSeconds(paidAfterSeconds))
    expect(await rowOf(id)).toMatchObject({ crossed })
  })

  test('is noted on a message that is being handed over, unless Meta refuses it', async () => {
    const id = await open()
    await markCrossed(db, maya.enrollment, inSeconds(1))
    expect(await rowOf(id)).toMatchObject({ crossed: 1 })
    await closeSend(db, id, refused, inSeconds(2))
    expect(await rowOf(id)).toMatchObject({ crossed: 0 })
  })

  test('is not noted on a message Meta refused, nor on one about another invoice', async () => {
    const other = await enrollMaya(db, { subject: 'in_other' })
    const ids = [await open(), await open(other.nudges[0])]
    await closeSend(db, ids[0]!, refused, now)
    await markCrossed(db, maya.enrollment, inSeconds(-1))
    expect(await Promise.all(ids.map(rowOf))).toMatchObject([{ crossed: 0 }, { crossed: 0 }])
  })
})
