import { expect, test } from 'vitest'
import { mayaPhone, mayaWasWrittenTo } from '../stage.ts'
import { answersKept, mayaWrites, saidTo, say } from './stage.ts'

test('a thread shows all that was said, in order, from both sides', async () => {
  const { world } = await mayaWrites('saldo')
  await world.run(
    'thread',
    'answer',
    mayaPhone,
    '--text',
    'Hola, soy Ana.',
    '--button',
    'Gracias',
    '--button',
    'Otra cosa',
  )
  await world.advance({ minutes: 1 })
  await world.whatsapp.tap(mayaPhone, world.answersTo(mayaPhone).at(-1)?.id ?? '', 'Otra cosa')
  await world.advance({ minutes: 1 })

  const [head, ...lines] = await world.run('thread', 'show', mayaPhone)
  expect(head).toMatch(/^Held by a person since .*; words may be sent until 2026-11-24T/)
  expect(lines.map((line) => line.replace(/^\S+ +/, ''))).toEqual([
    'failed-payment: template payment_failed  read',
    'customer: saldo  (understood as balance)  new',
    expect.stringMatching(/^bot: Esto es lo que tienes pendiente ahora.*29,00.* read$/s),
    expect.stringMatching(/^cli:.*: Hola, soy Ana\. \[Gracias\] \[Otra cosa\] {2}read$/),
    'customer: Otra cosa  new',
  ])
})

test('what a person looked at is read, on the phone too', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.run('settings', 'set', '--staffed', 'yes')
  await say(world, 'Una pregunta muy larga')
  const written = () => world.whatsapp.messages.filter(({ direction }) => direction === 'inbound').at(-1)
  expect(written()?.status).toBe('delivered')
  expect(await world.run('thread', 'list')).toEqual([expect.stringContaining('1 unread')])

  await world.run('thread', 'show', mayaPhone)

  expect(written()?.status).toBe('read')
  expect(await world.run('thread', 'list')).not.toEqual([expect.stringContaining('unread')])
})

test('the bot reads, and shows that it is writing, before it answers', async () => {
  const { world } = await mayaWrites('saldo')
  const calls = world.whatsapp.calls.filter(({ path }) => path.endsWith('/messages')).map(({ body }) => body)
  expect(calls.slice(-2)).toMatchObject([
    { status: 'read', typing_indicator: { type: 'text' } },
    { type: 'text' },
  ])
})

test('after 24 hours a person writes with a template or not at all', async () => {
  const { world } = await mayaWrites('hola')
  await world.advance({ hours: 25 })

  await expect(world.run('thread', 'answer', mayaPhone, '--text', 'Hola')).rejects.toThrow(
    'More than 24 hours have passed since the customer last wrote',
  )
  await world.run('thread', 'answer', mayaPhone, '--template', 'payment_failed', '--language', 'es')
  await world.advance({ minutes: 1 })

  expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([
    'paynudge_payment_failed',
    'paynudge_payment_failed',
  ])
  expect(await answersKept(world)).toMatchObject([{ wish: 'contact' }, { wish: 'written', state: 'sent' }])
})

test('words that waited until the window was over are not sent', async () => {
  const { world } = await mayaWrites('hola')
  await world.advance({ hours: 23, minutes: 58 })
  await world.run('thread', 'answer', mayaPhone, '--text', 'Hola')
  world.whatsapp.fail({ method: 'POST', path: /messages$/, code: 131016, to: mayaPhone }, 2)
  await world.advance({ minutes: 30 })
  expect(saidTo(world)).toHaveLength(1)
  expect((await answersKept(world)).at(-1)).toMatchObject({ state: 'skipped', reason: 'window-over' })
})

test('nobody writes to a shopper who said STOP, a person neither', async () => {
  const { world } = await mayaWrites('STOP')
  await world.run('thread', 'answer', mayaPhone, '--text', 'Por favor')
  await world.advance({ minutes: 1 })
  expect(saidTo(world)).toHaveLength(1)
  expect((await answersKept(world)).at(-1)).toMatchObject({ wish: 'written', reason: 'opted-out' })
})

test.each([
  [['--text', ''], 'There are no words to send'],
  [['--text', 'a', '--template', 'payment_failed'], 'not both'],
  [['--template', 'nothing'], 'There is no text nothing'],
  [['--text', 'a', '--button', 'a', '--button', 'a'], 'must not be called the same'],
  [['--text', 'a', '--button', 'x'.repeat(21)], 'A button has 1 to 20 characters'],
])('%j is refused in words for a person', async (given, text) => {
  const { world } = await mayaWrites('hola')
  await expect(world.run('thread', 'answer', mayaPhone, ...given)).rejects.toThrow(text)
})

test('a thread with nobody is refused', async () => {
  const { world } = await mayaWasWrittenTo()
  await expect(world.run('thread', 'show', '+447400123456')).rejects.toThrow('Nobody is known by this phone')
})
