import { beforeEach, expect, test } from 'vitest'
import { listAudit, recordAudit } from '../../server/store/audit.ts'
import type { Db } from '../../server/store/database.ts'
import { everyAccount } from '../../server/store/keys.ts'
import { bakery, bodega, bodegaSandbox, inMinutes, now, openStockroom } from './stockroom.ts'

let db: Db
beforeEach(async () => {
  db = await openStockroom()
})

const change = { actor: 'ana', command: 'switch-flow' }

test('the audit lists the latest changes first, with the values before and after', async () => {
  await recordAudit(db, { ...bodega, ...change, after: '+34•••01' }, now)
  await recordAudit(
    db,
    { ...bodega, ...change, before: { isOn: false }, after: { isOn: true } },
    inMinutes(1),
  )
  expect(await listAudit(db, bodega, 10)).toEqual([
    { ...change, before: { isOn: false }, after: { isOn: true }, doneAt: inMinutes(1), isForAll: false },
    { ...change, before: undefined, after: '+34•••01', doneAt: now, isForAll: false },
  ])
  expect(await listAudit(db, bodega, 1)).toHaveLength(1)
})

test('what was done to every account is listed in each of them', async () => {
  await recordAudit(db, { ...everyAccount, actor: 'ops', command: 'stop-everything' }, now)
  await recordAudit(db, { ...bodega, ...change }, inMinutes(1))
  const commands = async (key: typeof bodega) => (await listAudit(db, key, 10)).map(({ command }) => command)
  expect(await commands(bodega)).toEqual(['switch-flow', 'stop-everything'])
  expect(await commands(bodegaSandbox)).toEqual(['stop-everything'])
  expect(await listAudit(db, bakery, 10)).toMatchObject([{ isForAll: true }])
})
