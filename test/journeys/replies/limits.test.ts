import { expect, test } from 'vitest'
import { mayaPhone, mayaWasWrittenTo, shopWithMaya } from '../stage.ts'
import { answersKept, mayaWrites, saidTo, say } from './stage.ts'

test('an account that only watches answers nothing, and says so', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.run('settings', 'set', '--mode', 'watch')
  await say(world, 'saldo')
  expect(saidTo(world)).toEqual([])
  expect(await answersKept(world)).toMatchObject([
    { wish: 'balance', state: 'skipped', reason: 'watch-only' },
  ])
  const reads = world.whatsapp.calls.filter(({ body }) => body.status === 'read')
  expect(reads).toEqual([])
})

test('a stop of the account stops answers too, the confirmation of a STOP included', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.run('stop', 'account')
  await say(world, 'STOP')
  expect(saidTo(world)).toEqual([])
  expect(await answersKept(world)).toMatchObject([{ wish: 'stopped', reason: 'stopped-account' }])
})

test('outside live mode only numbers on the allow-list are answered', async () => {
  const world = await shopWithMaya({}, { merchant: { environment: 'sandbox' } })
  await say(world, 'saldo')
  expect(saidTo(world)).toEqual([])
  expect(await answersKept(world)).toMatchObject([{ reason: 'not-on-allow-list' }])

  await world.run('allow-list', 'add', mayaPhone)
  await say(world, 'saldo')
  expect(saidTo(world)).toHaveLength(1)
})

test('two machines do not talk to each other for ever', async () => {
  const { world } = await mayaWasWrittenTo()
  for (let count = 0; count < 30; count += 1) await world.whatsapp.reply(mayaPhone, 'saldo')
  await world.advance({ minutes: 10 })
  expect(saidTo(world)).toHaveLength(20)
})

// The shopper wrote to a server that was away; a day later WhatsApp takes free words no more.
test('what could not be answered within 24 hours is not answered', async () => {
  const { world } = await mayaWasWrittenTo()
  world.whatsapp.hold()
  await world.whatsapp.reply(mayaPhone, 'saldo')
  await world.advance({ hours: 25 })
  await world.whatsapp.release()
  await world.advance({ minutes: 1 })
  expect(saidTo(world)).toEqual([])
  expect(await answersKept(world)).toMatchObject([{ reason: 'window-over' }])
})

test('a question that Meta delivers five times is answered once', async () => {
  const { world } = await mayaWasWrittenTo()
  world.whatsapp.hold()
  await world.whatsapp.reply(mayaPhone, 'saldo')
  world.whatsapp.duplicateWebhooks(5)
  await world.whatsapp.release()
  await world.advance({ minutes: 1 })
  expect(saidTo(world)).toHaveLength(1)
})

test('an answer whose call broke off is never repeated, and a report tells that it arrived', async () => {
  const { world } = await mayaWasWrittenTo()
  for (const kind of ['sent', 'delivered', 'read'] as const) world.whatsapp.loseStatuses(kind)
  world.whatsapp.fail({ method: 'POST', path: /messages$/, accident: 'reset-after', to: mayaPhone }, 1)
  await say(world, 'saldo')
  await world.advance({ hours: 2 })
  expect(saidTo(world)).toHaveLength(1)
  expect(await answersKept(world)).toMatchObject([{ state: 'unknown' }])
})

test('an answer whose sender went away before the call is never sent again', async () => {
  const { world } = await mayaWrites('hola')
  const { db } = world.house.tools
  await db.updateTable('answer').set({ state: 'sending', wamid: null, lease_id: 'gone' }).execute()
  await world.advance({ hours: 1 })
  expect(saidTo(world)).toHaveLength(1)
  expect(await answersKept(world)).toMatchObject([{ state: 'unknown' }])
})

test('an answer whose worker went away before it began to send is sent by the next one', async () => {
  const { world } = await mayaWasWrittenTo()
  const { db, clock } = world.house.tools
  await world.run('settings', 'set', '--mode', 'watch')
  await say(world, 'saldo')
  await world.run('settings', 'set', '--mode', 'usual')
  const next_at = clock.now().add({ minutes: 5 }).epochMilliseconds
  await db.updateTable('answer').set({ state: 'waiting', reason: null, lease_id: 'gone', next_at }).execute()
  await world.advance({ minutes: 4 })
  expect(saidTo(world)).toEqual([])
  await world.advance({ minutes: 2 })
  expect(saidTo(world)).toHaveLength(1)
})

test('an answer is sent by the worker that sends for the account, and taken over when that one is gone', async () => {
  const { world } = await mayaWasWrittenTo()
  const { db } = world.house.tools
  const until = world.clock.now().add({ seconds: 30 }).epochMilliseconds
  await db.updateTable('sender_lease').set({ worker: 'another', until }).execute()
  await world.whatsapp.reply(mayaPhone, 'saldo')

  await world.advance({ seconds: 20 })
  expect(world.answersTo(mayaPhone)).toEqual([])
  await world.advance({ seconds: 15 })
  expect(world.answersTo(mayaPhone)).toHaveLength(1)
})
