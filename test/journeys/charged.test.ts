import { expect, test } from 'vitest'
import { ask } from '../routes/panel/ask.ts'
import { mayaPhone, mayaWasWrittenTo, openTeaHouse, shopWithMaya, tea } from './stage.ts'

test('what WhatsApp charged is shown by category, answers too, and for each message', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'saldo')
  await world.advance({ minutes: 5 })

  expect(await world.run('charged')).toEqual([
    'service: 1 of 1 message charged',
    'utility: 1 of 1 message charged',
  ])
  expect((await world.run('sent')).join()).toContain('(es, utility, charged)  read')
  expect((await ask(world, '/panel/overview', {})).said).toMatchObject({
    charged: [
      { category: 'service', charged: 1, told: 1 },
      { category: 'utility', charged: 1, told: 1 },
    ],
  })
})

test('before a change of Meta’s prices, an answer in an open chat is shown as free', async () => {
  const { world } = await mayaWasWrittenTo({ start: Temporal.Instant.from('2026-08-03T09:00:00Z') })
  await world.whatsapp.reply(mayaPhone, 'saldo')
  await world.advance({ minutes: 5 })

  expect(await world.run('charged')).toEqual([
    'service: 0 of 1 message charged',
    'utility: 1 of 1 message charged',
  ])
})

test('nothing is shown before Meta told anything, and nothing of another account', async () => {
  const world = await shopWithMaya()
  await openTeaHouse(world)
  const nothing = ['WhatsApp has not told what any message counts as yet']
  expect(await world.run('charged')).toEqual(nothing)
  expect((await world.run('sent')).join()).toBe('Nothing has been sent yet')

  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })

  expect(await world.run('charged')).not.toEqual(nothing)
  expect(await world.run('charged', '--account', tea.account)).toEqual(nothing)
})
