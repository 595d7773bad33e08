import { expect, test } from 'vitest'
import { newId } from '../../server/domain/ids.ts'
import { sendDue } from '../../server/pipeline/send-due.ts'
import { addRegular } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import { maya, openTeaHouse, shopWithMaya, tea } from './stage.ts'

/** What one account may take on before the next has its turn. */
const inOneTurn = 32
const thousands = 3_000

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
