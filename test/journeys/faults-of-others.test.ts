import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { build } from '../../server/start.ts'
import { claimInbox } from '../../server/store/inbox.ts'
import { addRegular } from '../../simulator/shop.ts'
import { businessNumber, type World } from '../../simulator/world.ts'
import { newSharedDatabaseUrl } from '../databases.ts'
import { postMeta } from '../routes/signed.ts'
import {
  count,
  maya,
  mayaPhone,
  mayaWasWrittenTo,
  nudgeStates,
  setAside,
  shopWithMaya,
  stripeDown,
} from './stage.ts'

// Each of these was found in a system that does our kind of work, and cost somebody data.

const leaseMs = 5 * 60_000

/** What became of the webhooks of this type. */
function rowsOf(world: World, type: string) {
  return world.house.tools.db
    .selectFrom('inbox')
    .select(['event_id', 'state', 'reason', 'attempts'])
    .where('type', '=', type)
    .orderBy('id')
    .execute()
}

test('a webhook claimed before the work is not lost when its worker dies', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  const { db, clock } = world.house.tools
  const taken = await claimInbox(db, { limit: 100, leaseMs, only: 'others' }, clock.now())
  expect(taken.map(({ type }) => type)).toContain('invoice.payment_failed')

  // Its worker is never heard of again.
  await world.advance({ milliseconds: leaseMs })

  expect(await count(world, 'enrollment')).toBe(1)
})

test('a webhook whose work failed is done all the same when its sender repeats it and hears "known already"', async () => {
  const world = await shopWithMaya()
  world.stripe.fail({ path: /^\/v1\/invoices/, ...stripeDown }, 1)
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  expect(await rowsOf(world, 'invoice.payment_failed')).toMatchObject([{ state: 'waiting' }])

  const failed = world.stripe.deliveries.find(({ type }) => type === 'invoice.payment_failed')
  world.stripe.resend(failed?.eventId ?? '')
  await world.stripe.delivered()
  expect(world.stripe.deliveries.at(-1)).toMatchObject({ eventId: failed?.eventId, status: 200 })
  await world.advance({ minutes: 1 })

  expect(await rowsOf(world, 'invoice.payment_failed')).toMatchObject([{ state: 'handled' }])
  expect(await count(world, 'enrollment')).toBe(1)
})

test.each(['in-order', 'reverse'] as const)(
  'the later of two events of one second is not dropped as old (delivered %s)',
  async (order) => {
    const world = await shopWithMaya()
    world.stripe.hold()
    const invoice = world.stripe.declineRenewal('cus_maya')
    world.stripe.retry(invoice, { succeeds: false })
    world.stripe.retry(invoice, { succeeds: true })
    await world.stripe.release(order)
    await world.advance({ days: 8 })

    const heard = [
      ...(await rowsOf(world, 'invoice.payment_failed')),
      ...(await rowsOf(world, 'invoice.paid')),
    ]
    expect(heard.map(({ state }) => state)).toEqual(['ignored', 'ignored', 'ignored'])
    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
    expect(await setAside(world)).toEqual([])
  },
)

test('a message that was read does not turn back to delivered or sent, in whatever order Meta tells it', async () => {
  const world = await shopWithMaya()
  world.whatsapp.hold()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })
  await world.whatsapp.release('reverse')
  await world.settle()

  const { db } = world.house.tools
  expect(await db.selectFrom('send').select(['status', 'outcome']).execute()).toEqual([
    { status: 'read', outcome: 'accepted' },
  ])
})

test('reports of one message that two workers take in at once end with the furthest', async () => {
  const world = await shopWithMaya()
  world.whatsapp.hold()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })
  await world.whatsapp.release()
  const { turn } = world.house
  await Promise.all([turn(), turn(), turn(), turn()])
  await world.settle()

  expect(await world.house.tools.db.selectFrom('send').select('status').execute()).toEqual([
    { status: 'read' },
  ])
})

test('one bad item of a body takes none of the others with it', async () => {
  const { world, message } = await mayaWasWrittenTo()
  const { db } = world.house.tools
  await db.updateTable('send').set({ status: 'accepted', read_at: null, delivered_at: null }).execute()
  const good = { id: message.id, status: 'read', timestamp: '1795424400', recipient_id: '34600000001' }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '34910000000', phone_number_id: businessNumber.phoneNumberId },
    statuses: [{ ...good, id: 17 }, 'no status at all', { ...good, errors: 'no list' }, good],
  }
  const entry = [{ id: businessNumber.wabaId, changes: [{ field: 'messages', value }] }]
  const answer = await postMeta(world, JSON.stringify({ object: 'whatsapp_business_account', entry }))
  expect(answer.status).toBe(200)
  await world.settle()

  expect(await db.selectFrom('send').select('status').execute()).toEqual([{ status: 'read' }])
})

test('what was acknowledged and not yet worked on is done by the next process', async () => {
  const databaseUrl = await newSharedDatabaseUrl()
  const world = await shopWithMaya({}, { databaseUrl })
  world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  expect(world.stripe.deliveries.every(({ status }) => status === 200)).toBe(true)
  await world.endServer()

  const next = await build(
    readConfig({
      DATABASE_URL: databaseUrl,
      SECRET_KEY: randomBytes(32).toString('base64'),
      STRIPE_SECRET_KEY_LIVE: 'sk_live_world',
      STRIPE_ACCOUNT_LIVE: world.merchant.accountId,
      STRIPE_API_BASE: world.stripe.url,
      LOG_LEVEL: 'silent',
    }),
    world.clock,
  )
  onTestFinished(next.close)
  await next.turn()

  const { db } = next.tools
  expect(await db.selectFrom('enrollment').select('flow').execute()).toEqual([{ flow: 'failed-payment' }])
  expect(await db.selectFrom('inbox').select('id').where('state', '=', 'waiting').execute()).toEqual([])
})

test('tries of parallel workers are counted one by one, so that a webhook is set aside after its eighth', async () => {
  const world = await shopWithMaya()
  addRegular(world, { ...maya, id: 'cus_other' })
  world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  const { db } = world.house.tools
  await db
    .updateTable('inbox')
    .set({ body: '{not json' })
    .where('type', '=', 'invoice.payment_failed')
    .execute()
  const { turn } = world.house
  const tries: number[] = []
  while ((await setAside(world)).length === 0 && tries.length < 20) {
    await Promise.all([turn(), turn(), turn(), turn()])
    await setImmediate()
    tries.push((await rowsOf(world, 'invoice.payment_failed'))[0]?.attempts ?? 0)
    await world.clock.moveTo(world.clock.now().add({ hours: 1 }))
  }
  expect(tries).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(await nudgeStates(world)).toEqual([])
})
