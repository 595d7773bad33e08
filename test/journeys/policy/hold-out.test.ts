import { expect, test } from 'vitest'
import { keepSide } from '../../../server/store/sides.ts'
import { addRegular } from '../../../simulator/shop.ts'
import type { World } from '../../../simulator/world.ts'
import { explained, linkOf, maya, mayaPhone, notesOn, nudgeStates, onlyMessage, open } from '../stage.ts'
import { openAllDay } from './stage.ts'

/** A shopper, the side they were drawn to, and what became of their enrollment. */
type Drawn = {
  readonly customer: string
  readonly phone: string
  readonly invoice: string
  readonly side: 'treated' | 'held-out'
  readonly eligibleAt: number | null
  readonly ending: string | null
}

/** Half of the shoppers are kept silent. */
async function halfSilent(flows?: readonly string[]) {
  const world = await openAllDay(flows)
  await world.run('settings', 'set', '--hold-out', '50%')
  return world
}

/** Chance puts so many shoppers on one side once in a billion times. */
const shoppersAtMost = 30

/** The renewals of customers fail one after the other, until there are some on both sides. */
async function failUntilBothSides(world: World): Promise<readonly Drawn[]> {
  const invoices: string[] = []
  while (invoices.length < shoppersAtMost) {
    const customer = `cus_${invoices.length}`
    addRegular(world, { ...maya, id: customer, phone: phoneOf(invoices.length) })
    invoices.push(world.stripe.declineRenewal(customer))
    await world.settle()
    const drawn = await drawnSides(world)
    if (invoices.length >= 4 && new Set(drawn.map(({ side }) => side)).size === 2) return drawn
  }
  throw new Error(`${shoppersAtMost} shoppers are all on one side`)
}

function phoneOf(index: number): string {
  return `+346000002${String(index).padStart(2, '0')}`
}

async function drawnSides(world: World): Promise<readonly Drawn[]> {
  const rows = await world.house.tools.db
    .selectFrom('enrollment')
    .innerJoin('shopper', 'shopper.id', 'enrollment.shopper_id')
    .select(['customer_id', 'subject', 'enrollment.side', 'eligible_at', 'ending'])
    .select('shopper.side as kept')
    .orderBy('enrollment.id')
    .execute()
  return rows.map((row) => {
    expect(row.side).toBe(row.kept)
    return {
      customer: row.customer_id ?? '',
      phone: phoneOf(Number(row.customer_id?.replace('cus_', ''))),
      invoice: row.subject,
      side: row.side ?? 'treated',
      eligibleAt: row.eligible_at,
      ending: row.ending,
    }
  })
}

/** Puts Maya on a side, as chance may have done long ago. */
async function mayaIs(world: World, side: 'treated' | 'held-out') {
  await world.run('consent', 'grant', mayaPhone, '--wording', 'Yes, by WhatsApp')
  const { db, clock } = world.house.tools
  const { id } = await db.selectFrom('shopper').select('id').executeTakeFirstOrThrow()
  const key = { environment: world.merchant.environment, accountId: world.merchant.accountId }
  await keepSide(db, key, { shopperId: id, side, salt: 'long ago', share: 0.5 }, clock.now())
}

/** From now on, when each invoice is looked at in Stripe. */
function watchLooks(world: World): ReadonlyMap<string, readonly string[]> {
  const looks = new Map<string, readonly string[]>()
  world.stripe.onCall(async ({ method, path }, moment) => {
    const invoice = /^\/v1\/invoices\/(in_\w+)$/.exec(path)?.[1]
    if (!invoice || method !== 'GET' || moment !== 'arrived') return
    const at = world.clock.now().toString({ smallestUnit: 'second' })
    looks.set(invoice, [...(looks.get(invoice) ?? []), at])
  })
  return looks
}

/** A number's pace keeps messages a few milliseconds apart. */
const aMomentMs = 500

test('the held-out hear nothing, the others everything, and both count from the same moment', async () => {
  const world = await halfSilent()
  const now = world.clock.now().epochMilliseconds

  const drawn = await failUntilBothSides(world)
  await world.advance({ days: 8 })

  for (const { phone, side, eligibleAt } of drawn) {
    expect(world.messagesTo(phone)).toHaveLength(side === 'treated' ? 3 : 0)
    expect(Math.abs((eligibleAt ?? 0) - now)).toBeLessThan(aMomentMs)
  }
})

test('the enrollment of somebody held out stays open, and is looked at at the same moments', async () => {
  const world = await halfSilent()
  const drawn = await failUntilBothSides(world)
  const looks = watchLooks(world)

  await world.advance({ days: 16 })
  expect((await drawnSides(world)).map(({ ending }) => ending)).toEqual(drawn.map(() => null))
  await world.advance({ days: 15 })

  const [first = '', ...others] = drawn.map(({ invoice }) => invoice)
  // The second and third step, three retries of Stripe, and the end of the time to watch.
  expect(looks.get(first)).toHaveLength(6)
  for (const other of others) expect(looks.get(other)).toEqual(looks.get(first))
  expect((await drawnSides(world)).map(({ ending }) => ending)).toEqual(drawn.map(() => 'expired'))
})

test('money of somebody held out is recorded as nobody else’s doing, and Stripe is told nothing of the hold-out', async () => {
  const world = await halfSilent()
  await mayaIs(world, 'held-out')
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 1 })

  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual(['0 clicks', 'unaided: €29.00 in 1 payment'])
  expect(JSON.stringify(notesOn(world, invoice))).not.toMatch(/held|hold/i)
  expect(await explained(world, invoice)).toContain(
    'message 1 (payment_failed): not sent. The customer is among the few kept silent on purpose, which shows what your messages bring.',
  )
})

test('a shopper keeps their side in a second flow', async () => {
  const world = await halfSilent(['failed-payment', 'failed-one-off'])
  await world.run('account', 'set', '--link-domain', 'pay.harbor.example')
  const drawn = await failUntilBothSides(world)

  for (const { customer } of drawn)
    world.stripe.chargeOffSession(customer, {
      amount: 4_500,
      declineCode: 'expired_card',
      metadata: { paynudge_pay_url: 'https://pay.harbor.example/17' },
    })
  await world.advance({ days: 10 })

  const after = await drawnSides(world)
  expect(after).toHaveLength(2 * drawn.length)
  for (const { customer, side } of drawn)
    expect(after.filter((one) => one.customer === customer).map((one) => one.side)).toEqual([side, side])
  for (const { phone, side } of drawn)
    expect(world.messagesTo(phone).some(({ template }) => template?.startsWith('paynudge_one_off'))).toBe(
      side === 'treated',
    )
})

test('what the messages bring is told by comparing the two sides, each shopper once', async () => {
  const world = await halfSilent()
  const drawn = await failUntilBothSides(world)
  for (const { invoice, side } of drawn) if (side === 'treated') world.stripe.payInvoice(invoice)
  // A second failure of somebody who counts already changes nothing.
  for (const { customer } of drawn) world.stripe.declineRenewal(customer)
  await world.advance({ hours: 1 })

  const [treated, heldOut] = ['treated', 'held-out'].map(
    (wanted) => drawn.filter(({ side }) => side === wanted).length,
  )
  const lines = await world.run('results')
  expect(lines).toContain(
    `written to: ${treated} of ${treated} shopper${treated === 1 ? '' : 's'} paid; kept silent: 0 of ${heldOut} shopper${heldOut === 1 ? '' : 's'} paid`,
  )
  expect(lines.at(-1)).toMatch(/^lift: \+100 points, between -?\+?[\d.]+ and \+100 in 95 of 100 cases$/)
})

test('another share draws nobody anew who was drawn before', async () => {
  const world = await halfSilent()
  const drawn = await failUntilBothSides(world)

  await world.run('settings', 'set', '--hold-out', '0%')
  await world.advance({ days: 8 })

  for (const { phone, side } of drawn)
    expect(world.messagesTo(phone)).toHaveLength(side === 'treated' ? 3 : 0)
  expect((await drawnSides(world)).map(({ side }) => side)).toEqual(drawn.map(({ side }) => side))
})

test('of a confirmation that only they can give, the held-out hear all the same', async () => {
  const world = await halfSilent(['failed-payment', 'payment-action-required'])
  await mayaIs(world, 'held-out')

  const invoice = world.stripe.renewalNeedsAuthentication('cus_maya')
  await world.advance({ hours: 1 })

  expect(onlyMessage(world).template).toBe('paynudge_payment_action_required')
  await open(linkOf(onlyMessage(world)))
  world.stripe.answerBank(invoice)
  await world.settle()
  expect(await world.run('results')).toContain('recovered: €29.00')
})

test('who was kept back for another reason is no part of the comparison', async () => {
  const world = await halfSilent()
  await world.run('flow', 'set', 'failed-payment', '--stripe-emails', 'yes', '--beside-emails', 'no')
  world.stripe.declineRenewal('cus_maya')

  await world.advance({ days: 23 })

  const { db } = world.house.tools
  expect(await nudgeStates(world)).toEqual(['skipped', 'skipped', 'skipped'])
  expect(await db.selectFrom('enrollment').select('eligible_at').execute()).toEqual([{ eligible_at: null }])
})

test('a flow may have a share of its own', async () => {
  const world = await openAllDay()
  await world.run('settings', 'set', '--hold-out', '50%')
  await world.run('flow', 'set', 'failed-payment', '--hold-out', '0%')
  for (let index = 0; index < 8; index += 1) {
    addRegular(world, { ...maya, id: `cus_${index}`, phone: phoneOf(index) })
    world.stripe.declineRenewal(`cus_${index}`)
  }

  await world.advance({ hours: 1 })

  expect(new Set((await drawnSides(world)).map(({ side }) => side))).toEqual(new Set(['treated']))
})
