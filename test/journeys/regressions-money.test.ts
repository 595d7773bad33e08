import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { handleInbox } from '../../server/pipeline/handle-inbox.ts'
import type { Tools } from '../../server/pipeline/tools.ts'
import type { World } from '../../simulator/world.ts'
import { explained, linkOf, mayaWasWrittenTo, notesOn, open, setAside } from './stage.ts'

function intentOf(world: World, invoice: string): string {
  const [intent] = world.stripe.paymentIntentsOf(invoice)
  if (!intent) throw new Error(`Nothing was paid for ${invoice}`)
  return intent
}

test('money that comes two months after we stopped watching is not claimed', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  await world.advance({ days: 31 })
  expect(await explained(world, invoice)).toContain('Its time to watch for the money is over.')

  await world.advance({ days: 60 })
  world.stripe.payInvoice(invoice)
  await world.advance({ days: 1 })

  expect(await world.run('results')).toEqual(['1 click'])
  expect(notesOn(world, invoice).invoice).toEqual({})
})

test('money that comes after the time to watch is not claimed by a server that slept through its end', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await world.advance({ days: 8 })
  await open(linkOf(message))
  world.stripe.hold()
  await world.clock.moveTo(world.clock.now().add({ hours: 24 * 25 }))
  world.stripe.payInvoice(invoice)
  world.stripe.release()
  await world.advance({ days: 1 })

  expect(await world.run('results')).toEqual(['1 click'])
  expect(await explained(world, invoice)).toContain('the flow ended')
})

/** Tools with which something happens behind our back as soon as Stripe has answered the first look. */
function duringLook(tools: Tools, happens: () => Promise<void>): Tools {
  let looks = 0
  const stripe: Tools['stripe'] = (account) => {
    const real = tools.stripe(account)
    const list = async (params: Stripe.InvoicePaymentListParams) => {
      const answer = await real.invoicePayments.list(params)
      looks += 1
      if (looks === 1) await happens()
      return answer
    }
    return Object.create(real, { invoicePayments: { value: { list } } })
  }
  return { ...tools, stripe }
}

test('a refund that comes in just after the look at the payment is not lost', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  const { tools } = world.house
  world.stripe.payInvoice(invoice)
  await world.stripe.delivered()
  // One event of the payment only: any later one would look again and make the loss good.
  await tools.db
    .updateTable('inbox')
    .set({ state: 'ignored', stamped_at: world.clock.now().epochMilliseconds })
    .where('state', '=', 'waiting')
    .where('type', '<>', 'invoice.paid')
    .execute()
  let happened = false

  const refunded = async () => {
    happened = true
    world.stripe.refund(intentOf(world, invoice))
    await world.stripe.delivered()
    await handleInbox(tools)
  }
  await handleInbox(duringLook(tools, refunded))
  await world.settle()

  expect(happened).toBe(true)
  expect(await world.run('results')).toContain('recovered: €0.00')
  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'refunded' })
})

test('a failed retry heard of while the flow is off still counts, so that a payment by hand is ours', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo({ stripe: { automaticRetries: false } })
  await world.run('flow', 'off', 'failed-payment')
  world.stripe.retry(invoice, { succeeds: false })
  await world.settle()
  await world.run('flow', 'on', 'failed-payment')
  const { db } = world.house.tools
  expect(await db.selectFrom('enrollment').select('failed_attempts').execute()).toEqual([
    { failed_attempts: 2 },
  ])

  await open(linkOf(message))
  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toContain('clicked: €29.00 in 1 payment')
})

/** How often an invoice was looked at since that call. */
function looksSince(world: World, calls: number, invoice: string): number {
  const fits = ({ method, path }: World['stripe']['calls'][number]) =>
    method === 'GET' && path === `/v1/invoices/${invoice}`
  return world.stripe.calls.slice(calls).filter(fits).length
}

/** What one turn makes of everything that waits: how many webhooks it dealt with, and how many looks it took. */
async function handleTogether(world: World, invoice: string) {
  await world.stripe.delivered()
  const { db } = world.house.tools
  // News of the payment's own intent change nothing, but make a look under way an old one.
  const handled = async () =>
    (await db.selectFrom('inbox').select('id').where('state', 'in', ['handled', 'ignored']).execute()).length
  const before = await handled()
  const calls = world.stripe.calls.length
  await handleInbox(world.house.tools)
  return { events: (await handled()) - before, looks: looksSince(world, calls, invoice) }
}

test('sixty webhooks about one payment, all at once, cost about two looks each', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.payInvoice(invoice)
  await world.stripe.delivered()
  const paid = world.stripe.deliveries.findLast(({ type }) => type === 'invoice.paid')
  const { id, ...event } = world.stripe.find('event', paid?.eventId ?? '')
  for (let copy = 0; copy < 60; copy += 1) {
    world.stripe.send(world.merchant.accountId, { ...event, id: `${id}_${copy}` })
  }

  const { events, looks } = await handleTogether(world, invoice)

  expect(events).toBeGreaterThan(60)
  expect(looks).toBeLessThanOrEqual(2 * events)
  expect(await setAside(world)).toEqual([])
  await world.settle()
  expect(await world.run('results')).toContain('recovered: €29.00')
})

test('twenty refunds of one payment, all at once, cost about two looks for each webhook', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.payInvoice(invoice)
  await world.settle()
  for (let part = 0; part < 20; part += 1) world.stripe.refund(intentOf(world, invoice), 100)

  const { events, looks } = await handleTogether(world, invoice)

  expect(events).toBeGreaterThanOrEqual(20)
  expect(looks).toBeLessThanOrEqual(2 * events)
  await world.settle()
  expect(await world.run('results')).toContain('recovered: €9.00')
})
