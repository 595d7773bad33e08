import { expect, test } from 'vitest'
import { mayaFails, onlyMessage, shopWithMaya } from '../stage.ts'
import { refusalOf } from './stage.ts'

test('a preview of a text about an invoice says what its shopper reads, and sends nothing', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')

  const [head, , header, body, ...buttons] = await world.run(
    'template',
    'preview',
    'payment_failed',
    '--about',
    invoice,
  )

  expect(world.whatsapp.messages).toEqual([])
  await world.advance({ hours: 2 })
  const message = onlyMessage(world)
  expect(head).toBe('es, utility')
  expect([header, body]).toEqual([message.header, message.body])
  expect(buttons).toEqual(message.buttons.map(({ label }) => `[ ${label} ]`))
})

test('without an object it is filled with examples, in the language asked for', async () => {
  const world = await shopWithMaya()
  const lines = await world.run('template', 'preview', 'payment_failed', '--language', 'de')

  expect(lines[0]).toBe('de, utility')
  expect(lines[3]).toContain('Hallo Jonas, deine Zahlung über 49,00 € an Harbor Coffee')
})

test('what cannot be shown is refused in words', async () => {
  const world = await shopWithMaya()
  await mayaFails(world)
  const refused = (...argv: string[]) => refusalOf(world.run('template', 'preview', ...argv))

  expect(await refused('nothing')).toContain('There is no text nothing; there are: payment_failed')
  expect(await refused('payment_failed', '--about', 'in_unknown')).toContain(
    'Stripe shows no invoice in_unknown',
  )
  expect(await refused('payment_failed', '--language', 'tlh')).toContain('There are texts in en_US')
})
