import { beforeEach, describe, expect, test } from 'vitest'
import type { AccountKey } from '../../server/domain/account.ts'
import { usualAccountSettings, usualFlowSettings } from '../../server/domain/settings.ts'
import {
  chosenForAccount,
  readAccountSettings,
  saveAccountSettings,
} from '../../server/store/account-settings.ts'
import { findAccount, saveAccount } from '../../server/store/accounts.ts'
import { holdSettings } from '../../server/store/claim.ts'
import { type Db, inTransaction } from '../../server/store/database.ts'
import {
  accountsWithFlowOn,
  chosenForFlow,
  isFlowOn,
  readFlowSettings,
  saveFlowSettings,
} from '../../server/store/flow-settings.ts'
import { readRules } from '../../server/store/rules.ts'
import { bakery, bodega, bodegaAccount, bodegaSandbox, inMinutes, now, openStockroom } from './stockroom.ts'

const flow = 'failed-payment'

let db: Db
beforeEach(async () => {
  db = await openStockroom()
})

describe('the settings of an account', () => {
  test('are the usual ones until something is chosen', async () => {
    expect(await readAccountSettings(db, bodega)).toEqual(usualAccountSettings)
    expect(await chosenForAccount(db, bodega)).toEqual({})
  })

  test('are what was chosen last, and for the rest the usual', async () => {
    await saveAccountSettings(db, bodega, { mode: 'watch', holdOutShare: 0.2 }, now)
    await saveAccountSettings(db, bodega, { caps: { perDay: 2, perWeek: 5 } }, inMinutes(1))
    expect(await chosenForAccount(db, bodega)).toEqual({ caps: { perDay: 2, perWeek: 5 } })
    expect(await readAccountSettings(db, bodega)).toEqual({
      ...usualAccountSettings,
      caps: { perDay: 2, perWeek: 5 },
    })
    const rows = await db.selectFrom('account_setting').select('updated_at').execute()
    expect(rows).toEqual([{ updated_at: inMinutes(1).epochMilliseconds }])
  })
})

describe('the settings of a flow', () => {
  test('are the usual ones until something is chosen: it is off', async () => {
    expect(await readFlowSettings(db, bodega, flow)).toEqual(usualFlowSettings)
    expect(await chosenForFlow(db, bodega, flow)).toEqual({})
    expect(await isFlowOn(db, bodega, flow)).toBe(false)
  })

  test('are what was chosen last, and for the rest the usual', async () => {
    const delays = { isOn: true, delayMinutes: [0, 60], templates: [null, 'payment_failed_last'] }
    await saveFlowSettings(db, bodega, { flow, chosen: { isOn: true, perSubject: 1 } }, now)
    await saveFlowSettings(db, bodega, { flow, chosen: delays }, now)
    expect(await readFlowSettings(db, bodega, flow)).toEqual({ ...usualFlowSettings, ...delays })
    expect(await isFlowOn(db, bodega, flow)).toBe(true)
  })

  test('may be chosen before it is switched on', async () => {
    await saveFlowSettings(db, bodega, { flow, chosen: { windowDays: 10 } }, now)
    expect(await readFlowSettings(db, bodega, flow)).toMatchObject({ isOn: false, windowDays: 10 })
  })

  test('tell which accounts have it on', async () => {
    for (const key of [bodega, bakery, bodegaSandbox])
      await saveAccount(db, { ...bodegaAccount, ...key }, now)
    await saveFlowSettings(db, bodega, { flow, chosen: { isOn: true } }, now)
    await saveFlowSettings(db, bodegaSandbox, { flow, chosen: { perSubject: 1 } }, now)
    await saveFlowSettings(db, bakery, { flow: 'win-back', chosen: { isOn: true } }, now)
    expect(await accountsWithFlowOn(db, flow)).toEqual([bodegaAccount])
    expect(await accountsWithFlowOn(db, 'trial-ending')).toEqual([])
  })

  test('are of that flow alone', async () => {
    await saveFlowSettings(db, bodega, { flow, chosen: { isOn: true } }, now)
    expect(await isFlowOn(db, bodega, 'win-back')).toBe(false)
  })
})

test('choices made by two people at the same moment are both kept', async () => {
  const add = (change: object) =>
    inTransaction(db, async (tx) => {
      await holdSettings(tx, bodega)
      const chosen = { ...(await chosenForAccount(tx, bodega)), ...change }
      await saveAccountSettings(tx, bodega, chosen, now)
    })
  await Promise.all([add({ mode: 'watch' }), add({ holdOutShare: 0.3 }), add({ sendingHours: hours })])
  expect(await chosenForAccount(db, bodega)).toEqual({
    mode: 'watch',
    holdOutShare: 0.3,
    sendingHours: hours,
  })
})

const hours = { fromMinute: 600, toMinute: 1080 }

describe('the salt of an account’s hold-out', () => {
  const saltOf = async (key: AccountKey) => (await readRules(db, key, 'failed-payment')).holdOutSalt

  test('is made with the account, and stays when the account changes', async () => {
    await saveAccount(db, bodegaAccount, now)
    const salt = await saltOf(bodega)
    await saveAccount(db, { ...bodegaAccount, name: 'Bodega Dos' }, now)
    expect(await findAccount(db, bodega)).toMatchObject({ name: 'Bodega Dos' })
    expect(await saltOf(bodega)).toBe(salt)
    expect(salt.length).toBeGreaterThanOrEqual(20)
  })

  test('is another one in each account and environment', async () => {
    const keys: readonly AccountKey[] = [bodega, bakery, { ...bodega, environment: 'test' }]
    for (const key of keys) await saveAccount(db, { ...bodegaAccount, ...key }, now)
    const salts = await Promise.all(keys.map(saltOf))
    expect(new Set(salts).size).toBe(3)
  })
})
