import { beforeEach, describe, expect, test } from 'vitest'
import { runCommand } from '../../server/cli.ts'
import { readConfig } from '../../server/config.ts'
import { stoppedBy } from '../../server/store/kill-switches.ts'
import { bakery, bodega, type Desk, me, openDesk } from './desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})

const flow = 'failed-payment'
const since = `since 2026-11-22T10:00:00Z by ${me}`
const stopped = async () => [await stoppedBy(desk.db, bodega, flow), await stoppedBy(desk.db, bakery, flow)]
const nothing = 'Nothing is stopped'

describe('sending is stopped', () => {
  test('for everything, and lets go again', async () => {
    expect(await desk.run('stop', 'list')).toEqual([nothing])
    expect(await desk.run('stop', 'everything', '--note', 'Meta is down')).toEqual([
      'Nothing is sent for any account until `npm run paynudge -- resume everything`',
    ])
    expect(await stopped()).toEqual(['everything', 'everything'])
    const line = `Everything is stopped ${since}: Meta is down`
    expect(await desk.run('stop', 'list')).toEqual([line])
    expect(await desk.run('stop', 'list', '--account', 'acct_bakery')).toEqual([line])
    await desk.run('resume', 'everything')
    expect(await stopped()).toEqual([undefined, undefined])
  })

  test('for everything without an account being known', async () => {
    const config = readConfig({})
    await runCommand(desk.tools, config, ['stop', 'everything'])
    expect(await stopped()).toEqual(['everything', 'everything'])
    await runCommand(desk.tools, config, ['resume', 'everything'])
    expect(await stopped()).toEqual([undefined, undefined])
  })

  test('for one account', async () => {
    expect(await desk.run('stop', 'account')).toEqual([`The account is stopped ${since}`])
    expect(await stopped()).toEqual(['account', undefined])
    expect(await desk.run('resume', 'account')).toEqual([nothing])
    expect(await stopped()).toEqual([undefined, undefined])
  })

  test('for one flow of it', async () => {
    expect(await desk.run('stop', 'flow', flow, '--note', 'wrong text')).toEqual([
      `failed-payment is stopped ${since}: wrong text`,
    ])
    expect(await stopped()).toEqual(['flow', undefined])
    expect(await desk.run('resume', 'flow', flow)).toEqual([nothing])
  })

  test('still by the other switches when one is released', async () => {
    await desk.run('stop', 'everything')
    await desk.run('stop', 'account')
    await desk.run('stop', 'flow', flow)
    expect(await desk.run('resume', 'account')).toEqual([
      `Everything is stopped ${since}`,
      `failed-payment is stopped ${since}`,
    ])
    expect(await desk.run('resume', 'everything')).toEqual([
      'Accounts send again, save for those stopped by themselves',
    ])
    expect(await stopped()).toEqual(['flow', undefined])
  })

  test('once: who stops again what is stopped changes nothing', async () => {
    await desk.run('stop', 'account', '--note', 'first')
    expect(await desk.run('stop', 'account', '--note', 'second')).toEqual([
      `The account is stopped ${since}: first`,
    ])
    expect(await desk.audit()).toHaveLength(1)
  })

  test('and whoever resumes what was not stopped is told so', async () => {
    await desk.run('stop', 'flow', flow)
    expect(await desk.run('resume', 'account')).toEqual([
      'The account was not stopped by itself',
      `failed-payment is stopped ${since}`,
    ])
    expect(await desk.run('resume', 'everything')).toEqual(['Not everything was stopped'])
    expect(await desk.audit()).toHaveLength(1)
  })
})

describe('the audit holds', () => {
  test('who stopped and resumed an account or a flow', async () => {
    await desk.run('stop', 'account', '--note', 'holiday')
    await desk.run('stop', 'flow', flow)
    await desk.run('resume', 'flow', flow)
    const of = { environment: 'live', account_id: 'acct_bodega', actor: me }
    expect(await desk.audit()).toEqual([
      { ...of, command: 'stop-sending', before: undefined, after: { note: 'holiday' } },
      { ...of, command: 'stop-sending', before: undefined, after: { flow } },
      {
        ...of,
        command: 'resume-sending',
        before: { stops: 'flow', flow, since: '2026-11-22T10:00:00Z', actor: me },
        after: undefined,
      },
    ])
  })

  test('who stopped everything, under no account', async () => {
    await desk.run('stop', 'everything')
    await desk.run('resume', 'everything')
    const of = { environment: '', account_id: '', actor: me }
    expect(await desk.audit()).toMatchObject([
      { ...of, command: 'stop-everything' },
      { ...of, command: 'resume-everything', before: { stops: 'everything' } },
    ])
  })
})

describe('a stop is refused', () => {
  test.each([
    ['of a flow there is not', ['stop', 'flow', 'win-bakc'], /^There is no flow win-bakc; there are: /],
    ['of no flow', ['stop', 'flow'], 'FLOW is missing'],
    ['of an account nobody set up', ['stop', 'account', '--account', 'acct_bodgea'], 'is not set up'],
    [
      'with a note that says nothing',
      ['stop', 'account', '--note', ' '],
      /^The note is empty; leave it out, or say why/,
    ],
    [
      'with a note as long as a book',
      ['stop', 'account', '--note', 'x'.repeat(501)],
      'The note is longer than 500 characters',
    ],
    [
      'of everything where an account is named, which may be meant',
      ['stop', 'everything', '--account', 'acct_bodega'],
      '`stop everything` takes no --account; see `npm run paynudge -- help`',
    ],
    ['of nothing in particular', ['stop'], /^There is no command stop/],
    ['of what cannot be stopped', ['stop', 'accounts'], /^There is no command stop accounts/],
    [
      'that is taken back of a flow there is not',
      ['resume', 'flow', 'win-bakc'],
      /^There is no flow win-bakc/,
    ],
  ])('%s', async (_, argv, words) => {
    const refused = await desk.refused(...argv)
    if (typeof words === 'string') expect(refused).toContain(words)
    else expect(refused).toMatch(words)
    expect(await stopped()).toEqual([undefined, undefined])
    expect(await desk.audit()).toEqual([])
  })
})
