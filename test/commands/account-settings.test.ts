import { beforeEach, describe, expect, test } from 'vitest'
import { chooseAccountSettings } from '../../server/commands/choose-account-settings.ts'
import { usualAccountSettings as usual } from '../../server/domain/settings.ts'
import { readAccountSettings } from '../../server/store/account-settings.ts'
import { bakery, bodega, type Desk, me, now, openDesk } from './desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})

const set = (...argv: string[]) => desk.run('settings', 'set', ...argv)
const holds = () => readAccountSettings(desk.db, bodega)

describe('the settings of an account', () => {
  test('are shown although nobody chose any', async () => {
    expect(await desk.run('settings', 'show')).toEqual([
      'mode: live',
      'per-day: 1',
      'per-week: 3',
      'hours: 09:00-20:00',
      'hold-out: 10%',
      'sender: none',
      'staffed: no',
      'support: none',
      'keep-words: 30d',
      'auto-collection: no',
    ])
  })

  test('are chosen in one line, and shown beside what is usual', async () => {
    const chosen = ['--mode', 'watch', '--per-day', '2', '--per-week', '5']
    const lines = await set(...chosen, '--hours', '8:30-21:00', '--hold-out', '2.5%')
    expect(lines).toEqual([
      'mode: watch (usually live)',
      'per-day: 2 (usually 1)',
      'per-week: 5 (usually 3)',
      'hours: 08:30-21:00 (usually 09:00-20:00)',
      'hold-out: 2.5% (usually 10%)',
      'sender: none',
      'staffed: no',
      'support: none',
      'keep-words: 30d',
      'auto-collection: no',
    ])
    expect(await desk.run('settings', 'show')).toEqual(lines)
    expect(await holds()).toEqual({
      ...usual,
      mode: 'watch',
      caps: { perDay: 2, perWeek: 5 },
      sendingHours: { fromMinute: 510, toMinute: 1260 },
      holdOutShare: 0.025,
      senders: {},
      staffed: false,
      keepWordsDays: 30,
      autoCollection: false,
    })
  })

  test('about chats are chosen in words, and shown', async () => {
    const lines = await set('--staffed', 'yes', '--support', 'help@example.com', '--keep-words', '90d')
    expect(lines.slice(6)).toEqual([
      'staffed: yes (usually no)',
      'support: help@example.com (usually none)',
      'keep-words: 90d (usually 30d)',
      'auto-collection: no',
    ])
  })

  test.each([
    [['--staffed', 'maybe'], 'Staffed is yes or no'],
    [['--support', 'x'], 'The support contact must be one line of 3 to 100 characters'],
    [['--keep-words', '9999d'], 'The words of chats must be kept for a whole number of days from 0 to 730'],
    [['--auto-collection', 'perhaps'], 'Automatic collection is yes or no'],
  ])('%j is refused in words for a merchant', async (given, text) => {
    await expect(set(...given)).rejects.toThrow(text)
  })

  test('stay what they are where nothing is said', async () => {
    await set('--per-day', '2')
    await set('--per-week', '6')
    await set('--mode', 'watch')
    expect(await holds()).toEqual({ ...usual, mode: 'watch', caps: { perDay: 2, perWeek: 6 } })
  })

  test.each([
    ['one choice', ['--per-day', 'usual'], { mode: 'watch', caps: { perDay: 1, perWeek: 6 } }],
    [
      'a choice while another is made',
      ['--mode', 'usual', '--per-week', '4'],
      { caps: { perDay: 2, perWeek: 4 } },
    ],
    ['both caps', ['--per-day', 'usual', '--per-week', 'usual'], { mode: 'watch' }],
    ['all of them', ['--reset'], {}],
    ['all but what is said anew', ['--reset', '--per-week', '5'], { caps: { perDay: 1, perWeek: 5 } }],
  ])('go back to the usual: %s', async (_, argv, different) => {
    await set('--mode', 'watch', '--per-day', '2', '--per-week', '6')
    await set(...argv)
    expect(await holds()).toEqual({ ...usual, ...different })
  })

  test('are of that account and environment alone', async () => {
    await desk.run(
      'account',
      'set',
      '--environment',
      'sandbox',
      '--account',
      'acct_bodega',
      '--name',
      'B',
      '--country',
      'ES',
    )
    await set('--mode', 'watch')
    expect(await readAccountSettings(desk.db, bakery)).toEqual(usual)
    expect(await readAccountSettings(desk.db, { ...bodega, environment: 'sandbox' })).toEqual(usual)
    await set('--mode', 'watch', '--account', 'acct_bakery')
    expect(await readAccountSettings(desk.db, bakery)).toEqual({ ...usual, mode: 'watch' })
  })

  test('leave a line in the audit: who, what, before and after', async () => {
    await set('--hold-out', '0%')
    await set('--reset')
    const change = {
      environment: 'live',
      account_id: 'acct_bodega',
      actor: me,
      command: 'choose-account-settings',
    }
    const chosen = { ...usual, holdOutShare: 0 }
    expect(await desk.audit()).toEqual([
      { ...change, before: usual, after: chosen },
      { ...change, before: chosen, after: usual },
    ])
    const times = await desk.db.selectFrom('audit').select('done_at').execute()
    expect(times[0]?.done_at).toBe(now.epochMilliseconds)
  })
})

describe('a choice for an account is refused', () => {
  test.each([
    ['of no mode there is', ['--mode', 'off'], 'The mode is watch or live, not "off"'],
    ['of half a message', ['--per-day', '1.5'], 'The messages a day are a whole number, not "1.5"'],
    ['of no number', ['--per-week', 'many'], 'The messages a week are a whole number, not "many"'],
    ['of a time without minutes', ['--hours', '9-20'], 'The hours are written like 09:00-20:00, not "9-20"'],
    [
      'of a time no clock shows',
      ['--hours', '09:00-24:30'],
      'The hours are written like 09:00-20:00, not "09:00-24:30"',
    ],
    ['of a time alone', ['--hours', '09:00'], 'The hours are written like 09:00-20:00, not "09:00"'],
    [
      'of three times',
      ['--hours', '09:00-13:00-20:00'],
      'The hours are written like 09:00-20:00, not "09:00-13:00-20:00"',
    ],
    [
      'of a share that may be a tenth or ten',
      ['--hold-out', '10'],
      'The hold-out is written like 10%, not "10"',
    ],
    ['of nothing', [], 'Say what to change; `npm run paynudge -- help` lists what can be chosen'],
    [
      'with an option of another command',
      ['--delays', '0'],
      '`settings set` takes no --delays; see `npm run paynudge -- help`',
    ],
    ['said twice', ['--mode', 'watch', '--mode', 'live'], '--mode is given more than once'],
  ])('%s', async (_, argv, words) => {
    expect(await desk.refused('settings', 'set', ...argv)).toBe(words)
    expect(await holds()).toEqual(usual)
    expect(await desk.audit()).toEqual([])
  })

  test.each([
    ['of more messages a day than anybody gets', ['--per-day', '4', '--per-week', '9']],
    ['of no messages', ['--per-day', '0']],
    ['of fewer a week than a day', ['--per-day', '3', '--per-week', '2']],
    ['of more a week than three a day', ['--per-week', '22']],
    ['of hours that begin when the day is over', ['--hours', '24:00-09:00']],
    ['of more than half held out', ['--hold-out', '51%']],
  ])('by the rules of the house: %s', async (_, argv) => {
    expect(await desk.refused('settings', 'set', ...argv)).not.toContain(' not "')
    expect(await holds()).toEqual(usual)
  })

  test('with every mistake named at once, and nothing of it kept', async () => {
    const words = await desk.refused(
      'settings',
      'set',
      '--mode',
      'watch',
      '--per-day',
      'x',
      '--hold-out',
      '90%',
    )
    expect(words.split('. ')).toHaveLength(2)
    expect(words).toMatch(/messages a day.*share of customers kept silent/i)
    expect(await holds()).toEqual(usual)
  })

  test('for an account nobody set up', async () => {
    expect(await desk.refused('settings', 'set', '--mode', 'watch', '--account', 'acct_bodgea')).toContain(
      'acct_bodgea is not set up',
    )
  })

  test('with values of the wrong kind, as another program may give them', async () => {
    const wanted = {
      mode: 1,
      perDay: 1.5,
      perWeek: '3',
      sendingHours: { fromMinute: '9' },
      holdOutShare: true,
    }
    const choice = chooseAccountSettings(desk.tools, { actor: 'ana', account: bodega }, wanted)
    await expect(choice).rejects.toMatchObject({ isRefusal: true })
    expect(await holds()).toEqual(usual)
  })
})
