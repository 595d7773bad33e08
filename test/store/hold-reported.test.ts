import { beforeEach, describe, expect, test } from 'vitest'
import type { Nudge } from '../../server/domain/enrollment.ts'
import { type Db, inTransaction } from '../../server/store/database.ts'
import { holdReported } from '../../server/store/hold-reported.ts'
import { setState } from '../../server/store/nudges.ts'
import { addSend, applyReport, closeSend } from '../../server/store/sends.ts'
import { type Enrolled, enrollMaya, now, openStockroom } from './stockroom.ts'

const phoneNumberId = '111'
const wamid = 'wamid.1'
const accepted = { outcome: 'accepted', wamid } as const

let db: Db
let maya: Enrolled
let nudge: Nudge
beforeEach(async () => {
  db = await openStockroom()
  maya = await enrollMaya(db)
  nudge = maya.nudges[0]!
})

const open = (of = nudge) => addSend(db, of, { phoneNumberId, to: '+34600000001' }, now)

/** What a report finds, held together with others. */
function heldBy(report: { readonly wamid: string; readonly sendId?: string }, number = phoneNumberId) {
  return inTransaction(db, async (tx) => {
    const sendIds = report.sendId ? [report.sendId, 'send_other'] : ['send_other']
    const wamids = [report.wamid, 'wamid.other', 'wamid.third']
    const find = await holdReported(tx, { phoneNumberId: number, wamids, sendIds })
    return find({ sendId: undefined, ...report })
  })
}

describe('a report finds its message', () => {
  test('by the id Meta gave it, with its enrollment', async () => {
    const id = await open()
    await closeSend(db, id, accepted, now)
    expect(await heldBy({ wamid })).toMatchObject({
      send: { id },
      enrollment: { id: maya.enrollment.id },
      isSent: false,
      hasRecovery: false,
    })
  })

  test('by the id we gave it, before Meta’s is known', async () => {
    const id = await open()
    expect(await heldBy({ wamid, sendId: id })).toMatchObject({ send: { id } })
  })

  test('by Meta’s id rather than by one of ours that another message has', async () => {
    const id = await open()
    await closeSend(db, id, accepted, now)
    const other = await open(maya.nudges[1])
    expect(await heldBy({ wamid, sendId: other })).toMatchObject({ send: { id } })
  })

  test('only when it comes from the number it was sent by', async () => {
    const id = await open()
    await closeSend(db, id, accepted, now)
    expect(await heldBy({ wamid, sendId: id }, '222')).toBeUndefined()
  })

  test('or finds none', async () => {
    expect(await heldBy({ wamid, sendId: 'no-such-send' })).toBeUndefined()
    expect(await heldBy({ wamid })).toBeUndefined()
  })

  test('whose nudge is known to be sent', async () => {
    const id = await open()
    await closeSend(db, id, accepted, now)
    await setState(db, nudge, { from: ['scheduled'], to: 'sent' })
    expect(await heldBy({ wamid })).toMatchObject({ send: { id }, isSent: true })
  })
})

test('what a report changes is what the next one finds', async () => {
  const id = await open()
  const failure = { code: 131_026, text: 'Message undeliverable' }
  const report = { wamid, status: undefined, failure, at: now, isLive: true }
  const { send } = (await heldBy({ wamid, sendId: id }))!
  const after = await applyReport(db, send, report)
  expect(after).toEqual((await heldBy({ wamid }))?.send)
  const later = await applyReport(db, after, { ...report, status: 'read', failure: undefined })
  expect(later).toEqual((await heldBy({ wamid }))?.send)
})
