import { expect, test } from 'vitest'
import { explained, mayaFails, mayaPhone, mayaWasWrittenTo, nudgeStates, shopWithMaya } from '../stage.ts'
import { hansPhone, hansWrites, mayaWrites, saidTo, say } from './stage.ts'

// The world begins on Monday, 23 November 2026, in Madrid; the other messages are due on Thursday and a week later.

test('whoever asks for time chooses a day, and the flow waits until then', async () => {
  const { world, invoice, answers } = await mayaWrites('más tarde')
  expect(answers[0]?.body).toContain('¿Cuándo puede Harbor Coffee recordártelo?')
  expect(answers[0]?.buttons.map(({ label }) => label)).toEqual([
    'Mañana',
    'En 3 días',
    'En una semana',
    'En 2 semanas',
  ])

  await world.whatsapp.tap(mayaPhone, answers[0]?.id ?? '', 'En una semana')
  await world.advance({ days: 6 })
  expect(saidTo(world).at(-1)).toContain('antes del 30 de noviembre')
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('asked to be left until a day')

  await world.advance({ days: 1 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
})

test.each([
  ['Pago el viernes', '27 de noviembre'],
  ['mañana', '24 de noviembre'],
  ['en 10 días', '3 de diciembre'],
  ['Pago el 5 de diciembre', '5 de diciembre'],
  ['5/12', '5 de diciembre'],
  ['Voy a pagar la próxima semana, gracias', '30 de noviembre'],
])('"%s" is a promise to pay', async (words, day) => {
  const { world } = await mayaWrites(words)
  expect(saidTo(world)).toEqual([expect.stringContaining(day)])
})

test('whoever names a day that is too far off is asked for a nearer one', async () => {
  const { world } = await mayaWrites('Pago el 5 de marzo')
  expect(saidTo(world)).toEqual([expect.stringContaining('¿Cuándo puede Harbor Coffee recordártelo?')])
})

test('a promise in German', async () => {
  const { world } = await hansWrites('Ich zahle am Freitag')
  expect(saidTo(world, hansPhone)).toEqual([expect.stringContaining('nicht vor dem 27. November')])
})

test('whoever pays on the day they named hears no more', async () => {
  const { world, invoice } = await mayaWrites('Pago el viernes')
  await world.advance({ days: 3 })
  await world.stripe.payInvoice(invoice)
  await world.advance({ days: 10 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a day after the last message moves that one, so that somebody asks again', async () => {
  const { world } = await mayaWasWrittenTo()
  await say(world, 'en 20 días')
  await world.advance({ days: 19 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  await world.advance({ days: 3 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
  expect(await nudgeStates(world)).toEqual(['sent', 'skipped', 'sent'])
})

test('whoever asks for time although nothing is open is told so', async () => {
  const world = await shopWithMaya()
  await mayaFails(world)
  await say(world, 'not now', '+447400123456')
  expect(saidTo(world, '+447400123456')).toEqual([expect.stringContaining('nothing is open')])
})
