import { expect, test } from 'vitest'
import { businessNumber } from '../../../simulator/world.ts'
import { ask } from '../../routes/panel/ask.ts'
import { emptyWorld } from '../stage.ts'
import { finishSignup, numberRows, ticketOf } from './stage.ts'

const { phoneNumberId } = businessNumber

test('a number linked through Meta’s pages sends, and is called back about what it sent', async () => {
  const world = await emptyWorld()
  world.whatsapp.changeNumber(phoneNumberId, { status: 'PENDING' })
  expect((await finishSignup(world, { ticket: await ticketOf(world) })).status).toBe(200)

  await ask(world, '/panel/flows/switch', { flow: 'failed-payment', isOn: true })
  await ask(world, '/panel/texts/push', {})
  await world.advance({ hours: 3 })
  const phone = '+34600000009'
  await ask(world, '/panel/allowed-phones/add', { phone })
  const { status } = await ask(world, '/panel/texts/test', { phone, text: 'payment_failed' })
  await world.advance({ minutes: 1 })
  expect(status).toBe(200)
  expect(world.messagesTo(phone).map((message) => message.phoneNumberId)).toEqual([phoneNumberId])
  expect(world.whatsapp.deliveries.length).toBeGreaterThan(0)
})

test('of two who use one ticket at the same moment one links a number', async () => {
  const world = await emptyWorld()
  const ticket = await ticketOf(world)
  const both = await Promise.all([finishSignup(world, { ticket }), finishSignup(world, { ticket })])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410])
  expect(await numberRows(world)).toHaveLength(1)
})
