import { waitFor, within } from '@testing-library/dom'
import { expect, test } from 'vitest'
import { shopWithMaya } from '../journeys/stage.ts'
import { type Opened, openView, patiently, userEvent } from './open-view.ts'

const viewport = 'settings'
const save = (view: Opened) => userEvent.click(view.getByRole('button', { name: 'Save' }))
const written = (field: HTMLElement) => (field as HTMLInputElement).value

const patientlyUntil = (holds: () => void) => waitFor(holds, patiently)

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
  expect(question.textContent).toContain('Card about to expire: messages go out to customers.')
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
  await save(view)
  expect((await view.findByRole('alert')).textContent).toContain('from 0 to 730')
  expect(written(days)).toBe('9999')
  expect(days.getAttribute('aria-invalid')).toBe('true')
  await userEvent.clear(days)
  await userEvent.type(days, '7')
  await patientlyUntil(() => expect(days.getAttribute('aria-invalid')).toBe('false'))
})

test('what is no number is told of beside its field, and nothing is asked of the server', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perWeek = await view.findByLabelText(/Messages a week/)
  await userEvent.type(perWeek, 'x')
  expect(await view.findByText('Write a whole number.')).toBeTruthy()
  await save(view)
  expect((await view.findByRole('alert')).textContent).toContain('another look')
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
  await patientlyUntil(() => expect(view.queryByRole('dialog')).toBeNull())
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
  await save(view)
  expect(await fields.findByText(/from 1 to 90/)).toBeTruthy()
})

test('the signing secret of a webhook is shown once', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  await userEvent.type(await view.findByLabelText('Webhook'), 'https://example.com/alarms')
  await save(view)
  expect(await view.findByText(/^whsec_/)).toBeTruthy()
  const again = openView(world, { viewport })
  expect(written(await again.findByLabelText('Webhook'))).toBe('https://example.com/alarms')
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
