import { describe, expect, test } from 'vitest'
import {
  type AccountSettings,
  accountSettingsOf,
  type FlowSettings,
  flowSettingsOf,
  problemsWithAccount,
  problemsWithFlow,
  usualAccountSettings,
  usualFlowSettings,
} from '../../server/domain/settings.ts'
import type { Language } from '../../server/domain/template.ts'

describe('settings of an account', () => {
  test('a merchant who chose nothing watches nobody, sends from nine to eight, and holds a tenth out', () => {
    expect(accountSettingsOf({})).toEqual({
      mode: 'live',
      caps: { perDay: 1, perWeek: 3 },
      sendingHours: { fromMinute: 540, toMinute: 1200 },
      holdOutShare: 0.1,
      senders: {},
      staffed: false,
      keepWordsDays: 30,
      autoCollection: false,
    })
  })

  test('what a merchant chose holds, and the usual for the rest', () => {
    expect(accountSettingsOf({ mode: 'watch' })).toEqual({ ...usualAccountSettings, mode: 'watch' })
  })

  test.each<[string, Partial<AccountSettings>]>([
    ['the usual ones', {}],
    ['three messages a day and 21 a week', { caps: { perDay: 3, perWeek: 21 } }],
    ['as many a week as a day', { caps: { perDay: 2, perWeek: 2 } }],
    ['the whole day', { sendingHours: { fromMinute: 0, toMinute: 1440 } }],
    ['hours past midnight', { sendingHours: { fromMinute: 1439, toMinute: 0 } }],
    ['nobody kept silent', { holdOutShare: 0 }],
    ['half of all kept silent', { holdOutShare: 0.5 }],
  ])('may be %s', (_, chosen) => {
    expect(problemsWithAccount(accountSettingsOf(chosen))).toEqual([])
  })

  test.each<[string, Partial<AccountSettings>, string[]]>([
    ['no message a day', { caps: { perDay: 0, perWeek: 3 } }, ['Messages a day must be']],
    ['four messages a day', { caps: { perDay: 4, perWeek: 9 } }, ['Messages a day must be']],
    ['a message and a half', { caps: { perDay: 1.5, perWeek: 3 } }, ['Messages a day must be']],
    ['22 messages a week', { caps: { perDay: 3, perWeek: 22 } }, ['Messages a week must be']],
    ['fewer a week than a day', { caps: { perDay: 3, perWeek: 2 } }, ['Messages a week must not be fewer']],
    [
      'hours that begin at midnight’s end',
      { sendingHours: { fromMinute: 1440, toMinute: 60 } },
      ['Sending hours must begin'],
    ],
    [
      'hours that end after the day',
      { sendingHours: { fromMinute: 0, toMinute: 1441 } },
      ['Sending hours must end'],
    ],
    ['a negative minute', { sendingHours: { fromMinute: -1, toMinute: 60 } }, ['Sending hours must begin']],
    ['more than half kept silent', { holdOutShare: 0.51 }, ['The share of customers kept silent']],
    ['a share below nothing', { holdOutShare: -0.1 }, ['The share of customers kept silent']],
    ['a share that is no number', { holdOutShare: Number.NaN }, ['The share of customers kept silent']],
    [
      'two mistakes, which are told both',
      { caps: { perDay: 4, perWeek: 3 }, holdOutShare: 1 },
      ['Messages a day must be', 'Messages a week must not be fewer', 'The share of customers kept silent'],
    ],
  ])('may not be %s', (_, chosen, begin) => {
    const problems = problemsWithAccount(accountSettingsOf(chosen)).map(({ sentence }) => sentence)
    expect([...new Set(problems)]).toEqual(begin.map((words) => expect.stringMatching(`^${words}.*\\.$`)))
  })
})

describe('settings of a flow', () => {
  /** Three messages: at once, a day and three days later; the money is watched for a month. */
  const own = { delayMinutes: [0, 1440, 4320], windowDays: 30 }

  test('a flow is off until a merchant switches it on', () => {
    expect(flowSettingsOf({})).toEqual({
      isOn: false,
      stripeEmails: false,
      besideEmails: true,
      everyone: false,
    })
  })

  test('what a merchant chose holds, and the usual for the rest', () => {
    expect(flowSettingsOf({ isOn: true, perSubject: 2 })).toEqual({
      ...usualFlowSettings,
      isOn: true,
      perSubject: 2,
    })
  })

  test.each<[string, Partial<FlowSettings>]>([
    ['the usual ones', {}],
    ['fewer messages', { delayMinutes: [60] }],
    ['other delays', { delayMinutes: [1, 2, 3] }],
    ['texts for some of its steps', { templates: [null, 'payment_failed'] }],
    ['a window that ends right after the last message', { delayMinutes: [1439], windowDays: 1 }],
    ['the longest window', { windowDays: 90 }],
    ['a share of its own', { holdOutShare: 0.5 }],
    ['one message about a matter', { perSubject: 1 }],
    ['a language to fall back to', { fallbackLanguage: 'pt_BR' }],
  ])('may be %s', (_, chosen) => {
    expect(problemsWithFlow(flowSettingsOf(chosen), own)).toEqual([])
  })

  test.each<[string, Partial<FlowSettings>, string]>([
    ['no message at all', { delayMinutes: [] }, 'Give at least one delay'],
    [
      'more messages than the flow has',
      { delayMinutes: [1, 2, 3, 4] },
      'This flow has 3 steps; give no more delays',
    ],
    [
      'more texts than the flow has steps',
      { templates: [null, null, null, 'x'] },
      'This flow has 3 steps; give no more texts',
    ],
    ['delays that shrink', { delayMinutes: [60, 30] }, 'Each delay must be longer'],
    ['delays that stand still', { delayMinutes: [60, 60] }, 'Each delay must be longer'],
    ['half minutes', { delayMinutes: [0.5] }, 'Delays must be whole minutes'],
    ['a message before the failure', { delayMinutes: [-60, 60] }, 'No message of this flow can go before'],
    [
      'a window of no day',
      { windowDays: 0, delayMinutes: [-1] },
      'The money must be watched for a whole number',
    ],
    ['a window of a quarter and a day', { windowDays: 91 }, 'The money must be watched for a whole number'],
    ['a window that closes with the last message', { windowDays: 3 }, 'The money must be watched for longer'],
    ['delays that outlast the window', { delayMinutes: [43_200] }, 'The money must be watched for longer'],
    ['a share of three quarters', { holdOutShare: 0.75 }, 'The share of customers kept silent'],
    ['no message about a matter', { perSubject: 0 }, 'Messages about one matter'],
    ['a language without texts', { fallbackLanguage: 'ja' as Language }, 'The language to fall back to'],
  ])('may not be %s', (_, chosen, begin) => {
    const problems = problemsWithFlow(flowSettingsOf(chosen), own).map(({ sentence }) => sentence)
    expect(problems).toContainEqual(expect.stringMatching(`^${begin}.*\\.$`))
  })

  test('a flow that counts from a due date may have messages before it', () => {
    const invoiceDue = { delayMinutes: [-4320, 0], windowDays: 30 }
    expect(problemsWithFlow(flowSettingsOf({ delayMinutes: [-1440] }), invoiceDue)).toEqual([])
  })
})
