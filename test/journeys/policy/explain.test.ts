import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { explained, linkOf, mayaFails, mayaPhone, onlyMessage, open } from '../stage.ts'
import { mayaIsDue, openAllDay } from './stage.ts'

const flows = ['failed-payment', 'failed-one-off', 'card-expiring', 'pending-voucher'] as const

/** Maya's renewal failed, and so did a charge for a grinder. */
async function twoMatters() {
  const world = await openAllDay(flows)
  await world.run('account', 'set', '--link-domain', 'pay.harbor.example')
  const invoice = await mayaFails(world, 'expired_card')
  const intent = world.stripe.chargeOffSession('cus_maya', {
    amount: 4_500,
    declineCode: 'expired_card',
    metadata: { paynudge_pay_url: 'https://pay.harbor.example/17' },
  })
  await world.advance({ hours: 1 })
  return { world, invoice, intent }
}

/** The lines of a story without their times. */
async function told(world: World, id: string): Promise<readonly string[]> {
  return (await world.run('explain', id)).map((line) => line.slice('2026-11-23T09:05:00Z  '.length))
}

test('the story of one matter is told from the news to what came of it, and to what is still to come', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.advance({ hours: 1 })
  await open(linkOf(onlyMessage(world)))

  expect(await told(world, invoice)).toEqual([
    'heard invoice.payment_failed: handled (enrolled)',
    `the flow failed-payment started for ${invoice}`,
    'message 1 (payment_failed): waits until 2026-11-23T10:05:00Z. The message is planned for later. [onTime]',
    'message 2 (payment_failed_reminder): waits until 2026-11-26T09:05:00Z. The message is planned for later. [onTime]',
    'message 3 (payment_failed_last): waits until 2026-11-30T09:05:00Z. The message is planned for later. [onTime]',
    'message 1 (payment_failed): sent. Every condition was met, so the message was handed to WhatsApp. [all]',
    'message 1 (payment_failed): handed to WhatsApp, accepted',
    'message 1 (payment_failed): delivered',
    'message 1 (payment_failed): read',
    'the pay link of message 1 was opened',
    'message 2 (payment_failed_reminder): to be decided then',
    'message 3 (payment_failed_last): to be decided then',
  ])

  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await told(world, invoice)).toContain('heard invoice.paid: handled (settled)')
  const lines = (await told(world, invoice)).filter((line) => !line.startsWith('heard'))
  expect(lines.slice(lines.indexOf('the pay link of message 1 was opened') + 1)).toEqual([
    '€29.00 came in (clicked)',
    'the flow ended: The invoice is paid.',
    'message 2 (payment_failed_reminder): cancelled. The invoice is paid.',
    'message 3 (payment_failed_last): cancelled. The invoice is paid.',
    'noted in Stripe: clicked',
  ])
})

test('by a customer all of their matters are told, and each line says which one it is about', async () => {
  const { world, invoice, intent } = await twoMatters()

  const lines = await told(world, 'cus_maya')

  expect(lines).toContain(`heard invoice.payment_failed about ${invoice}: handled (enrolled)`)
  expect(lines).toContain(`the flow failed-payment started for ${invoice}`)
  expect(lines).toContain(`the flow failed-one-off started for ${intent}`)
  expect(lines).toContain(`failed-payment for ${invoice}: message 1 (payment_failed_card): delivered`)
  expect(lines).toContain(
    `failed-one-off for ${intent}: message 1 (one_off_failed): waits until 2026-11-23T23:00:00Z. ` +
      'The customer was written to as often as your settings allow for one day or week, over all flows together. [caps: 1 a day, 3 a week]',
  )
})

test('by a payment its own matter is told, or that of the invoice it has paid', async () => {
  const { world, invoice, intent } = await twoMatters()
  world.stripe.payInvoice(invoice)
  await world.settle()
  const [paid = ''] = world.stripe.paymentIntentsOf(invoice)

  expect(await told(world, intent)).toContain(`the flow failed-one-off started for ${intent}`)
  expect(await told(world, paid)).toContain(`the flow failed-payment started for ${invoice}`)
  expect(await told(world, paid)).not.toContain(`the flow failed-one-off started for ${intent}`)
})

test('by a subscription the matters of its renewals are told', async () => {
  const world = await openAllDay(flows)
  world.stripe.giveCard('cus_maya', { brand: 'visa', last4: '4242', expMonth: 11, expYear: 2026 })
  const at = Temporal.Instant.from('2026-12-05T09:00:00Z')
  world.stripe.comesUp('cus_maya', at)
  await world.advance({ hours: 1 })
  const { subject } = await world.house.tools.db
    .selectFrom('enrollment')
    .select('subject')
    .executeTakeFirstOrThrow()

  const lines = await told(world, subject.split(':')[0] ?? '')

  expect(lines).toContain(`the flow card-expiring started for ${subject}`)
  expect(lines.some((line) => line.startsWith('heard invoice.upcoming: handled'))).toBe(true)
})

test('by a subscription what was written about its invoices is told, and why nothing was about others', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.advance({ hours: 1 })
  world.stripe.payInvoice(invoice)
  await world.settle()
  await world.run('flow', 'off', 'failed-payment')
  const second = world.stripe.declineRenewal('cus_maya')
  await world.settle()
  const details = world.stripe.find('invoice', invoice).parent?.subscription_details
  const subscription = String(details?.subscription)

  const lines = await told(world, subscription)

  expect(lines).toContain(`heard invoice.payment_failed about ${invoice}: handled (enrolled)`)
  expect(lines).toContain('message 1 (payment_failed): delivered')
  expect(lines).toContain(
    `heard invoice.payment_failed about ${second}: ignored (The flow was switched off when the event came in.)`,
  )
  expect(await told(world, 'cus_maya')).toEqual(expect.arrayContaining([...lines]))
})

test('by a subscription what we know is told also while Stripe does not answer', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  const details = world.stripe.find('invoice', invoice).parent?.subscription_details
  world.stripe.fail({ status: 500, path: '/v1/invoices' }, 3)

  const lines = await world.run('explain', String(details?.subscription))

  expect(lines.join(' ')).toContain(`the flow failed-payment started for ${invoice}`)
  expect(lines.at(-1)).toContain('Stripe did not answer')
})

test('by a checkout its order is told', async () => {
  const world = await openAllDay(flows)
  const session = world.stripe.startCheckout({
    customer: 'cus_maya',
    amount: 5_000,
    methods: ['card', 'multibanco'],
  })
  world.stripe.completeCheckout(session, { method: 'multibanco' })
  await world.settle()

  expect(await told(world, session)).toContain(`the flow pending-voucher started for ${session}`)
})

test('a message that waits for Stripe’s own retry is told so, with the day of the retry', async () => {
  const world = await openAllDay()
  const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
  await world.settle()

  expect(await explained(world, invoice)).toContain(
    'message 1 (payment_failed_funds): waits until 2026-11-26T09:05:00Z. Stripe tries the payment again by itself, ' +
      'which will probably succeed without the customer. [retryFirst: 2026-11-26T09:05:00Z]',
  )
})

test('a message moved to another day is told with the new one', async () => {
  const world = await openAllDay()
  const invoice = await mayaFails(world, 'insufficient_funds')
  // Stripe's own retry was to come three days after the failure. It fails after one, and the messages count from it.
  await world.advance({ days: 1 })
  world.stripe.retry(invoice, { succeeds: false })
  await world.settle()

  expect(await world.run('explain', invoice)).toContain(
    '2026-11-27T11:05:00Z  message 2 (payment_failed_reminder): to be decided then',
  )
})

test('what a shopper sees never tells that others are kept silent', async () => {
  const world = await openAllDay()
  await world.run('settings', 'set', '--hold-out', '50%')
  const invoice = await mayaFails(world)
  world.stripe.payInvoice(invoice)
  await world.settle()

  for (const message of world.messagesTo(mayaPhone)) {
    expect(message.body).not.toMatch(/hold|held|grupo/i)
    expect(await (await open(linkOf(message))).text()).not.toMatch(/hold|held/i)
  }
  expect(JSON.stringify(world.stripe.find('invoice', invoice).metadata)).not.toMatch(/hold|held/i)
})

test.each(['in_nobody', 'cus_nobody', "'; drop table enrollment; --"])(
  'of %s nothing is known, and we say what to ask for',
  async (id) => {
    const world = await openAllDay()

    await expect(explained(world, id)).rejects.toThrow(
      `Nothing is known about ${id}. Give Stripe's id of an invoice (in_...), a payment (pi_...), a checkout (cs_...)`,
    )
  },
)
