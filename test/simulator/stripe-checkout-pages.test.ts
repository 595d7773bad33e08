import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, addMaya, type Bodega, startBodega } from './rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

const session = (id: string) => bodega.stripe.find('checkout.session', id)
const pageOf = (id: string) => session(id).url ?? ''
const look = async (page: string) => (await fetch(page)).text()
const submit = (page: string, fields: Record<string, string> = {}) =>
  fetch(page, { method: 'POST', body: new URLSearchParams(fields) })

const guest = { email: 'ana@example.com', name: 'Ana', pay: 'visa' }

describe('the page of a checkout', () => {
  test('shows what is bought, and looking at it changes nothing', async () => {
    const id = bodega.stripe.startCheckout({ account, amount: 4500, quantity: 2, productName: 'Rioja' })
    const text = await look(pageOf(id))
    expect(text).toContain('Bodega')
    expect(text).toContain('2 × Rioja')
    expect(text).toContain('€90.00')
    expect(text).not.toContain('role="alert"')
    expect(text).not.toContain('Phone number')
    expect(session(id)).toMatchObject({ status: 'open', payment_intent: null })
  })

  test('takes a card that works once, with what the guest typed', async () => {
    const { stripe } = bodega
    const questions = [{ key: 'whatsapp', label: 'WhatsApp number', type: 'numeric' }] as const
    const id = stripe.startCheckout({ account, amount: 900, phone: 'asked', questions })
    const page = pageOf(id)
    expect(await look(page)).toContain('WhatsApp number')
    const typed = { ...guest, phone: '+34600000002', answer_whatsapp: '600000003' }
    expect((await submit(page, typed)).status).toBe(200)
    await submit(page, { ...typed, phone: '+34600000009' })
    expect(await look(page)).toContain('Payment received')
    expect(session(id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      customer_details: { email: 'ana@example.com', name: 'Ana', phone: '+34600000002' },
      custom_fields: [{ numeric: { value: '600000003' } }],
    })
    expect((await bodega.client.charges.list()).data.filter(({ amount }) => amount === 900)).toHaveLength(1)
  })

  test('keeps the shopper when the card is declined, and says so', async () => {
    const id = bodega.stripe.startCheckout({ account, amount: 900 })
    const page = pageOf(id)
    await submit(page, { ...guest, pay: 'mastercard' })
    expect(await look(page)).toContain('Your card was declined. Please try another card.')
    expect(session(id)).toMatchObject({ status: 'open', customer_details: null })
    await submit(page, guest)
    expect(session(id).status).toBe('complete')
  })

  test('says so too when the card was for a subscription, or only to be saved', async () => {
    const { stripe, client } = bodega
    const club = stripe.startCheckout({ customer: 'cus_maya', amount: 900, interval: 'month' })
    const setup = await client.checkout.sessions.create({
      mode: 'setup',
      customer: 'cus_maya',
      currency: 'eur',
      success_url: 'https://bodega.example/thanks',
    })
    for (const page of [pageOf(club), pageOf(setup.id)]) {
      expect(await look(page)).not.toContain('role="alert"')
      await submit(page, { pay: 'mastercard' })
      expect(await look(page)).toContain('Your card was declined. Please try another card.')
    }
  })

  test.each([
    ['an e-mail address', { pay: 'visa', email: ' ', answer_n: '1' }, 'Please enter your e-mail address.'],
    ['an answer to the shop’s question', { ...guest, answer_n: '' }, 'Please answer: Flat.'],
    [
      'a payment method that is on offer',
      { ...guest, pay: 'boleto', answer_n: '1' },
      'Please choose another payment method.',
    ],
  ])('asks a guest for %s', async (_, fields, message) => {
    const questions = [{ key: 'n', label: 'Flat', type: 'text' }] as const
    const id = bodega.stripe.startCheckout({ account, amount: 900, questions })
    const answer = await submit(pageOf(id), fields)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(message)
    expect(session(id)).toMatchObject({ status: 'open', payment_intent: null })
  })

  test('asks a known customer for nothing', async () => {
    const id = bodega.stripe.startCheckout({ customer: 'cus_maya', amount: 900 })
    expect(await look(pageOf(id))).toContain('maya@example.com')
    await submit(pageOf(id), { pay: 'visa' })
    expect(session(id).customer_details).toMatchObject({ email: 'maya@example.com', name: 'Maya Ruiz' })
  })

  test('says that it has expired, and takes no money any more', async () => {
    const id = bodega.stripe.startCheckout({ account, amount: 900 })
    const page = pageOf(id)
    bodega.stripe.expireCheckout(id)
    await submit(page, guest)
    expect(await look(page)).toContain('This checkout has expired')
    expect(session(id)).toMatchObject({ status: 'expired', payment_intent: null })
  })

  test('shows names as they are, never as markup', async () => {
    const label = '<b>Number</b>'
    const questions = [{ key: 'n', label, type: 'dropdown', choices: { a: '<i>A</i>' } }] as const
    const id = bodega.stripe.startCheckout({ account, amount: 900, productName: '<script>', questions })
    const text = await look(pageOf(id))
    for (const tag of ['<script>', '<b>', '<i>']) expect(text).not.toContain(tag)
  })

  test('does not exist for a session nobody opened', async () => {
    expect((await fetch(`${bodega.stripe.url}/c/pay/cs_test_guess`)).status).toBe(404)
  })
})

describe('the recovery link of a checkout', () => {
  test('leads to a new copy each time it is opened, which can be paid', async () => {
    const { stripe, client } = bodega
    const id = stripe.startCheckout({ account, amount: 900, productName: 'Rioja', recovery: 'enabled' })
    stripe.expireCheckout(id)
    const link = session(id).after_expiration?.recovery?.url ?? ''
    const open = async () => (await fetch(link, { redirect: 'manual' })).headers.get('location') ?? ''
    const [first, second] = [await open(), await open()]
    expect(first).not.toBe(second)
    expect(await look(second)).toContain('Rioja')
    await submit(second, guest)
    const { data } = await client.checkout.sessions.list({ status: 'complete' })
    expect(data).toMatchObject([{ recovered_from: id, payment_status: 'paid' }])
    expect(data[0]?.id).toBe(/cs_test_\w+/.exec(second)?.[0])
  })

  test('works for thirty days', async () => {
    const { stripe, clock } = bodega
    const id = stripe.startCheckout({ account, amount: 900, recovery: 'enabled' })
    stripe.expireCheckout(id)
    const link = session(id).after_expiration?.recovery?.url ?? ''
    await clock.moveTo(clock.now().add({ hours: 30 * 24 - 1 }))
    expect((await fetch(link)).status).toBe(200)
    await clock.moveTo(clock.now().add({ hours: 1 }))
    const late = await fetch(link)
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('This checkout has expired')
  })

  test('is not to be guessed', async () => {
    expect((await fetch(`${bodega.stripe.url}/r/test_guess`)).status).toBe(404)
  })
})

describe('the page of a voucher', () => {
  test('is reached from the checkout, and its button is the counter where it is paid', async () => {
    const { stripe } = bodega
    const id = stripe.startCheckout({ account, amount: 5000, methods: ['card', 'multibanco'] })
    const page = pageOf(id)
    expect(await look(page)).toContain('Multibanco')
    await submit(page, { ...guest, pay: 'multibanco' })
    expect(session(id)).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    const text = await look(page)
    expect(text).toContain('Order received')
    const voucher = /href="([^"]+multibanco[^"]+)"/.exec(text)?.[1] ?? ''
    expect(await look(voucher)).toContain('€50.00')
    expect(session(id).payment_status).toBe('unpaid')
    await submit(voucher)
    await submit(voucher)
    expect(await look(voucher)).toContain('Paid')
    expect(session(id).payment_status).toBe('paid')
    expect(await look(page)).toContain('Payment received')
  })

  test.each([
    ['boleto', 'brl', 'boleto_display_details'],
    ['oxxo', 'mxn', 'oxxo_display_details'],
    ['konbini', 'jpy', 'konbini_display_details'],
    ['multibanco', 'eur', 'multibanco_display_details'],
  ] as const)('is there for a %s, until it expires', async (method, currency, details) => {
    const { stripe } = bodega
    const id = stripe.issueVoucher('cus_maya', { amount: 5000, currency, method })
    const page = stripe.find('payment_intent', id).next_action?.[details]?.hosted_voucher_url ?? ''
    expect(await look(page)).toContain('at the counter')
    stripe.expireVoucher(id)
    await submit(page)
    expect(await look(page)).toContain('can no longer be paid')
    expect(stripe.find('payment_intent', id).status).toBe('requires_payment_method')
  })

  test('is there for a bank transfer', async () => {
    const { stripe } = bodega
    const id = stripe.issueVoucher('cus_maya', { amount: 5000, method: 'customer_balance' })
    const { display_bank_transfer_instructions } = stripe.find('payment_intent', id).next_action ?? {}
    await submit(display_bank_transfer_instructions?.hosted_instructions_url ?? '')
    expect(stripe.find('payment_intent', id).status).toBe('succeeded')
  })
})
