import { expect, test } from 'vitest'
import { shopWithMaya } from '../journeys/stage.ts'
import { openView, userEvent } from './open-view.ts'

const viewport = 'settings'

test('settings are saved together, and shown again when the page is opened anew', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perDay = await view.findByLabelText(/Messages a day/)
  await userEvent.clear(perDay)
  await userEvent.type(perDay, '2')
  await userEvent.selectOptions(view.getByLabelText('Sending'), 'watch')
  await userEvent.click(view.getByLabelText('Send messages: Card about to expire'))
  await userEvent.click(view.getByRole('button', { name: 'Save' }))
  await view.findByText('Saved')
  const again = openView(world, { viewport })
  expect(((await again.findByLabelText(/Messages a day/)) as HTMLInputElement).value).toBe('2')
  expect((again.getByLabelText('Sending') as HTMLSelectElement).value).toBe('watch')
  expect((again.getByLabelText('Send messages: Card about to expire') as HTMLInputElement).checked).toBe(true)
})

test('a number the rules of the house forbid is refused with the reason, and nothing is lost', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perDay = await view.findByLabelText(/Messages a day/)
  await userEvent.clear(perDay)
  await userEvent.type(perDay, '9')
  await userEvent.click(view.getByRole('button', { name: 'Save' }))
  expect((await view.findByRole('alert')).textContent).toContain('from 1 to 3')
  expect((perDay as HTMLInputElement).value).toBe('9')
})

test('what is no number is told of beside its field', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  const perWeek = await view.findByLabelText(/Messages a week/)
  await userEvent.type(perWeek, 'x')
  expect(await view.findByText(/Messages a week.*: write a whole number/)).toBeTruthy()
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
  expect(view.toasts.map(({ message }) => message)).toEqual(['Everything stopped', 'Sending resumed'])
})

test('a flow shows its texts as a phone would', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { viewport })
  expect((await view.findAllByText(/Harbor Coffee/)).length).toBeGreaterThan(3)
  expect(view.getAllByText(/^Message 2, /).length).toBeGreaterThan(3)
})
