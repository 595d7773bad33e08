import { expect, test } from 'vitest'
import { linkNumber } from '../../simulator/shop.ts'
import { businessNumber } from '../../simulator/world.ts'
import { addBerlin, berlin } from '../journeys/numbers/stage.ts'
import { emptyWorld, shopWithMaya } from '../journeys/stage.ts'
import { ask } from '../routes/panel/ask.ts'
import { typeNumber } from './numbers.ts'
import { openView, userEvent } from './open-view.ts'

const viewport = 'settings'
const { phoneNumberId } = businessNumber
const said = (toasts: readonly { readonly message: string }[]) => toasts.map(({ message }) => message)

test('a linked number is shown with what Meta last said of it', async () => {
  const world = await emptyWorld()
  world.whatsapp.changeNumber(phoneNumberId, { quality: 'RED', messagingLimit: 'TIER_10K' })
  await world.run('account', 'set')
  await linkNumber(world)
  const view = openView(world, { viewport })
  await view.findByText('+34 910 000 000 · Harbor Coffee')
  for (const text of ['Sends by default', 'Connected', 'Quality: low', 'Up to 10,000 people in 24 hours'])
    expect(view.getByText(text)).toBeTruthy()
  expect(view.getByText(/^As Meta showed it on Nov 23, 2026/)).toBeTruthy()
})

test('a number is linked in the settings, and its token is gone from the page', async () => {
  const world = await emptyWorld()
  const view = openView(world, { viewport })
  await view.findByText(/No number is linked yet/)
  await typeNumber(view)
  await view.findByText('+34 910 000 000 · Harbor Coffee')
  expect(said(view.toasts)).toEqual(['Number linked'])
  expect(view.place.innerHTML).not.toContain(businessNumber.token)
  await userEvent.click(view.getByRole('button', { name: 'Link with your own credentials' }))
  const token = (await view.findByLabelText(/^Access token/)) as HTMLInputElement
  expect([token.value, token.type]).toEqual(['', 'password'])
})

test('what Meta says against a number is told with what to do, and what was typed stays', async () => {
  const world = await emptyWorld()
  const view = openView(world, { viewport })
  await typeNumber(view, { ...businessNumber, token: 'EAAG-made-up-token' })
  expect((await view.findByRole('alert')).textContent).toContain('Mend what is marked above: Access token.')
  const token = view.getByLabelText(/^Access token/) as HTMLInputElement
  expect(token.getAttribute('aria-invalid')).toBe('true')
  expect(view.getByText(/Make a new one for a system user/)).toBeTruthy()
  await userEvent.clear(token)
  await userEvent.type(token, businessNumber.token)
  await userEvent.click(view.getByRole('button', { name: 'Check and link' }))
  await view.findByText('+34 910 000 000 · Harbor Coffee')
})

test('a number that is not registered yet is linked once its PIN is typed too', async () => {
  const world = await emptyWorld()
  world.whatsapp.changeNumber(phoneNumberId, { status: 'PENDING' })
  const view = openView(world, { viewport })
  await typeNumber(view)
  await userEvent.type(await view.findByLabelText(/^Six-digit PIN/), '271828')
  expect(view.queryByRole('alert')).toBeNull()
  expect(view.getByText('Meta does not ask for it.')).toBeTruthy()
  await userEvent.click(view.getByRole('button', { name: 'Register and link' }))
  await view.findByText('+34 910 000 000 · Harbor Coffee')
})

test('a number that is not verified yet is linked with the code Meta sends to it', async () => {
  const world = await emptyWorld()
  world.whatsapp.changeNumber(phoneNumberId, { status: 'PENDING', codeVerification: 'NOT_VERIFIED' })
  const view = openView(world, { viewport })
  await typeNumber(view)
  await view.findByText(/Have Meta send a code to it/)
  expect(view.queryByRole('alert')).toBeNull()
  await userEvent.selectOptions(await view.findByLabelText('How the code comes to the number'), 'VOICE')
  await userEvent.click(view.getByRole('button', { name: 'Send a code' }))
  await expect.poll(() => said(view.toasts)).toEqual(['Code is on its way'])
  expect(world.whatsapp.calls.find(({ path }) => path.endsWith('/request_code'))?.body).toMatchObject({
    code_method: 'VOICE',
  })
  const code = await view.findByLabelText(/^Code from Meta/)
  await userEvent.type(code, '000000')
  await userEvent.click(view.getByRole('button', { name: 'Confirm the code' }))
  await view.findByText(/The code is not right/)
  expect(code.getAttribute('aria-invalid')).toBe('true')
  await userEvent.clear(code)
  await userEvent.type(code, '123456')
  await userEvent.click(view.getByRole('button', { name: 'Confirm the code' }))
  await userEvent.type(await view.findByLabelText(/^Six-digit PIN/), '271828')
  expect(view.getByText('Meta took the code: the number is yours.')).toBeTruthy()
  await userEvent.click(view.getByRole('button', { name: 'Register and link' }))
  await view.findByText('+34 910 000 000 · Harbor Coffee')
})

test('a number that wants attention says so once it is linked', async () => {
  const world = await emptyWorld()
  world.whatsapp.limitToken(businessNumber.token, { expiresAt: world.clock.now().add({ hours: 24 }) })
  const view = openView(world, { viewport })
  await typeNumber(view)
  await view.findByText(/The token ends on 2026-11-24/)
  expect(view.getByText(/^Nothing is sent from this number after Nov 24, 2026/)).toBeTruthy()
  await userEvent.click(view.getByRole('button', { name: 'Link again with a new token' }))
  const id = (await view.findByLabelText(/^Phone number id/)) as HTMLInputElement
  expect(id.value).toBe(phoneNumberId)
})

test('another number becomes the default, and the first is unlinked after one more question', async () => {
  const world = await shopWithMaya()
  addBerlin(world)
  await linkNumber(world, berlin)
  const view = openView(world, { viewport })
  await userEvent.click(await view.findByRole('button', { name: 'Make default' }))
  await expect.poll(() => said(view.toasts)).toEqual(['Default number chosen'])
  await userEvent.click(view.getAllByRole('button', { name: 'Unlink' })[0]!)
  const question = await view.findByRole('dialog')
  expect(question.textContent).toContain('Unlink +34 910 000 000?')
  await userEvent.click(question.querySelector('.button-destructive') as HTMLElement)
  await expect.poll(() => view.queryAllByText('+34 910 000 000 · Harbor Coffee')).toEqual([])
  expect(view.getByText('+49 30 1234567 · Harbor Berlin')).toBeTruthy()
  expect(said(view.toasts)).toEqual(['Default number chosen', 'Number unlinked'])
})

test('a flow and a country get a number of their own, and go back to the usual one', async () => {
  const world = await shopWithMaya()
  addBerlin(world)
  await linkNumber(world, berlin)
  const view = openView(world, { viewport })
  await userEvent.click(await view.findByText('Failed payment'))
  const flowSender = await view.findByLabelText('Number this is sent from')
  await userEvent.selectOptions(flowSender, berlin.phoneNumberId)
  await userEvent.type(view.getByLabelText('Add a country'), 'germany')
  await userEvent.click(view.getByRole('button', { name: 'Add' }))
  await view.findByText('A country is two letters, such as DE', { selector: '.error' })
  await userEvent.clear(view.getByLabelText('Add a country'))
  await userEvent.type(view.getByLabelText('Add a country'), 'de')
  await userEvent.click(view.getByRole('button', { name: 'Add' }))
  const country = await view.findByLabelText('Customers in Germany')
  await userEvent.selectOptions(country, berlin.phoneNumberId)
  await userEvent.click(view.getByRole('button', { name: 'Save' }))
  await view.findByText('Saved')
  const held = async () => {
    const { holds } = (await ask(world, '/panel/settings', {})).said
    const [flow] = (await ask(world, '/panel/flows', {})).said.flows
    return { countries: holds.senders, flow: flow?.holds.sender }
  }
  expect(await held()).toEqual({ countries: { DE: berlin.phoneNumberId }, flow: berlin.phoneNumberId })

  await userEvent.selectOptions(flowSender, '')
  await userEvent.selectOptions(country, '')
  await userEvent.click(view.getByRole('button', { name: 'Save' }))
  await expect.poll(held).toEqual({ countries: {}, flow: phoneNumberId })
})

test('a server with a Meta app leads to its page for it, in a tab of its own', async () => {
  const world = await emptyWorld()
  const view = openView(world, { viewport })
  await userEvent.click(await view.findByRole('button', { name: 'Connect WhatsApp' }))
  const link = await view.findByRole('link', { name: 'Continue in a new tab' })
  expect(link.getAttribute('href')).toMatch(new RegExp(`^${world.url}/connect/whatsapp#[\\w-]{22}$`))
  expect(link.getAttribute('target')).toBe('_blank')
  expect(link.className).toContain('button-primary')
  expect(view.getByText(/can be used once, until Nov 23, 2026/)).toBeTruthy()
  await linkNumber(world)
  await userEvent.click(view.getByRole('button', { name: 'I have done it, look again' }))
  await view.findByText('+34 910 000 000 · Harbor Coffee')
  expect(view.queryByRole('link', { name: 'Continue in a new tab' })).toBeNull()
})

test('a server without one offers only credentials', async () => {
  const world = await emptyWorld({ hasSignup: false })
  const view = openView(world, { viewport })
  await view.findByRole('button', { name: 'Link with your own credentials' })
  expect(view.queryByRole('button', { name: 'Connect WhatsApp' })).toBeNull()
})

test('somebody who may only look sees the numbers and no way to change them', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport, roles: ['view_only'] })
  await view.findByText('+34 910 000 000 · Harbor Coffee')
  expect(view.queryByRole('button', { name: 'Unlink' })).toBeNull()
  expect(view.queryByRole('button', { name: 'Link with your own credentials' })).toBeNull()
})
