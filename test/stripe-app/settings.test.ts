import { waitFor, within } from '@testing-library/dom'
import { expect, test } from 'vitest'
import { emptyWorld, shopWithMaya } from '../journeys/stage.ts'
import { type Opened, openView, userEvent } from './open-view.ts'

const viewport = 'settings'
const save = async (view: Opened) => userEvent.click(await view.findByRole('button', { name: 'Save' }))
const written = (field: HTMLElement) => (field as HTMLInputElement).value

/** Opens a flow; its fields stand together under its name. */
async function flowFields(view: Opened, name: string) {
  await userEvent.click(await view.findByText(name))
  const switched = await view.findByLabelText(`Send messages: ${name}`)
  return within(switched.closest('details') as HTMLElement)
}

test('settings are saved together, and shown again when the page is opened anew', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perDay = await view.findByLabelText(/Messages a day/)
  await userEvent.clear(perDay)
  await userEvent.type(perDay, '2')
  await userEvent.selectOptions(view.getByLabelText('Sending'), 'watch')
  const fields = await flowFields(view, 'Card about to expire')
  await userEvent.click(fields.getByLabelText('Send messages: Card about to expire'))
  await save(view)
  const question = await view.findByRole('dialog')
  expect(question.textContent).toContain('No message goes out any more.')
  expect(question.textContent).toContain('Card about to expire: what would be sent is recorded')
  await userEvent.click(view.getByRole('button', { name: 'Save changes' }))
  await view.findByText('Saved')
  const again = openView(world, { viewport })
  expect(((await again.findByLabelText(/Messages a day/)) as HTMLInputElement).value).toBe('2')
  expect((again.getByLabelText('Sending') as HTMLSelectElement).value).toBe('watch')
  const kept = await flowFields(again, 'Card about to expire')
  expect((kept.getByLabelText(/^Send messages/) as HTMLInputElement).checked).toBe(true)
})

test('a number the rules of the house forbid is refused at its field, and nothing is lost', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const days = await view.findByLabelText(/the words of chats are kept/)
  await userEvent.clear(days)
  await userEvent.type(days, '9999')
  expect((await view.findByRole('alert')).textContent).toContain('from 0 to 730')
  expect(view.queryByRole('button', { name: 'Save' })).toBeNull()
  expect(written(days)).toBe('9999')
  expect(days.getAttribute('aria-invalid')).toBe('true')
  await userEvent.clear(days)
  await userEvent.type(days, '7')
  await waitFor(() => expect(days.getAttribute('aria-invalid')).toBe('false'))
  await view.findByRole('button', { name: 'Save' })
  expect(view.queryByRole('alert')).toBeNull()
})

test('every field to mend is marked while somebody types, told beside Save, and Save comes back with the last', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perWeek = await view.findByLabelText(/Messages a week/)
  await userEvent.clear(perWeek)
  await userEvent.type(perWeek, '0')
  const webhook = view.getByLabelText(/webhook/)
  await userEvent.type(webhook, 'http://example.com')
  const fields = await flowFields(view, 'Failed payment')
  const delays = fields.getByLabelText(/Messages go out after/)
  await userEvent.clear(delays)
  await userEvent.type(delays, '3d, 1d')
  await view.findByText(/Failed payment, Messages go out after: Make each delay longer/)
  expect(view.getByText('Not saved: 3 fields to mend')).toBeTruthy()
  const alert = view.getByRole('alert').textContent
  expect(alert).toContain('Messages a week to one customer, at most: Write a whole number from 1 to 21.')
  expect(alert).toContain('(webhook): Write an address that begins with https://')
  for (const field of [perWeek, webhook, delays]) expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(view.queryByRole('button', { name: 'Save' })).toBeNull()
  await userEvent.clear(webhook)
  await userEvent.clear(delays)
  await userEvent.type(delays, '1d, 3d')
  await view.findByText('Not saved: 1 field to mend')
  await userEvent.clear(perWeek)
  await userEvent.type(perWeek, '5')
  await view.findByRole('button', { name: 'Save' })
})

test('of two limits that do not fit together both are marked', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const [perDay, perWeek] = [
    await view.findByLabelText(/Messages a day/),
    view.getByLabelText(/Messages a week/),
  ]
  await userEvent.clear(perDay)
  await userEvent.type(perDay, '3')
  await userEvent.clear(perWeek)
  await userEvent.type(perWeek, '2')
  await view.findByText('Not saved: 2 fields to mend')
  expect(view.getAllByText('Allow at least as many messages a week as a day.')).toHaveLength(2)
})

test('what only the server can judge is marked at its field, until something else is typed there', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const webhook = await view.findByLabelText(/webhook/)
  await userEvent.type(webhook, 'https://printer.local/alarms')
  await save(view)
  expect((await view.findByRole('alert')).textContent).toContain('(webhook): The webhook must be')
  expect(webhook.getAttribute('aria-invalid')).toBe('true')
  await userEvent.type(webhook, '/more')
  await waitFor(() => expect(webhook.getAttribute('aria-invalid')).toBe('false'))
  expect(view.queryByRole('alert')).toBeNull()
})

test('what is no number is told of beside its field, and nothing is asked of the server', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perWeek = await view.findByLabelText(/Messages a week/)
  await userEvent.type(perWeek, 'x')
  expect(await view.findByText('Write a whole number from 1 to 21.')).toBeTruthy()
  expect(view.queryByRole('button', { name: 'Save' })).toBeNull()
})

test('a change that reaches nobody is saved without a question', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  await userEvent.type(await view.findByLabelText(/Where customers find help/), 'help@harbor.example')
  await userEvent.click(view.getByLabelText(/People of your team answer/))
  await userEvent.selectOptions(view.getByLabelText('Language'), 'de')
  await save(view)
  await view.findByText('Saved')
  expect(view.queryByRole('dialog')).toBeNull()
  const again = openView(world, { viewport })
  expect(written(await again.findByLabelText(/Where customers find help/))).toBe('help@harbor.example')
  expect((again.getByLabelText(/People of your team answer/) as HTMLInputElement).checked).toBe(true)
  expect(written(again.getByLabelText('Language'))).toBe('de')
})

test('the question may be answered with no: nothing is saved, and what was typed stays', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perDay = await view.findByLabelText(/Messages a day/)
  await userEvent.clear(perDay)
  await userEvent.type(perDay, '2')
  await save(view)
  expect((await view.findByRole('dialog')).textContent).toContain('up to 2 a day and 3 a week')
  await userEvent.click(view.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(view.queryByRole('dialog')).toBeNull())
  expect(written(perDay)).toBe('2')
  const again = openView(world, { viewport })
  expect(written(await again.findByLabelText(/Messages a day/))).toBe('1')
})

test('the text of a message is chosen and shown before it is saved, with a second one for comparison', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const fields = await flowFields(view, 'Failed payment')
  await userEvent.selectOptions(fields.getByLabelText('Text of message 2'), 'payment_failed_last')
  await userEvent.selectOptions(fields.getByLabelText(/Second text of message 2/), 'payment_failed')
  await userEvent.selectOptions(fields.getByLabelText(/If a text is not approved/), 'en_US')
  await save(view)
  await view.findByText('Saved')
  const again = openView(world, { viewport })
  const kept = await flowFields(again, 'Failed payment')
  expect(written(kept.getByLabelText('Text of message 2'))).toBe('payment_failed_last')
  expect(written(kept.getByLabelText(/Second text of message 2/))).toBe('payment_failed')
  expect(written(kept.getByLabelText(/If a text is not approved/))).toBe('en_US')
})

test('texts are shown in the language that is asked for, and what was typed stays', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perDay = await view.findByLabelText(/Messages a day/)
  await userEvent.clear(perDay)
  await userEvent.type(perDay, '2')
  const fields = await flowFields(view, 'Failed payment')
  await userEvent.selectOptions(view.getByLabelText('Show texts in'), 'de')
  expect((await fields.findAllByText(/Hallo/)).length).toBe(3)
  expect(written(perDay)).toBe('2')
})

test('what a flow forbids is told at its field', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const fields = await flowFields(view, 'Failed payment')
  const days = fields.getByLabelText(/Days the money is watched/)
  await userEvent.clear(days)
  await userEvent.type(days, '400')
  expect(await fields.findByText(/from 1 to 90/)).toBeTruthy()
})

test('the signing secret of a webhook is shown once, to be copied', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  await userEvent.type(await view.findByLabelText(/webhook/), 'https://example.com/alarms')
  await save(view)
  const secret = (await view.findByText(/^whsec_/)).textContent
  await userEvent.click(view.getByRole('button', { name: 'Copy the secret' }))
  await view.findByText('Saved')
  await expect.poll(() => view.copied).toEqual([secret])
  expect(view.toasts.map(({ message }) => message)).toEqual(['Copied'])
  const again = openView(world, { viewport })
  expect(written(await again.findByLabelText(/webhook/))).toBe('https://example.com/alarms')
  expect(again.queryByText(/whsec_/)).toBeNull()
})

test('somebody who may only look sees the settings and no way to save', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport, roles: ['view_only'] })
  const perDay = (await view.findByLabelText(/Messages a day/)) as HTMLInputElement
  expect(perDay.disabled).toBe(true)
  expect(view.queryByRole('button', { name: 'Save' })).toBeNull()
  expect(view.getByText(/Ask an administrator/)).toBeTruthy()
})

test('everything is stopped after one more question, and resumed at a press', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  await userEvent.click(await view.findByRole('button', { name: 'Stop everything' }))
  const question = await view.findByRole('dialog')
  await userEvent.click(question.querySelector('.button-destructive') as HTMLElement)
  await userEvent.click(await view.findByRole('button', { name: 'Resume sending' }))
  await view.findByRole('button', { name: 'Stop everything' })
  expect(view.toasts.map(({ message }) => message)).toEqual(['Paynudge is stopped', 'Sending resumed'])
})

test('a flow shows its texts as a phone would', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const fields = await flowFields(view, 'Failed payment')
  expect(fields.getAllByText(/Harbor Coffee/)).toHaveLength(3)
  expect(fields.getByText('Message 2, after 3 days')).toBeTruthy()
})

test('nobody is promised messages while the account only watches', async () => {
  const world = await shopWithMaya()
  await world.run('settings', 'set', '--mode', 'watch')
  const view = openView(world, { viewport })
  await view.findByText('Paynudge is only watching')
  const fields = await flowFields(view, 'Win back')
  await userEvent.click(fields.getByLabelText('Send messages: Win back'))
  await save(view)
  const question = (await view.findByRole('dialog')).textContent
  expect(question).toContain('nothing of this reaches a customer until you choose “Send messages”')
  expect(question).toContain('Win back: what would be sent is recorded, and nothing is sent.')
  expect(question).not.toContain('messages go out to customers')
})

test('an account that is not set up is led to set it up', async () => {
  const view = openView(await emptyWorld(), { viewport })
  await view.findByText('Paynudge is not set up yet')
  expect(view.queryByRole('button', { name: 'Stop everything' })).toBeNull()
})
