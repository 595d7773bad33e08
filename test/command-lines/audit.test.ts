import { beforeEach, describe, expect, test } from 'vitest'
import { type Desk, me, openDesk } from '../commands/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})

describe('the audit is listed', () => {
  test('in words, the latest change first', async () => {
    expect(await desk.run('audit', 'list')).toEqual(['Nothing has been changed yet'])
    await desk.run('settings', 'set', '--hours', '10:00-18:00')
    await desk.run('flow', 'on', 'failed-payment')
    await desk.run('stop', 'everything', '--note', 'Meta is down')
    const head = `2026-11-22T10:00:00Z  ${me}  `
    expect(await desk.run('audit', 'list')).toEqual([
      `${head}stop everything: note Meta is down`,
      `${head}switch flow of failed-payment: is on no -> yes`,
      `${head}choose account settings: hours 09:00-20:00 -> 10:00-18:00`,
    ])
    expect(await desk.run('audit', 'list', '--account', 'acct_bakery')).toEqual([
      `${head}stop everything: note Meta is down`,
    ])
  })

  test('no further than the last fifty', async () => {
    for (let round = 0; round < 26; round += 1) {
      await desk.run('flow', 'on', 'failed-payment')
      await desk.run('flow', 'off', 'failed-payment')
    }
    expect(await desk.run('audit', 'list')).toHaveLength(50)
  })
})
