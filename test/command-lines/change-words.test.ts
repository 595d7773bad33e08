import { expect, test } from 'vitest'
import { type Change, changeText } from '../../server/command-lines/change-words.ts'
import { usualAccountSettings, usualFlowSettings } from '../../server/domain/settings.ts'

const flow = 'failed-payment'
const account = { environment: 'live', accountId: 'acct_bodega' }
const kept = { ...account, name: 'Bodega', country: 'ES' }

test.each<[string, Change]>([
  [
    'choose account settings: mode live -> watch, hold-out 10% -> 5%',
    {
      command: 'choose-account-settings',
      before: usualAccountSettings,
      after: { ...usualAccountSettings, mode: 'watch', holdOutShare: 0.05 },
    },
  ],
  [
    'choose account settings',
    { command: 'choose-account-settings', before: usualAccountSettings, after: usualAccountSettings },
  ],
  [
    'choose flow settings of failed-payment: delays usual -> 0,3d, template usual -> 1=usual,2=payment_failed_last',
    {
      command: 'choose-flow-settings',
      before: { flow, ...usualFlowSettings },
      after: {
        flow,
        ...usualFlowSettings,
        delayMinutes: [0, 4320],
        templates: [null, 'payment_failed_last'],
      },
    },
  ],
  [
    'switch flow of failed-payment: is on no -> yes',
    { command: 'switch-flow', before: { flow, isOn: false }, after: { flow, isOn: true } },
  ],
  [
    'stop sending of failed-payment: note wrong text',
    { command: 'stop-sending', after: { flow, note: 'wrong text' } },
  ],
  ['stop everything', { command: 'stop-everything', after: {} }],
  [
    'resume sending of failed-payment: stops flow, since 2026-11-22T10:00:00Z, actor ana',
    {
      command: 'resume-sending',
      before: { stops: 'flow', flow, since: '2026-11-22T10:00:00Z', actor: 'ana' },
    },
  ],
  ['allow phone: +34•••01', { command: 'allow-phone', after: '+34•••01' }],
  ['set up account: name Bodega, country ES', { command: 'set-up-account', after: kept }],
  [
    'set up account: name Bodega -> Bodega Dos, link domain none -> pay.example.com',
    {
      command: 'set-up-account',
      before: kept,
      after: { ...kept, name: 'Bodega Dos', linkDomain: 'pay.example.com' },
    },
  ],
  [
    'record consent: phone +34•••01, purposes ["service"], state granted',
    { command: 'record-consent', after: { phone: '+34•••01', purposes: ['service'], state: 'granted' } },
  ],
])('the audit says "%s"', (words, change) => {
  expect(changeText(change)).toBe(words)
})
