import { expect, test } from 'vitest'
import { businessNumber } from '../../simulator/world.ts'
import {
  count,
  linkOf,
  mayaPhone,
  mayaWasWrittenTo,
  onlyMessage,
  open,
  shopWithMaya,
  stripeDown,
} from './stage.ts'

/** Pages nobody should be led to. */
const untrusted = [
  'https://evil.example/pay',
  'http://invoice.stripe.com/i/acct_harbor',
  'https://stripe.com.evil.example/i',
  'https://evilstripe.com/i',
  'https://invoice.stripe.com@evil.example/i',
  'https://somebody:secret@invoice.stripe.com/i',
  'javascript:alert(1)',
  '//evil.example',
  'not an address',
]

test('a link to an invoice that was paid says so in the language of the shopper', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  world.stripe.payInvoice(invoice)
  await world.settle()

  const page = await open(linkOf(message))

  expect(page.status).toBe(200)
  const text = await page.text()
  expect(text).toContain('Ya está pagado')
  expect(text).toContain('Este pago a Harbor Coffee ya se realizó.')
  expect(text).toContain('<html lang="es">')
})

test('a link opened right after the payment says paid, before any news of it came', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  world.stripe.hold()
  world.stripe.payInvoice(invoice)

  expect(await (await open(linkOf(message))).text()).toContain('Ya está pagado')
})

test.each(['voidInvoice', 'markUncollectible', 'deleteInvoice'] as const)(
  'a link to an invoice that is no longer open says so in the language of the shopper (%s)',
  async (end) => {
    const world = await shopWithMaya({ locales: ['de'] })
    const invoice = world.stripe.declineRenewal('cus_maya')
    await world.advance({ hours: 2 })
    world.stripe[end](invoice)

    const page = await open(linkOf(onlyMessage(world)))

    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Nicht mehr offen')
  },
)

test('a link nobody was given looks the same whatever it is', async () => {
  const { world } = await mayaWasWrittenTo()
  const tokens = [
    'AAAAAAAAAAAAAAAAAAAAAA',
    'zzzzzzzzzzzzzzzzzzzzzz',
    'short',
    '%00%ff',
    '%E2%98%83',
    "'; drop table pay_link; --",
    'x'.repeat(4_000),
    '%2e%2e%2fhealth',
  ]

  const answers = await Promise.all(
    tokens.map(async (token) => {
      const page = await open(`${world.url}/r/${token}`)
      const { date: _, ...headers } = Object.fromEntries(page.headers)
      return { status: page.status, headers, body: await page.text() }
    }),
  )

  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]?.status).toBe(404)
  expect(await count(world, 'click')).toBe(0)
})

test.each([
  ['a HEAD request', 'Mozilla/5.0 (iPhone)', 'HEAD'],
  ["WhatsApp's preview", 'WhatsApp/2.23.20.0 A', 'GET'],
  ["Facebook's preview", 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', 'GET'],
  ['a crawler', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'GET'],
])('%s of a link is no click, and costs no call to Stripe', async (_, userAgent, method) => {
  const { world, message } = await mayaWasWrittenTo()
  const calls = world.stripe.calls.length

  const page = await open(linkOf(message), userAgent, method)

  expect(page.status).toBeLessThan(400)
  expect(await count(world, 'click')).toBe(0)
  expect(world.stripe.calls).toHaveLength(calls)
})

test.each([
  ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'],
  ['a Cubot phone', 'Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/141.0 Mobile'],
  ['no named browser', ''],
])('a link opened on a phone with %s is a click', async (_, userAgent) => {
  const { world, message } = await mayaWasWrittenTo()

  await open(linkOf(message), userAgent)

  expect(await count(world, 'click')).toBe(1)
})

test('a preview that was loaded earns nothing when the shopper pays without reading', async () => {
  const world = await shopWithMaya()
  world.whatsapp.person(mayaPhone, { reads: false })
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })

  await open(linkOf(onlyMessage(world)), 'WhatsApp/2.23.20.0 A')
  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual(['0 clicks', 'unaided: €29.00 in 1 payment'])
})

test('while Stripe is down a link leads to the page that was seen last', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  world.stripe.fail(stripeDown, 10)

  const page = await open(linkOf(message))

  expect(page.status).toBe(303)
  expect(page.headers.get('location')).toBe(world.stripe.find('invoice', invoice).hosted_invoice_url)
  expect(await count(world, 'click')).toBe(1)
})

test('while Stripe is down a link leads to no page we never saw, and asks to try again', async () => {
  const { world, message } = await mayaWasWrittenTo()
  await world.house.tools.db.updateTable('enrollment').set({ page_url: null }).execute()
  world.stripe.fail(stripeDown, 10)

  const page = await open(linkOf(message))

  expect(page.status).toBe(503)
  expect(await page.text()).toContain('Inténtalo en unos minutos')
})

test('while Stripe is down a link leads to no page but one of Stripe or of the merchant', async () => {
  const { world, message } = await mayaWasWrittenTo()
  for (const pageUrl of untrusted) {
    await world.house.tools.db.updateTable('enrollment').set({ page_url: pageUrl }).execute()
    world.stripe.fail(stripeDown)

    const page = await open(linkOf(message))

    expect([pageUrl, page.status, page.headers.get('location')]).toEqual([pageUrl, 503, null])
  }
})

test("a fresh page is followed only on Stripe's hosts or the merchant's own", async () => {
  const { world, message } = await mayaWasWrittenTo({ stripe: { publicUrl: 'https://pay.harbor.example' } })
  expect((await open(linkOf(message))).status).toBe(503)

  await world.run('account', 'set', '--link-domain', 'pay.harbor.example')

  const page = await open(linkOf(message))
  expect(page.status).toBe(303)
  expect(page.headers.get('location')).toMatch(/^https:\/\/pay\.harbor\.example\/i\//)
})

test('a link gives away nothing about the shopper, and is kept nowhere as it is', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  const token = new URL(linkOf(message)).pathname.split('/').at(-1) ?? ''

  expect(token).toMatch(/^[\w-]{22}$/)
  for (const known of [invoice, 'maya', '600000001', businessNumber.phoneNumberId])
    expect(token).not.toContain(known)
  expect(
    JSON.stringify(await world.house.tools.db.selectFrom('pay_link').selectAll().execute()),
  ).not.toContain(token)
})

test('a link is never stored by a browser, shown to others or listed in a search', async () => {
  const { message } = await mayaWasWrittenTo()

  const { headers } = await open(linkOf(message))

  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-robots-tag')).toBe('noindex')
})
