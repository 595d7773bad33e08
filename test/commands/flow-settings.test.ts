import { beforeEach, describe, expect, test } from 'vitest'
import { spanText } from '../../server/command-lines/notation.ts'
import { problemsWithTexts } from '../../server/commands/fitting-texts.ts'
import { usualFlowSettings as usual } from '../../server/domain/settings.ts'
import { failedPayment } from '../../server/flows/failed-payment.ts'
import { step } from '../../server/flows/flow.ts'
import { readFlowSettings } from '../../server/store/flow-settings.ts'
import { bakery, bodega, type Desk, linkNumber, me, openDesk } from './desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})

const flow = 'failed-payment'
const ownDelays = failedPayment.steps.map(({ delayMinutes }) => spanText(delayMinutes)).join(',')
const set = (...argv: string[]) => desk.run('flow', 'set', flow, ...argv)
const show = () => desk.run('settings', 'show', '--flow', flow)
const holds = () => readFlowSettings(desk.db, bodega, flow)

describe('the settings of a flow', () => {
  test('are shown although nobody chose any: the flow’s own, the account’s and its number', async () => {
    await linkNumber(desk.db, bodega, '111')
    await desk.run('settings', 'set', '--hold-out', '20%')
    expect(await show()).toEqual([
      'failed-payment (Failed payment) is on: no',
      `delays: ${ownDelays}`,
      'template: 1=usual,2=usual,3=usual',
      'other-template: none',
      'hold-out: 20%',
      'window: 30d',
      'per-subject: 3',
      'stripe-emails: no',
      'beside-emails: yes',
      'sender: 111',
      'fallback-language: none',
      'everyone: no',
    ])
  })

  test('are chosen in one line, and shown beside what is usual', async () => {
    await linkNumber(desk.db, bodega, '222')
    await linkNumber(desk.db, bodega, '111')
    await desk.run('flow', 'on', flow)
    const timing = ['--delays', '0,45m', '--window', '14d', '--per-subject', '1', '--hold-out', '5%']
    const emails = ['--stripe-emails', 'yes', '--beside-emails', 'no']
    const means = [
      '--template',
      '2=payment_failed_last',
      '--sender',
      '222',
      '--fallback-language',
      'en',
      '--everyone',
      'yes',
    ]
    const lines = await set(...timing, ...emails, ...means)
    expect(lines).toEqual([
      'failed-payment (Failed payment) is on: yes',
      `delays: 0,45m (usually ${ownDelays})`,
      'template: 1=usual,2=payment_failed_last (usually 1=usual,2=usual,3=usual)',
      'other-template: none',
      'hold-out: 5% (usually 10%)',
      'window: 14d (usually 30d)',
      'per-subject: 1 (usually 3)',
      'stripe-emails: yes (usually no)',
      'beside-emails: no (usually yes)',
      'sender: 222 (usually 111)',
      'fallback-language: en_US (usually none)',
      'everyone: yes (usually no)',
    ])
    expect(await show()).toEqual(lines)
    expect(await holds()).toEqual({
      isOn: true,
      delayMinutes: [0, 45],
      templates: [null, 'payment_failed_last'],
      holdOutShare: 0.05,
      windowDays: 14,
      perSubject: 1,
      stripeEmails: true,
      besideEmails: false,
      sender: '222',
      fallbackLanguage: 'en_US',
      everyone: true,
    })
  })

  test('outlive the flow being switched off and on', async () => {
    await set('--per-subject', '1')
    await desk.run('flow', 'on', flow)
    await desk.run('flow', 'off', flow)
    await desk.run('flow', 'on', flow)
    expect(await holds()).toEqual({ ...usual, isOn: true, perSubject: 1 })
  })

  test.each([
    ['one choice', ['--delays', 'usual'], { perSubject: 1, templates: ['payment_failed_last'] }],
    ['a text', ['--template', '1=usual'], { perSubject: 1, delayMinutes: [0] }],
    ['all texts', ['--template', 'usual'], { perSubject: 1, delayMinutes: [0] }],
    ['all of them', ['--reset'], {}],
    ['all but what is said anew', ['--reset', '--window', '9d'], { windowDays: 9 }],
  ])('go back to the usual, and the flow stays on: %s', async (_, argv, different) => {
    await desk.run('flow', 'on', flow)
    await set('--delays', '0', '--per-subject', '1', '--template', '1=payment_failed_last')
    await set(...argv)
    expect(await holds()).toEqual({ ...usual, isOn: true, ...different })
  })

  test('name the text of each step by itself, in one option or several', async () => {
    await set('--template', '1=payment_failed_reminder,3=payment_failed_reminder')
    await set('--template', '2=payment_failed', '--template', '3=usual')
    expect(await holds()).toMatchObject({ templates: ['payment_failed_reminder', 'payment_failed'] })
  })

  test('are of that account alone', async () => {
    await set('--per-subject', '1')
    expect(await readFlowSettings(desk.db, bakery, flow)).toEqual(usual)
  })

  test('leave a line in the audit: who, what, before and after', async () => {
    await set('--delays', '0,2h')
    const before = { flow, ...usual }
    const change = {
      environment: 'live',
      account_id: 'acct_bodega',
      actor: me,
      command: 'choose-flow-settings',
    }
    expect(await desk.audit()).toEqual([{ ...change, before, after: { ...before, delayMinutes: [0, 120] } }])
  })
})

describe('a choice for a flow is refused', () => {
  const template = 'A template is written like 1=payment_failed, or 1=usual'
  test.each([
    [
      'of a time without its unit',
      ['--delays', '0,90'],
      'A delay is written like 0, 45m, 2h or 3d, not "90"',
    ],
    ['of a time in words', ['--delays', 'soon'], 'A delay is written like 0, 45m, 2h or 3d, not "soon"'],
    ['of a time before the trigger', ['--delays=-1h'], 'No message of this flow can go before it began'],
    ['of an empty delay', ['--delays', '0,'], 'A delay is written like 0, 45m, 2h or 3d, not ""'],
    ['of a text without its step', ['--template', 'payment_failed'], `${template}, not "payment_failed"`],
    [
      'of a text for a step there is not',
      ['--template', '4=payment_failed'],
      'The flow failed-payment has no step 4; its steps are 1 to 3',
    ],
    [
      'of a text for step 0',
      ['--template', '0=payment_failed'],
      'The flow failed-payment has no step 0; its steps are 1 to 3',
    ],
    [
      'of two texts for a step',
      ['--template', '1=payment_failed,1=usual'],
      'A step has one text; this names two for the same',
    ],
    [
      'of a text there is not',
      ['--template', '1=hello'],
      /^There is no text hello; there are: payment_failed, /,
    ],
    ['of a share without %', ['--hold-out', '0.05'], 'The hold-out is written like 10%, not "0.05"'],
    ['of a window in hours', ['--window', '48h'], 'The window is written in days, like 30d, not "48h"'],
    [
      'of no number',
      ['--per-subject', 'one'],
      'The messages about one subject are a whole number, not "one"',
    ],
    [
      'of neither yes nor no',
      ['--stripe-emails', 'maybe'],
      'Whether Stripe e-mails about it: yes or no, not "maybe"',
    ],
    [
      'of neither yes nor no',
      ['--beside-emails', 'true'],
      'Whether to write beside such e-mails: yes or no, not "true"',
    ],
    ['of a language without texts', ['--fallback-language', 'sv'], /^There are texts in en_US, de, /],
    [
      'of a number while none is linked',
      ['--sender', '111'],
      'No number 111 is linked to this account; none is linked yet',
    ],
    ['of nothing', [], 'Say what to change; `npm run paynudge -- help` lists what can be chosen'],
  ])('%s: %s', async (_, argv, words) => {
    const refused = await desk.refused('flow', 'set', flow, ...argv)
    if (typeof words === 'string') expect(refused).toBe(words)
    else expect(refused).toMatch(words)
    expect(await holds()).toEqual(usual)
    expect(await desk.audit()).toEqual([])
  })

  test.each([
    ['of more delays than the flow has messages', ['--delays', '0,1h,2h,3h']],
    ['of a delay shorter than the one before', ['--delays', '3d,1d']],
    ['of two messages at the same moment', ['--delays', '1d,24h']],
    ['of more than half held out', ['--hold-out', '60%']],
    ['of a window without a day', ['--window', '0d']],
    ['of no message at all', ['--per-subject', '0']],
  ])('by the rules of the house: %s', async (_, argv) => {
    expect(await desk.refused('flow', 'set', flow, ...argv)).not.toContain(' not "')
    expect(await holds()).toEqual(usual)
  })

  test('of a number that another account linked', async () => {
    await linkNumber(desk.db, bakery, '999')
    await linkNumber(desk.db, bodega, '111')
    expect(await desk.refused('flow', 'set', flow, '--sender', '999')).toBe(
      'No number 999 is linked to this account; linked are 111 (+34 600 000 000)',
    )
  })

  test('with every mistake named at once, and nothing of it kept', async () => {
    const wrong = ['--delays', 'x,y', '--hold-out', '90%', '--sender', '5', '--template', '1=hello']
    const words = await desk.refused('flow', 'set', flow, ...wrong, '--per-subject', '1')
    for (const part of ['"x"', '"y"', 'kept silent', 'No number 5', 'no text hello'])
      expect(words).toContain(part)
    expect(await holds()).toEqual(usual)
  })

  test.each([
    ['choose for it', ['flow', 'set', 'win-bakc', '--per-subject', '1']],
    ['show it', ['settings', 'show', '--flow', 'win-bakc']],
    ['switch it on', ['flow', 'on', 'win-bakc']],
  ])('where there is no such flow: %s', async (_, argv) => {
    expect(await desk.refused(...argv)).toMatch(/^There is no flow win-bakc; there are: .*failed-payment/)
  })

  test('without a flow', async () => {
    expect(await desk.refused('flow', 'set')).toBe('FLOW is missing; see `npm run paynudge -- help`')
  })
})

describe('a text fits a flow', () => {
  test('that shoppers agreed to and that asks for nothing the flow does not know', () => {
    expect(problemsWithTexts(failedPayment, [{ step: 1, text: 'payment_failed_last' }], new Map())).toEqual(
      [],
    )
  })

  test.each([
    [
      'not when shoppers agreed to something else',
      { ...failedPayment, purpose: 'marketing' as const },
      'The text payment_failed is utility, which is not what shoppers of the flow failed-payment agreed to',
    ],
    [
      'not when it asks for what the flow does not know',
      { ...failedPayment, steps: [step(0, 'no_such_text')] },
      'The text payment_failed asks for first_name, amount, business_name, reference, which the flow failed-payment does not know',
    ],
  ])('%s', (_, of, words) => {
    expect(problemsWithTexts(of, [{ step: 1, text: 'payment_failed' }], new Map())).toEqual([words])
  })
})
