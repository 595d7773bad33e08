import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { World } from '../../simulator/world.ts'
import { explained, mayaFails, mayaPhone, setAside, shopWithMaya } from '../journeys/stage.ts'

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
