import './dom.ts'
import { beforeAll, expect, test } from 'vitest'
import { checkProps } from '../../simulator/dashboard/host/check-props.ts'
import { dashboardController } from '../../simulator/dashboard/host/controller.tsx'
import { dashboardFor } from '../../simulator/dashboard/host/dashboard.ts'
import { readKnownComponents } from '../../simulator/dashboard/known-props.ts'

const known = readKnownComponents()
beforeAll(() => {
  Object.assign(globalThis, { paynudgeKnownComponents: known })
})

test('the SDK tells what every component takes', () => {
  expect(Object.keys(known).length).toBeGreaterThan(50)
  expect(known.Badge?.props.type?.words).toContain('urgent')
  expect(known.Box?.css.gap?.words).toContain('xlarge')
})

test.each([
  ['a token there is not', 'Box', { css: { flex: 1 } }, 'css.flex is not known'],
  ['pixels for a space', 'Box', { css: { gap: '12px' } }, 'may not be "12px"'],
  ['a colour of its own', 'Inline', { css: { color: '#ff0000' } }, 'may not be "#ff0000"'],
  ['a prop there is not', 'Button', { onClick: () => undefined }, 'onClick is not known'],
  ['a type there is not', 'Badge', { type: 'danger' }, 'may not be "danger"'],
])('the simulated Dashboard refuses %s, as the real one does', (_, name, props, words) => {
  expect(() => checkProps(name, props)).toThrow(words)
})

test('what the SDK knows passes', () => {
  expect(() => checkProps('Button', { type: 'primary', onPress: () => undefined })).not.toThrow()
  expect(() => checkProps('Box', { css: { stack: 'y', gap: 'large', width: 'fill' } })).not.toThrow()
})

test('a component nobody made a stand-in for is a box that names it', () => {
  const Missing = dashboardController().get('StripeFileUploader') as unknown as () => { props: object }
  expect(JSON.stringify(Missing().props)).toContain('[no stand-in for StripeFileUploader]')
})

test('a toast longer than the Dashboard shows is refused', async () => {
  const visit = {
    accountId: 'acct_1',
    userId: 'usr_1',
    roles: [],
    environment: 'live',
    secret: 'absec_x',
  } as const
  const around = { now: () => 0, toast: () => undefined, copy: async () => undefined }
  const { call } = dashboardFor({ ...visit, viewport: 'settings', apiBase: '' }, around).endpoint
  await expect(call.showToast('x'.repeat(31))).rejects.toThrow('at most 30')
})

test('a role the user has not is refused with 400, and nothing is signed', async () => {
  const visit = {
    accountId: 'acct_1',
    userId: 'usr_1',
    roles: ['analyst'],
    environment: 'live',
    secret: 'x',
  } as const
  const around = { now: () => 0, toast: () => undefined, copy: async () => undefined }
  const { call } = dashboardFor({ ...visit, viewport: 'settings', apiBase: '' }, around).endpoint
  const lie = call.fetchStripeSignature({ stripe_roles: [{ id: 'admin' }] })
  await expect(lie).rejects.toMatchObject({ status: 400 })
})
