import { expect, test } from 'vitest'
import { explained, mayaPhone, mayaWasWrittenTo } from '../stage.ts'
import { answersKept, hansPhone, hansWasWrittenTo, hansWrites, mayaWrites, saidTo, say } from './stage.ts'

test('whoever needs help is told where to find it', async () => {
  const { world, message } = await mayaWasWrittenTo()
  await world.run('settings', 'set', '--support', 'ayuda@harbor.example')
  await world.whatsapp.tap(mayaPhone, message.id, 'Necesito ayuda')
  await world.advance({ minutes: 1 })
  expect(saidTo(world)).toEqual([expect.stringContaining('ayuda@harbor.example')])
})

test('help in German', async () => {
  const { world } = await hansWrites('Hilfe')
  expect(saidTo(world, hansPhone)).toEqual([expect.stringContaining('wende dich direkt an Harbor Coffee')])
})

test('what nobody understands gets one polite answer a day', async () => {
  const { world } = await mayaWrites('¡Hola! Tengo un perro')
  await say(world, 'Es muy bonito')
  await world.advance({ hours: 20 })
  await say(world, 'Y come mucho')
  expect(saidTo(world)).toHaveLength(1)
  await world.advance({ hours: 5 })
  await say(world, 'De verdad')
  expect(saidTo(world)).toHaveLength(2)
})

test('a reaction is no question and gets no answer', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.whatsapp.react(mayaPhone, '👍')
  await world.advance({ minutes: 1 })
  expect(saidTo(world)).toEqual([])
})

test('where people answer, what the bot does not understand goes to them, and the flows wait', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  await world.run('settings', 'set', '--staffed', 'yes')
  await say(world, 'Mi tarjeta la tiene mi marido')
  await say(world, 'saldo')
  await world.advance({ days: 3 })

  expect(saidTo(world)).toEqual([])
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await world.run('thread', 'list')).toEqual([
    expect.stringMatching(/held by the person, only templates, 2 unread/),
  ])
  expect(await explained(world, invoice)).toContain('A person of yours holds the thread with this customer.')

  await world.run('thread', 'hand-back', mayaPhone)
  await world.advance({ hours: 1 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
})

test('whoever asks for a person is told that one will answer', async () => {
  const { world } = await hansWasWrittenTo()
  await world.run('settings', 'set', '--staffed', 'yes')
  await say(world, 'Ich brauche Hilfe', hansPhone)
  expect(saidTo(world, hansPhone)).toEqual(['Danke. Jemand von Harbor Coffee antwortet dir hier.'])
  expect(await answersKept(world)).toMatchObject([{ wish: 'person', state: 'sent' }])
})

test('a STOP counts while a person holds the thread', async () => {
  const { world } = await mayaWasWrittenTo()
  await say(world, 'hola')
  await world.run('thread', 'take', mayaPhone)
  await say(world, 'STOP')
  await world.run('thread', 'hand-back', mayaPhone)
  await world.advance({ days: 8 })
  expect(saidTo(world).at(-1)).toContain('no te escribirá más')
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})
