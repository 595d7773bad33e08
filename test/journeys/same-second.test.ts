import { expect, test } from 'vitest'
import type { World } from '../../simulator/world.ts'
import { linkOf, mayaFails, onlyMessage, open, setAside, shopWithMaya } from './stage.ts'

type Order = 'in-order' | 'reverse'

/** What two things at one moment are about: an invoice that failed two hours ago, or one that fails now. */
type Pair = {
  readonly name: string
  readonly happens: (world: World, invoice: string) => void
  readonly startsNow?: boolean
}

const pairs: readonly Pair[] = [
  {
    name: 'a failure and the payment',
    startsNow: true,
    happens: (world, invoice) => world.stripe.payInvoice(invoice),
  },
  {
    name: 'a failure and the voiding',
    startsNow: true,
    happens: (world, invoice) => world.stripe.voidInvoice(invoice),
  },
  {
    name: 'a failed and a successful retry of Stripe',
    happens: (world, invoice) => {
      world.stripe.retry(invoice, { succeeds: false })
      world.stripe.retry(invoice, { succeeds: true })
    },
  },
  {
    name: 'a failed retry and a payment by the shopper',
    happens: (world, invoice) => {
      world.stripe.retry(invoice, { succeeds: false })
      world.stripe.payInvoice(invoice)
    },
  },
  {
    name: 'a payment and its refund',
    happens: (world, invoice) => {
      world.stripe.payInvoice(invoice)
      for (const intent of world.stripe.paymentIntentsOf(invoice)) world.stripe.refund(intent)
    },
  },
  {
    name: 'a part payment and the rest',
    happens: (world, invoice) => {
      world.stripe.payInvoice(invoice, { amount: 1_000 })
      world.stripe.payInvoice(invoice)
    },
  },
  {
    name: 'a part payment and the voiding',
    happens: (world, invoice) => {
      world.stripe.payInvoice(invoice, { amount: 1_000 })
      world.stripe.voidInvoice(invoice)
    },
  },
]

/** Both things happen in one second, and Stripe tells of them in this order, to two workers at once. */
async function tell({ happens, startsNow }: Pair, order: Order) {
  const world = await shopWithMaya()
  const invoice = startsNow ? '' : await mayaFails(world)
  if (!startsNow) await open(linkOf(onlyMessage(world)))
  world.stripe.hold()
  happens(world, startsNow ? world.stripe.declineRenewal('cus_maya') : invoice)
  await world.stripe.release(order)
  await Promise.all([world.house.turn(), world.house.turn()])
  await world.advance({ days: 31 })
  expect(await setAside(world)).toEqual([])
  return outcome(world)
}

/** Everything that came of it, without ids and times of our own. */
async function outcome(world: World) {
  const { db } = world.house.tools
  const enrollments = db
    .selectFrom('enrollment')
    .select(['flow', 'subject', 'failed_attempts', 'ending', 'ended_because'])
  const nudges = db.selectFrom('nudge').select(['step', 'state']).orderBy('step')
  const decisions = db
    .selectFrom('decision')
    .innerJoin('nudge', 'nudge.id', 'decision.nudge_id')
    .select(['nudge.step', 'decision.kind', 'decision.gate', 'decision.reason'])
    .orderBy('nudge.step')
    .orderBy('decision.id')
  const recoveries = db.selectFrom('recovery').select(['currency', 'amount', 'attribution'])
  const payments = db
    .selectFrom('recovery_payment')
    .select(['payment', 'amount', 'refunded', 'attribution'])
    .orderBy('payment')
  return {
    enrollments: await enrollments.execute(),
    nudges: await nudges.execute(),
    decisions: await decisions.execute(),
    recoveries: await recoveries.execute(),
    payments: await payments.execute(),
    messages: world.whatsapp.messages.length,
  }
}

test.each(pairs)('$name in one second end the same in both orders', async (pair) => {
  const [first, second] = [await tell(pair, 'in-order'), await tell(pair, 'reverse')]
  expect(second).toEqual(first)
  expect(first.enrollments.every(({ ending }) => ending !== null)).toBe(true)
})
