import { describe, expect, test } from 'vitest'
import type { Regular } from '../../../simulator/shop.ts'
import type { VoucherMethod } from '../../../simulator/stripe/objects/voucher.ts'
import type { Purchase } from '../../../simulator/stripe/world/checkout.ts'
import type { World } from '../../../simulator/world.ts'
import { count, explained, linkOf, mayaPhone, nudgeStates, onlyMessage, open } from '../stage.ts'
import { mayaIn, pageBehind, textsTo } from './stage.ts'

const brazilian = { phone: '+5511961234567', country: 'BR', locales: ['pt-BR'] } as const

const shop = (differences: Partial<Regular> = brazilian) => mayaIn(['pending-voucher'], differences)

type Order = Partial<Omit<Purchase, 'account' | 'email' | 'customer' | 'methods'>>

/** Maya orders at the checkout and leaves with a voucher in her hand. Returns the session's id. */
function leaveWith(world: World, method: VoucherMethod, order: Order = {}): string {
  const { stripe } = world
  const session = stripe.startCheckout({
    customer: 'cus_maya',
    amount: 5_000,
    productName: 'A grinder',
    methods: ['card', method],
    ...order,
  })
  stripe.completeCheckout(session, { method })
  return session
}

const leaveWithBoleto = (world: World, order: Order = {}) =>
  leaveWith(world, 'boleto', { currency: 'brl', ...order })

/** A day before her boleto expires, Maya has one message. */
async function mayaWasReminded() {
  const world = await shop()
  const session = leaveWithBoleto(world)
  await world.advance({ days: 3 })
  return { world, session, message: onlyMessage(world, brazilian.phone) }
}

/** What a shopper reads of a voucher, and when on their own clock. The world begins on 23 November, in the morning in Spain. */
type Reading = {
  readonly method: VoucherMethod
  readonly currency: string
  readonly customer: Partial<Regular> & { readonly phone: string }
  readonly reads: string
  readonly at: string
}

const readings: readonly Reading[] = [
  {
    method: 'boleto',
    currency: 'brl',
    customer: brazilian,
    reads: '26 de novembro',
    at: '2026-11-25T11:59:59-03:00',
  },
  {
    method: 'oxxo',
    currency: 'mxn',
    customer: { phone: '+525512345678', country: 'MX' },
    reads: '26 de noviembre',
    at: '2026-11-25T11:59:59-06:00',
  },
  {
    method: 'konbini',
    currency: 'jpy',
    customer: { phone: '+819012345678', country: 'JP', locales: ['en'] },
    reads: 'November 26',
    at: '2026-11-25T11:59:59+09:00',
  },
  {
    method: 'multibanco',
    currency: 'eur',
    customer: { phone: '+351912345678', country: 'PT', locales: ['pt'] },
    reads: '30 de novembro',
    at: '2026-11-29T11:59:59+00:00',
  },
]

test.each(readings)(
  'a day before a $method expires the shopper reads until when it can be paid, and is led to it',
  async ({ method, currency, customer, reads, at }) => {
    const world = await shop(customer)
    const session = leaveWith(world, method, { currency })
    const remindAt = Temporal.Instant.from(at)

    await world.advance({ seconds: world.clock.now().until(remindAt).total('seconds') - 1 })
    expect(textsTo(world, customer.phone)).toEqual([])
    await world.advance({ seconds: 2 })

    const message = onlyMessage(world, customer.phone)
    expect(textsTo(world, customer.phone)).toEqual(['voucher_pending'])
    expect(message.body).toContain(reads)
    const page = await pageBehind(message)
    expect(page).toContain(`${world.stripe.url}/${method}/voucher/`)
    expect(await (await fetch(page ?? '')).text()).toContain('at the counter')
    expect(await explained(world, session)).toContain('message 1 (voucher_pending): sent.')
  },
)

test('on its last day the voucher is named once more, and never after it has expired', async () => {
  const world = await shop()
  const session = leaveWithBoleto(world)

  await world.advance({ days: 20 })

  expect(textsTo(world, brazilian.phone)).toEqual(['voucher_pending', 'voucher_last_day'])
  expect(await explained(world, session)).toContain('the flow ended: The voucher was not paid in time.')
})

test('by day only, the reminder comes at noon of the day before, and once more at noon of the last day', async () => {
  const world = await shop()
  await world.run('settings', 'set', '--hours', '09:00-20:00')
  leaveWithBoleto(world)

  await world.advance({ days: 4 })

  const times = world.messagesTo(brazilian.phone).map(({ at }) => at.toZonedDateTimeISO('America/Sao_Paulo'))
  expect(times.map((time) => time.toPlainDateTime().toString({ smallestUnit: 'minute' }))).toEqual([
    '2026-11-25T11:59',
    '2026-11-26T11:59',
  ])
})

test('a bank transfer has no last day: the shopper is told once that it has not come in, and is led to the account', async () => {
  const world = await shop({})
  leaveWith(world, 'customer_balance')
  await world.advance({ days: 2, hours: 23 })
  expect(textsTo(world)).toEqual([])

  await world.advance({ days: 10 })

  const message = onlyMessage(world)
  expect(textsTo(world)).toEqual(['one_off_failed_reminder'])
  expect(message.body).toContain('50,00')
  expect(message.body).not.toMatch(/undefined|null|\{\{/)
  expect(await pageBehind(message)).toContain(`${world.stripe.url}/bank_transfers/instructions/`)
})

test('a voucher on a page of the merchant, without any checkout, is reminded of as well', async () => {
  const world = await shop()
  const intent = world.stripe.issueVoucher('cus_maya', {
    amount: 5_000,
    currency: 'brl',
    method: 'boleto',
    description: 'A grinder',
  })
  await world.advance({ days: 3 })

  const message = onlyMessage(world, brazilian.phone)
  expect(textsTo(world, brazilian.phone)).toEqual(['voucher_pending'])
  expect(await pageBehind(message)).toContain('/boleto/voucher/')

  world.stripe.payVoucher(intent)
  await world.settle()
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled'])
  expect(await world.run('results')).toContain('recovered: R$50.00')
})

test('one voucher of one order is one matter, though two events tell of it', async () => {
  const { world } = await mayaWasReminded()

  expect(await count(world, 'enrollment')).toBe(1)
})

describe('a voucher that is paid', () => {
  test('from the link of the message has brought a recovery, and is named no more', async () => {
    const { world, session, message } = await mayaWasReminded()
    await open(linkOf(message))

    world.stripe.payVoucher(session)
    await world.settle()

    expect(await nudgeStates(world)).toEqual(['sent', 'cancelled'])
    expect(await world.run('results')).toEqual([
      '1 click',
      'clicked: R$50.00 in 1 payment',
      'recovered: R$50.00',
    ])
    await world.advance({ days: 2 })
    expect(textsTo(world, brazilian.phone)).toHaveLength(1)
    expect(await (await open(linkOf(message))).text()).toContain('Já está pago')
  })

  test('before the reminder brings no message', async () => {
    const world = await shop()
    const session = leaveWithBoleto(world)
    await world.advance({ days: 1 })

    world.stripe.payVoucher(session)
    await world.advance({ days: 4 })

    expect(textsTo(world, brazilian.phone)).toEqual([])
    expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled'])
  })

  test('before we heard of the order starts nothing', async () => {
    const world = await shop()
    world.stripe.hold()
    const session = leaveWithBoleto(world)
    world.stripe.payVoucher(session)
    world.stripe.release('reverse')

    await world.advance({ days: 4 })

    expect(textsTo(world, brazilian.phone)).toEqual([])
    expect(await count(world, 'enrollment')).toBe(0)
    expect(await explained(world, session)).toContain(
      'heard checkout.session.completed: ignored (It was paid before Paynudge looked.)',
    )
  })
})

test('an order that is paid by card at once is no matter of ours', async () => {
  const world = await shop()
  world.stripe.completeCheckout(
    world.stripe.startCheckout({ customer: 'cus_maya', amount: 5_000, currency: 'brl' }),
  )

  await world.advance({ days: 4 })

  expect(textsTo(world, brazilian.phone)).toEqual([])
  expect(await count(world, 'enrollment')).toBe(0)
})

test('who has ordered anew since is not reminded of the old voucher', async () => {
  const world = await shop()
  const session = leaveWithBoleto(world)
  await world.advance({ days: 1 })

  world.stripe.completeCheckout(
    world.stripe.startCheckout({ customer: 'cus_maya', amount: 5_000, currency: 'brl' }),
  )
  await world.advance({ days: 3 })

  expect(textsTo(world, brazilian.phone)).toEqual([])
  expect(await explained(world, session)).toContain('the flow ended: The customer has ordered anew since.')
})

test('a guest is written to by the number they typed into a field of the shop', async () => {
  const world = await shop()
  const wording = 'Yes, tell me about my order by WhatsApp'
  await world.run('consent', 'grant', mayaPhone, '--wording', wording)
  const session = world.stripe.startCheckout({
    account: world.merchant.accountId,
    amount: 5_000,
    methods: ['card', 'multibanco'],
    questions: [{ key: 'whatsapp', label: 'WhatsApp', type: 'text' }],
  })
  world.stripe.completeCheckout(session, {
    method: 'multibanco',
    country: 'ES',
    answers: { whatsapp: '600 000 001' },
  })

  await world.advance({ days: 7 })

  expect(textsTo(world)[0]).toBe('voucher_pending')
})
