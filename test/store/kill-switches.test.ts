import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../server/store/database.ts'
import { everyAccount } from '../../server/store/keys.ts'
import { listSwitches, releaseSwitch, stoppedBy, throwSwitch } from '../../server/store/kill-switches.ts'
import { bakery, bodega, bodegaSandbox, inMinutes, listen, now, openStockroom } from './stockroom.ts'

const flow = 'failed-payment'
const actor = 'ana'

let db: Db
beforeEach(async () => {
  db = await openStockroom()
})

const places = [
  ['the flow', bodega, flow],
  ['another flow of the account', bodega, 'win-back'],
  ['the account’s sandbox', bodegaSandbox, flow],
  ['another account', bakery, flow],
] as const

const stopped = async () =>
  Object.fromEntries(
    await Promise.all(places.map(async ([name, key, of]) => [name, await stoppedBy(db, key, of)] as const)),
  )

describe('a kill switch', () => {
  test('stops nothing before it is thrown', async () => {
    expect(Object.values(await stopped())).toEqual([undefined, undefined, undefined, undefined])
    expect(await listSwitches(db, bodega)).toEqual([])
  })

  test('for everything stops every flow of every account', async () => {
    await throwSwitch(db, everyAccount, { actor }, now)
    expect(new Set(Object.values(await stopped()))).toEqual(new Set(['everything']))
  })

  test('for an account stops all its flows, in that environment alone', async () => {
    await throwSwitch(db, bodega, { actor }, now)
    expect(await stopped()).toEqual({
      'the flow': 'account',
      'another flow of the account': 'account',
      'the account’s sandbox': undefined,
      'another account': undefined,
    })
  })

  test('for a flow stops that flow of that account alone', async () => {
    await throwSwitch(db, bodega, { flow, actor }, now)
    expect(await stopped()).toEqual({
      'the flow': 'flow',
      'another flow of the account': undefined,
      'the account’s sandbox': undefined,
      'another account': undefined,
    })
  })

  test('that is thrown already stays as it was', async () => {
    expect(await throwSwitch(db, bodega, { actor, note: 'Meta is down' }, now)).toBe(true)
    expect(await throwSwitch(db, bodega, { actor: 'bea', note: 'Again' }, inMinutes(1))).toBe(false)
    expect(await listSwitches(db, bodega)).toEqual([
      { stops: 'account', flow: undefined, since: now, actor, note: 'Meta is down' },
    ])
  })
})

describe('of several switches', () => {
  beforeEach(async () => {
    await throwSwitch(db, bodega, { flow, actor, note: 'wrong text' }, now)
    await throwSwitch(db, bodega, { actor }, now)
    await throwSwitch(db, everyAccount, { actor }, now)
  })

  test('the widest is told, and the others still hold once it is released', async () => {
    expect(await stoppedBy(db, bodega, flow)).toBe('everything')
    await releaseSwitch(db, everyAccount)
    expect(await stoppedBy(db, bodega, flow)).toBe('account')
    await releaseSwitch(db, bodega)
    expect(await stoppedBy(db, bodega, flow)).toBe('flow')
    expect(await releaseSwitch(db, bodega, flow)).toMatchObject({ stops: 'flow', flow, note: 'wrong text' })
    expect(await stoppedBy(db, bodega, flow)).toBeUndefined()
  })

  test('the widest is listed first, and those of other accounts are not', async () => {
    await throwSwitch(db, bakery, { actor }, now)
    expect((await listSwitches(db, bodega)).map(({ stops }) => stops)).toEqual([
      'everything',
      'account',
      'flow',
    ])
    expect((await listSwitches(db, bodegaSandbox)).map(({ stops }) => stops)).toEqual(['everything'])
  })

  test('one question tells', async () => {
    const listening = listen(db)
    await stoppedBy(listening.db, bodega, flow)
    expect(listening.answers()).toBe(1)
  })
})

test('a switch that was not thrown cannot be released', async () => {
  await throwSwitch(db, bodega, { flow, actor }, now)
  expect(await releaseSwitch(db, bodega)).toBeUndefined()
  expect(await releaseSwitch(db, everyAccount)).toBeUndefined()
  expect(await stoppedBy(db, bodega, flow)).toBe('flow')
})
