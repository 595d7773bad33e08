import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addRegular, type Regular } from '../../simulator/shop.ts'
import { startWorld, type World } from '../../simulator/world.ts'
import {
  emptyWorld,
  maya,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  onlyMessage,
  openPatientShop,
  shopWithMaya,
} from './stage.ts'

/** What stands in a message; `amount` is 2900 minor units of the currency. */
type Reading = {
  readonly who: string
  readonly customer: Pick<Regular, 'phone' | 'country'> & Partial<Regular>
  readonly phone: string
  readonly language: string
  readonly reads: string
}

const readings: readonly Reading[] = [
  {
    who: 'a German who asked for German',
    customer: { phone: '0151 23456789', country: 'DE', locales: ['de-AT', 'en'] },
    phone: '+4915123456789',
    language: 'de',
    reads: '29,00 €',
  },
  {
    who: 'a Brazilian who asked for Portuguese',
    customer: { phone: '(11) 96123-4567', country: 'BR', locales: ['pt-BR'], currency: 'brl' },
    phone: '+5511961234567',
    language: 'pt_BR',
    reads: 'R$ 29,00',
  },
  {
    who: 'an Indian who asked for Hindi',
    customer: { phone: '098765 43210', country: 'IN', locales: ['hi'], currency: 'inr' },
    phone: '+919876543210',
    language: 'hi',
    reads: '₹29.00',
  },
  {
    who: 'a German in Spain who asked for German',
    customer: { phone: '600 000 011', country: 'ES', locales: ['xx', 'de'] },
    phone: '+34600000011',
    language: 'de',
    reads: '29,00 €',
  },
  {
    who: 'a Frenchwoman who asked for nothing',
    customer: { phone: '06 12 34 56 78', country: 'FR' },
    phone: '+33612345678',
    language: 'fr',
    reads: '29,00 €',
  },
  {
    who: 'an Italian who asked for nothing',
    customer: { phone: '+39 333 123 4567', country: 'IT' },
    phone: '+393331234567',
    language: 'it',
    reads: '29,00 €',
  },
  {
    who: 'a Dutchman who asked for nothing',
    customer: { phone: '06 12345678', country: 'NL' },
    phone: '+31612345678',
    language: 'nl',
    reads: '€ 29,00',
  },
  {
    who: 'an Indonesian who asked for nothing',
    customer: { phone: '0812 3456 7890', country: 'ID', currency: 'idr' },
    phone: '+6281234567890',
    language: 'id',
    reads: 'Rp 29,00',
  },
  {
    who: 'an American who asked for nothing',
    customer: { phone: '(212) 555-0123', country: 'US', currency: 'usd' },
    phone: '+12125550123',
    language: 'en_US',
    reads: '$29.00',
  },
  {
    who: 'a German number of somebody who lives in the US',
    customer: { phone: '+49 151 23456780', country: 'US' },
    phone: '+4915123456780',
    language: 'de',
    reads: '29,00 €',
  },
  {
    who: "somebody in Japan, whose language we do not write, in the merchant's language",
    customer: { phone: '090-1234-5678', country: 'JP', currency: 'jpy' },
    phone: '+819012345678',
    language: 'es',
    reads: '2900 JPY',
  },
  {
    who: 'somebody in Kuwait, who pays with three decimals',
    customer: { phone: '5000 0000', country: 'KW', locales: ['en'], currency: 'kwd', amount: 5_120 },
    phone: '+96550000000',
    language: 'en_US',
    reads: 'KWD 5.120',
  },
]

describe('a customer', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
    await openPatientShop(world)
    for (const [index, { customer }] of readings.entries()) {
      const id = `cus_${index}`
      addRegular(world, { id, name: `Sam No. ${index}`, optIn: 'true', ...customer })
      world.stripe.declineRenewal(id)
    }
    // Until it is morning in Hawaii, and not yet night in New York.
    await world.advance({ hours: 10 })
  })
  afterAll(() => world.close())

  test.each(readings)('$who is written to in $language and reads $reads', ({ phone, language, reads }) => {
    const message = onlyMessage(world, phone)

    expect(message.language).toBe(language)
    expect(message.body.replaceAll('\u00a0', ' ')).toContain(reads)
    expect(message.body).toContain('Harbor Coffee')
  })
})

test('the three messages of a flow are three different texts, each with its own link', async () => {
  const { world } = await mayaWasWrittenTo()

  await world.advance({ days: 8 })

  const messages = world.messagesTo(mayaPhone)
  expect(messages.map(({ template }) => template)).toEqual([
    'paynudge_payment_failed',
    'paynudge_payment_failed_reminder',
    'paynudge_payment_failed_last',
  ])
  expect(new Set(messages.map(({ body }) => body)).size).toBe(3)
  expect(new Set(messages.map(({ buttons }) => buttons[0]?.url)).size).toBe(3)
})

test('the three messages come an hour, three days and a week after the failure', async () => {
  const world = await shopWithMaya()
  const failedAt = world.clock.now()
  world.stripe.declineRenewal('cus_maya')

  await world.advance({ days: 31 })

  const hours = world.messagesTo(mayaPhone).map(({ at }) => failedAt.until(at).total('hours'))
  expect(hours).toEqual([1, 72, 168])
})

test('a message names the shopper, the invoice and the merchant, and no more of the person', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  const { number } = world.stripe.find('invoice', invoice)

  expect(message.body).toContain('Maya')
  expect(message.body).toContain(number)
  expect(message.body).not.toContain('Ruiz')
  expect(message.body).not.toContain('maya@example.com')
})

test('a shopper whose name nobody knows is greeted all the same', async () => {
  const world = await shopWithMaya()
  world.stripe.updateCustomer('cus_maya', { name: null })

  await mayaFails(world)

  expect(onlyMessage(world).body).not.toMatch(/undefined|null|\{\{|Hola ,/)
})

test('that a card was lost, stolen or looks like fraud is told to nobody', async () => {
  const world = await emptyWorld()
  await openPatientShop(world)
  const codes = ['stolen_card', 'lost_card', 'pickup_card', 'fraudulent', 'merchant_blacklist']
  const invoices = codes.map((declineCode, index) => {
    const id = `cus_${index}`
    addRegular(world, { ...maya, id, phone: `600 000 10${index}` })
    return world.stripe.declineRenewal(id, { declineCode })
  })
  await world.advance({ hours: 2 })

  const { db } = world.house.tools
  const told = JSON.stringify([
    await db.selectFrom('enrollment').selectAll().execute(),
    await db.selectFrom('decision').selectAll().execute(),
    await db.selectFrom('send').selectAll().execute(),
    await Promise.all(invoices.map((invoice) => world.run('explain', invoice))),
    world.whatsapp.messages,
  ])
  expect(world.whatsapp.messages).toHaveLength(codes.length)
  for (const code of codes) expect(told).not.toContain(code)
  expect(told.match(/generic_decline/g)).toHaveLength(codes.length)
})

test('a decline that helps to understand is remembered as it is', async () => {
  const world = await shopWithMaya()
  await mayaFails(world, 'expired_card')

  const { facts } = await world.house.tools.db
    .selectFrom('enrollment')
    .select('facts')
    .executeTakeFirstOrThrow()
  expect(JSON.parse(facts)).toMatchObject({ declineCode: 'expired_card', declineClass: 'other-card' })
})
