import { expect, test } from 'vitest'
import { mayaFails, mayaPhone, mayaWasWrittenTo, onlyMessage, shopWithMaya } from '../stage.ts'
import { answersKept, hansPhone, hansWrites, mayaWrites, saidTo, say } from './stage.ts'

test('a STOP is confirmed once, whoever often it is said', async () => {
  const { world } = await mayaWrites('STOP')
  await say(world, 'stop')
  await say(world, 'no más mensajes')
  expect(saidTo(world)).toEqual([expect.stringContaining('Harbor Coffee no te escribirá más por aquí')])
})

test('a STOP in German is confirmed in German', async () => {
  const { world } = await hansWrites('Bitte abmelden')
  expect(saidTo(world, hansPhone)).toEqual([
    expect.stringContaining('Harbor Coffee schreibt dir hier nicht mehr'),
  ])
})

test('a STOP by its button is confirmed too', async () => {
  const { world, message } = await mayaWasWrittenTo()
  await world.whatsapp.tap(mayaPhone, message.id, 'No más mensajes')
  await world.advance({ days: 8 })
  expect(saidTo(world)).toEqual([expect.stringContaining('no te escribirá más')])
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('after a STOP nothing is answered but its confirmation, until the shopper says START', async () => {
  const { world } = await mayaWrites('STOP')
  await say(world, 'saldo')
  await say(world, 'gracias')
  expect(saidTo(world)).toHaveLength(1)
  expect(await answersKept(world)).toMatchObject([
    { wish: 'stopped', state: 'sent' },
    { wish: 'balance', state: 'skipped', reason: 'opted-out' },
    { wish: 'contact', state: 'skipped', reason: 'opted-out' },
  ])

  await say(world, 'START')
  await say(world, 'saldo')
  expect(saidTo(world).slice(1)).toEqual([
    expect.stringContaining('puede volver a escribirte'),
    expect.stringContaining('29,00'),
  ])
})

// Another system looked its opt-outs up by phone number alone, so that whoever hid it could not stop it.
test('STOP is honoured when the phone is missing: by what Meta calls the person, and it is confirmed to that name', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { hidesPhone: true })
  await mayaFails(world)
  expect(onlyMessage(world)).toBeDefined()

  await say(world, 'STOP')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(saidTo(world)).toEqual([expect.stringContaining('Harbor Coffee')])
  const [sent] = world.whatsapp.calls.filter(({ body }) => body.recipient !== undefined)
  expect(sent?.body).not.toHaveProperty('to')
})
