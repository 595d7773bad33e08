import { expect, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import { explained, maya, shopWithMaya } from './stage.ts'

const phoneOf = (index: number) => `+3460000${String(1_000 + index)}`

/** So many customers of the shop have one message each. */
async function writtenTo(count: number): Promise<{ world: World; phones: readonly string[] }> {
  const world = await shopWithMaya()
  await world.run('flow', 'set', 'failed-payment', '--delays', '1h,3d')
  const phones = Array.from({ length: count }, (_, index) => phoneOf(index))
  for (const [index, phone] of phones.entries()) addRegular(world, { ...maya, id: `cus_${index}`, phone })
  for (const index of phones.keys()) world.stripe.declineRenewal(`cus_${index}`)
  await world.advance({ hours: 2 })
  expect(phones.filter((phone) => world.messagesTo(phone).length === 1)).toHaveLength(count)
  return { world, phones }
}

async function sayStop(world: World, phones: readonly string[]) {
  for (const phone of phones) await world.whatsapp.reply(phone, 'STOP')
  await world.advance({ minutes: 2 })
}

test('a flow that too many people answer with STOP pauses itself, says so, and can be let go on', async () => {
  const { world, phones } = await writtenTo(20)

  await sayStop(world, phones.slice(0, 1))
  expect(await world.run('stop', 'list')).toEqual(['Nothing is stopped'])
  await sayStop(world, phones.slice(1, 2))

  const because = '2 of 20 messages of the last 24 hours were answered with a stop'
  expect((await world.run('stop', 'list')).join()).toMatch(
    new RegExp(`^failed-payment is stopped since .* by the brake: ${because}`),
  )
  const alarms = (await world.run('alarm', 'list')).join('\n')
  expect(alarms).toContain('This flow paused itself')
  expect(alarms).toContain(because)

  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })
  expect(await explained(world, invoice)).toContain('The messages of this flow are stopped.')

  await world.run('resume', 'flow', 'failed-payment')
  expect((await world.run('alarm', 'list')).join('\n')).toContain('over since')
  await sayStop(world, phones.slice(2, 3))
  expect(await world.run('stop', 'list')).toEqual(['Nothing is stopped'])
})

test('a flow whose messages cannot be delivered pauses itself', async () => {
  const world = await shopWithMaya()
  const indexes = Array.from({ length: 20 }, (_, index) => index)
  for (const index of indexes) {
    addRegular(world, { ...maya, id: `cus_${index}`, phone: phoneOf(index) })
    if (index < 7) world.whatsapp.person(phoneOf(index), { onWhatsApp: false })
    world.stripe.declineRenewal(`cus_${index}`)
  }
  await world.advance({ hours: 2 })

  expect((await world.run('alarm', 'list')).join('\n')).toContain(
    '7 of 20 messages of the last 24 hours were blocked or could not be delivered',
  )
})
