import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inTransaction } from '../../server/store/database.ts'
import { holdEnrollment } from '../../server/store/enrollments.ts'
import { phoneIdentities, recognise } from '../../server/store/shoppers.ts'
import type { World } from '../../simulator/world.ts'
import {
  count,
  explained,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  setAside,
  shopWithMaya,
} from '../journeys/stage.ts'

/** What PostgreSQL answers whoever it takes out of a deadlock, for every message that is noted. */
async function beginDeadlocks({ house }: World) {
  await sql`
    create or replace function deadlock() returns trigger language plpgsql as
    $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`.execute(house.tools.db)
  await sql`create trigger deadlock before insert on message execute function deadlock()`.execute(
    house.tools.db,
  )
}

async function endDeadlocks({ house }: World) {
  await sql`drop trigger deadlock on message`.execute(house.tools.db)
}

/** Four days without a turn, as of a server that was away. */
async function leap({ clock, settle }: World) {
  await clock.moveTo(clock.now().add({ hours: 4 * 24 }))
  await settle()
}

test('a STOP that meets a deadlock four days after another is not set aside, and counts once they end', async () => {
  const world = await shopWithMaya()
  const invoice = await mayaFails(world)
  await beginDeadlocks(world)
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.settle()

  await leap(world)
  expect(await setAside(world)).toEqual([])
  await endDeadlocks(world)
  await leap(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
})

/** How many backends of this database wait for a row that another one holds. */
async function waiting({ house }: World): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    house.tools.db,
  )
  return Number(rows[0]?.count)
}

test('what a shopper writes while a report about the same message is taken in waits for it, and neither is thrown back', async () => {
  const { world } = await mayaWasWrittenTo()
  const { db } = world.house.tools
  const enrollment = await db.selectFrom('enrollment').selectAll().executeTakeFirstOrThrow()
  const account = { environment: enrollment.environment, accountId: enrollment.account_id }
  await world.whatsapp.reply(mayaPhone, 'How much is it?')

  const taking = { settled: Promise.resolve() }
  await inTransaction(db, async (tx) => {
    await holdEnrollment(tx, account, enrollment.id)
    taking.settled = world.settle()
    await expect.poll(() => waiting(world)).toBeGreaterThan(0)
    await recognise(tx, account, { identities: phoneIdentities([mayaPhone]) }, world.clock.now())
  })
  await taking.settled

  expect(await count(world, 'message')).toBe(1)
})

test('reports about two invoices of one shopper, in one body, wait for a send about the second', async () => {
  const world = await shopWithMaya()
  await world.run('settings', 'set', '--per-day', '3')
  world.whatsapp.hold()
  await mayaFails(world)
  await mayaFails(world)
  for (const { id } of world.messagesTo(mayaPhone)) await world.whatsapp.read(mayaPhone, id)
  const { db } = world.house.tools
  const enrollments = await db.selectFrom('enrollment').selectAll().orderBy('id').execute()
  expect(enrollments).toHaveLength(2)
  await world.whatsapp.release('batched')

  const [, second] = enrollments
  const account = { environment: second?.environment ?? 'live', accountId: second?.account_id ?? '' }
  const taking = { settled: Promise.resolve() }
  await inTransaction(db, async (tx) => {
    await holdEnrollment(tx, account, second?.id ?? '')
    taking.settled = world.settle()
    await expect.poll(() => waiting(world)).toBeGreaterThan(0)
    await recognise(tx, account, { identities: phoneIdentities([mayaPhone]) }, world.clock.now())
  })
  await taking.settled

  const sends = await db.selectFrom('send').select(['status', 'wamid']).orderBy('opened_at').execute()
  expect(sends.map(({ status }) => status)).toEqual(['read', 'read'])
})
