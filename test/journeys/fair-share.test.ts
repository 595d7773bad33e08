import { expect, test } from 'vitest'
import { newId } from '../../server/domain/ids.ts'
import { handleInbox } from '../../server/pipeline/handle-inbox.ts'
import { sendDue } from '../../server/pipeline/send-due.ts'
import { addRegular } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import { maya, openTeaHouse, shopWithMaya, tea } from './stage.ts'

/** What one account may take on before the next has its turn. */
const inOneTurn = 32
const thousands = 3_000

/** What one turn takes of those that came first. */
const webhooksInOneTurn = 200

/** Maya's failed renewal at the shop, thousands of times, all due at the same moment as hers at the tea house. */
async function oneAmongThousands(): Promise<World> {
  const world = await shopWithMaya()
  await openTeaHouse(world)
  addRegular(world, { ...maya, account: tea.account, id: 'cus_maya_tea' })
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await copyOver(world, thousands)
  world.stripe.declineRenewal('cus_maya_tea')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ hours: 2 }))
  return world
}

async function copyOver(world: World, count: number) {
  const { db } = world.house.tools
  const enrollment = await db.selectFrom('enrollment').selectAll().executeTakeFirstOrThrow()
  const nudge = await db.selectFrom('nudge').selectAll().where('step', '=', 1).executeTakeFirstOrThrow()
  const now = world.clock.now()
  for (let done = 0; done < count; done += 300) {
    const ids = Array.from({ length: Math.min(300, count - done) }, () => newId(now))
    await db
      .insertInto('enrollment')
      .values(ids.map((id) => ({ ...enrollment, id, subject: `in_${id}`, money_key: `in_${id}` })))
      .execute()
    await db
      .insertInto('nudge')
      .values(ids.map((id) => ({ ...nudge, id: newId(now), enrollment_id: id })))
      .execute()
  }
}

/** How many of an account's nudges nobody has worked on yet. */
async function untouched(world: World, account: string): Promise<number> {
  const { nudges } = await world.house.tools.db
    .selectFrom('nudge')
    .select((eb) => eb.fn.countAll<number>().as('nudges'))
    .where('account_id', '=', account)
    .where('step', '=', 1)
    .where('state', '=', 'scheduled')
    .executeTakeFirstOrThrow()
  return Number(nudges)
}

test('an account with one message due waits for a handful of one with thousands', async () => {
  const world = await oneAmongThousands()

  await sendDue(world.house.tools)

  expect(await untouched(world, tea.account)).toBe(0)
  const done = thousands + 1 - (await untouched(world, world.merchant.accountId))
  expect(done).toBeGreaterThan(0)
  expect(done).toBeLessThanOrEqual(inOneTurn)
  const sent = world.whatsapp.messages.filter(
    ({ phoneNumberId }) => phoneNumberId === tea.number.phoneNumberId,
  )
  expect(sent).toHaveLength(1)
})

/** As many more webhooks of the shop, each about a payment of its own, which came before anything else that waits. */
async function flood(world: World, count: number) {
  const { db } = world.house.tools
  const heard = await db
    .selectFrom('inbox')
    .selectAll()
    .where('type', '=', 'invoice.payment_failed')
    .executeTakeFirstOrThrow()
  const now = world.clock.now().epochMilliseconds
  const copies = Array.from({ length: count }, (_, nth) => ({
    ...heard,
    id: newId(world.clock.now()),
    event_id: `evt_flood${nth}`,
    body: heard.body.replaceAll(/"in_\w+"/g, `"in_flood${nth}"`),
    state: 'waiting' as const,
    reason: null,
    subject: null,
    stamped_at: null,
    first_tried_at: null,
    attempts: 0,
    received_at: now - 1,
    next_at: now - 1,
  }))
  for (let first = 0; first < count; first += 100)
    await db
      .insertInto('inbox')
      .values(copies.slice(first, first + 100))
      .execute()
}

async function shopAndTeaHouse(): Promise<World> {
  const world = await shopWithMaya()
  await openTeaHouse(world)
  addRegular(world, { ...maya, account: tea.account, id: 'cus_maya_tea' })
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  return world
}

function waiting(world: World) {
  const { db } = world.house.tools
  return db.selectFrom('inbox').selectAll().where('state', '=', 'waiting').orderBy('next_at').orderBy('id')
}

test('what an account hears is not behind the thousands that another one hears', async () => {
  const world = await shopAndTeaHouse()
  await flood(world, 3 * webhooksInOneTurn)
  world.stripe.declineRenewal('cus_maya_tea')
  await world.stripe.delivered()
  expect(await waiting(world).where('account_id', '=', tea.account).execute()).not.toEqual([])

  await handleInbox(world.house.tools)

  expect(await waiting(world).where('account_id', '=', tea.account).execute()).toEqual([])
  expect(await waiting(world).execute()).toHaveLength(2 * webhooksInOneTurn)
})

test('an account whose Stripe is slow holds others up for a moment only, and what was left waits in its place', async () => {
  const world = await shopAndTeaHouse()
  await flood(world, webhooksInOneTurn)
  const before = await waiting(world).execute()
  const end = world.stripe.onCall(async (_call, at) => {
    if (at === 'arrived') await world.clock.moveTo(world.clock.now().add({ milliseconds: 500 }))
  })

  await handleInbox(world.house.tools)
  end()

  const left = await waiting(world).execute()
  expect(left.length).toBeGreaterThan(webhooksInOneTurn - 30)
  expect(left.length).toBeLessThan(webhooksInOneTurn)
  const ids = new Set(left.map(({ id }) => id))
  expect(left).toEqual(before.filter(({ id }) => ids.has(id)))
  await world.settle()
  expect(await waiting(world).execute()).toEqual([])
})
