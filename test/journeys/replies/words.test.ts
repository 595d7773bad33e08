import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { businessNumber } from '../../../simulator/world.ts'
import { mayaPhone, mayaWasWrittenTo } from '../stage.ts'
import { answersKept, mayaWrites, say } from './stage.ts'

/** All that is stored of what people said, as one text. */
async function everythingStored(world: World): Promise<string> {
  const { db } = world.house.tools
  const tables = ['message', 'answer', 'consent', 'audit', 'decision'] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  const webhooks = await db.selectFrom('inbox').selectAll().where('source', '=', 'whatsapp').execute()
  return JSON.stringify([rows, webhooks])
}

test('a card number that is typed into the chat is stored nowhere', async () => {
  const { world } = await mayaWasWrittenTo()
  await say(world, 'Mi tarjeta es 4242 4242 4242 4242, caduca 12/29')
  await say(world, '5555-5555-5555-4444')
  const stored = await everythingStored(world)
  expect(stored).not.toMatch(/4242|5555/)
  expect(stored).toContain('[card number removed]')
})

test('a card number is gone from a webhook that nobody handled yet', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, '4242424242424242')
  await world.whatsapp.delivered()
  const [row] = await world.house.tools.db
    .selectFrom('inbox')
    .select('body')
    .where('type', '=', 'answers')
    .where('state', '=', 'waiting')
    .execute()
  expect(row?.body).toContain('[card number removed]')
  expect(row?.body).toContain(businessNumber.phoneNumberId)
})

test('a webhook in which somebody said something is empty once it was handled', async () => {
  const { world } = await mayaWrites('Vivo en Vigo')
  const bodies = await world.house.tools.db
    .selectFrom('inbox')
    .select('body')
    .where('type', '=', 'answers')
    .execute()
  expect(bodies).toEqual([{ body: '{}' }])
})

test('words are kept as long as the merchant wants, and then erased', async () => {
  const { world } = await mayaWrites('Vivo en Vigo')
  await world.run('settings', 'set', '--keep-words', '10d')
  await world.advance({ days: 9 })
  expect(await everythingStored(world)).toContain('Vigo')
  expect((await answersKept(world))[0]?.content).not.toBeNull()

  await world.advance({ days: 2 })
  expect(await everythingStored(world)).not.toContain('Vigo')
  expect((await answersKept(world))[0]).toMatchObject({ wish: 'contact', content: null })
  const [, , heard] = await world.run('thread', 'show', mayaPhone)
  expect(heard).toContain('customer: [text]')
})
