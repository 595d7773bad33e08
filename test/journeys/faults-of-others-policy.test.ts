import { expect, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import { postStripe, smallEvent } from '../routes/signed.ts'
import { agreesToOffers, flowsSoFar, follow, mayaIn, shopWith, written } from './flows/stage.ts'
import { count, linkOf, maya, mayaPhone, onlyMessage, open, setAside } from './stage.ts'

// Each of these was found in a system that decides whom to write to and when, and annoyed its merchants' customers or
// lied to its merchants. Told elsewhere: a ladder of refusals by Meta that ends (whatsapp-trouble.test.ts).

/** The objects of the webhooks of this type, as Stripe sent them. */
async function heard(world: World, type: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { db } = world.house.tools
  const rows = await db.selectFrom('inbox').select('body').where('type', '=', type).orderBy('id').execute()
  return rows.map(({ body }) => JSON.parse(body).data.object)
}

test('declines are told apart by their decline code, not by the code that is the same for nearly all of them', async () => {
  const world = await shopWith(['failed-payment'])
  const texts = {
    stolen_card: ['paynudge_payment_failed_card'],
    do_not_honor: ['paynudge_payment_failed'],
    invalid_expiry_year: ['paynudge_payment_failed_details'],
    insufficient_funds: [],
    stop_payment_order: [],
  }
  for (const [index, declineCode] of Object.keys(texts).entries()) {
    const id = `cus_${index}`
    addRegular(world, { ...maya, id, phone: `600 000 10${index}` })
    world.stripe.declineRenewal(id, { declineCode })
  }
  await world.settle()

  const intents = await heard(world, 'payment_intent.payment_failed')
  expect(intents.map((intent) => (intent.last_payment_error as { code: string }).code)).toEqual(
    Array(5).fill('card_declined'),
  )
  const got = Object.keys(texts).map((_, index) =>
    world.messagesTo(`+3460000010${index}`).map(({ template }) => template),
  )
  expect(got).toEqual(Object.values(texts))
})

test('delays do not add up: the third message comes a week after the failure, and not ten days', async () => {
  const world = await mayaIn(['failed-payment'])
  const failedAt = world.clock.now()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 31 })

  expect(written(world, failedAt).map(([, days]) => days)).toEqual([0, 3, 7])
})

test('a first message that waited for the morning makes the second one no later', async () => {
  const start = Temporal.Instant.from('2026-11-23T00:55:00Z')
  const world = await mayaIn(['failed-payment'], {}, { start })
  // Until eight on the Canary Islands as well, where she may be.
  await world.run('settings', 'set', '--hours', '08:00-24:00', '--per-day', '3')
  await world.run('flow', 'set', 'failed-payment', '--delays', '0,12h')
  // Two at night on Maya's clock.
  const failedAt = world.clock.now()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 4 })

  expect(written(world, failedAt).map(([, days]) => days * 24)).toEqual([7, 12])
})

type Linked = {
  readonly flow: string
  readonly happens: (world: World) => unknown
  /** Until the day before the next message. */
  readonly days: number
  readonly shows: string
}

const links: readonly Linked[] = [
  {
    flow: 'failed-payment',
    happens: ({ stripe }) => stripe.declineRenewal('cus_maya'),
    days: 2,
    shows: 'Pay by card',
  },
  {
    flow: 'card-expiring',
    happens: ({ stripe, clock }) => stripe.comesUp('cus_maya', clock.now().add({ hours: 10 * 24 })),
    days: 3,
    shows: 'Another card',
  },
  {
    flow: 'win-back',
    happens: async (world) => {
      world.stripe.cancelSubscription('cus_maya')
      await world.advance({ days: 7 })
    },
    days: 22,
    shows: 'Coffee every month',
  },
]

test.each(links)(
  'a link of $flow that was opened once still leads to a page the day before the next message',
  async ({ flow, happens, days, shows }) => {
    const card = { brand: 'visa', last4: '4242', expMonth: 11, expYear: 2026 }
    const world = await mayaIn([flow], { card })
    await agreesToOffers(world)
    await happens(world)
    await world.settle()
    const message = onlyMessage(world)
    expect((await follow(message)).text).toContain(shows)

    await world.advance({ days })

    expect((await follow(message)).text).toContain(shows)
    expect(onlyMessage(world).id).toBe(message.id)
  },
)

test('a Stripe that retries every day for three weeks neither silences us for good nor makes us write more', async () => {
  const world = await mayaIn(['failed-payment'], {}, { stripe: { retryDays: Array(21).fill(1) } })
  const failedAt = world.clock.now()
  const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'insufficient_funds' })
  await world.advance({ days: 60 })

  expect(world.stripe.find('invoice', invoice).attempt_count).toBe(22)
  expect(written(world, failedAt)).toEqual([
    ['payment_failed_funds', 1],
    ['payment_failed_reminder', 4],
    ['payment_failed_last', 8],
  ])
  expect(await count(world, 'nudge')).toBe(3)
  expect(await flowsSoFar(world)).toEqual(['failed-payment: Its time to watch for the money is over.'])
})

test('renewals that come without an id of their invoice are told apart, and none is lost', async () => {
  const world = await mayaIn(['upcoming-renewal'])
  addRegular(world, { ...maya, id: 'cus_leo', name: 'Leo Ruiz', phone: '600 000 002' })
  world.stripe.comesUp('cus_maya', Temporal.Instant.from('2026-12-03T09:00:00Z'))
  world.stripe.comesUp('cus_leo', Temporal.Instant.from('2026-12-03T09:00:00Z'))
  await world.advance({ days: 1 })
  world.stripe.comesUp('cus_maya', Temporal.Instant.from('2027-01-03T09:00:00Z'))
  await world.advance({ days: 1 })

  for (const invoice of await heard(world, 'invoice.upcoming')) expect(invoice).not.toHaveProperty('id')
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
  expect(world.messagesTo('+34600000002')).toHaveLength(1)
  expect(await setAside(world)).toEqual([])
})

test('one failure told by two events is written about once, though the second comes when we have written already', async () => {
  const world = await mayaIn(['failed-payment', 'payment-action-required'])
  const failedAt = world.clock.now()
  const delivered = world.stripe.deliveries.length
  world.stripe.renewalNeedsAuthentication('cus_maya')
  await world.stripe.delivered()
  const told = world.stripe.deliveries.slice(delivered).map(({ type }) => type)
  expect(told).toEqual(expect.arrayContaining(['invoice.payment_failed', 'invoice.payment_action_required']))
  const later = await heldBack(world, 'invoice.payment_action_required')
  await world.settle()
  expect(written(world, failedAt)).toEqual([['payment_action_required', 0]])

  await later()
  await world.advance({ days: 2 })

  expect(written(world, failedAt)).toHaveLength(1)
  expect(await count(world, 'enrollment')).toBe(2)
})

/** Keeps a webhook that came in from being handled. Returns what lets it be. */
async function heldBack({ house, clock }: World, type: string): Promise<() => Promise<unknown>> {
  const { db } = house.tools
  const move = (ms: number) => db.updateTable('inbox').set({ next_at: ms }).where('type', '=', type).execute()
  await move(clock.now().add({ hours: 1 }).epochMilliseconds)
  return () => move(clock.now().epochMilliseconds)
}

test("of three renewals that failed and were paid, only the one that came by our message is recovered, not Stripe's retry", async () => {
  const world = await shopWith(['failed-payment'])
  const ids = ['cus_retried', 'cus_by_herself', 'cus_by_link']
  for (const [index, id] of ids.entries()) {
    const phone = `60000020${index}`
    addRegular(world, { ...maya, id, phone, amount: 1_000 * 2 ** index })
    world.whatsapp.person(`+34${phone}`, { reads: id === 'cus_by_link' })
  }
  const [retried = '', byHerself = '', byLink = ''] = ids.map((id) => world.stripe.declineRenewal(id))
  await world.advance({ hours: 1 })

  world.stripe.retry(retried, { succeeds: true })
  world.stripe.payInvoice(byHerself)
  await open(linkOf(onlyMessage(world, '+34600000202')))
  world.stripe.payInvoice(byLink)
  await world.settle()

  expect(await world.run('results')).toEqual([
    '1 click',
    'clicked: €40.00 in 1 payment',
    'retry: €10.00 in 1 payment',
    'unaided: €20.00 in 1 payment',
    'recovered: €40.00',
  ])
})

test('a test event about a live invoice changes nothing in live', async () => {
  const world = await mayaIn(['failed-payment'])
  world.stripe.hold()
  const id = world.stripe.declineRenewal('cus_maya')

  const event = smallEvent('invoice.payment_failed', 'evt_test', {
    livemode: false,
    data: { object: { ...world.stripe.find('invoice', id), livemode: false } },
  })
  expect((await postStripe(world, JSON.stringify(event))).status).toBe(200)
  await world.advance({ hours: 1 })

  expect(await flowsSoFar(world)).toEqual([])
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test.each([1, 2, 3])('a cap of %i a week lets so many messages out, no more and no fewer', async (cap) => {
  const world = await mayaIn(['failed-payment'])
  await world.run('settings', 'set', '--per-week', String(cap))
  await world.run('flow', 'set', 'failed-payment', '--delays', '0,1d,2d')
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 6 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(cap)
})
