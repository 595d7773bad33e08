import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { type Db, openDatabase } from '../../server/store/database.ts'
import type { World } from '../../simulator/world.ts'
import { newDatabaseUrl, newSharedDatabaseUrl, onPostgres } from '../databases.ts'

/** Something that keeps a world's database from working for a while. */
export type Trouble = {
  /** What the world is to open. */
  readonly databaseUrl: string
  readonly begin: (world: World) => Promise<void>
  readonly end: (world: World) => Promise<void>
}

/** A disk with no room for another row. */
export async function diskFullSoon(): Promise<Trouble> {
  return { databaseUrl: await newDatabaseUrl(), ...(onPostgres() ? fullPostgres : fullSqlite) }
}

/** A database that does not answer: on another machine, or held by another process. */
export async function unreachableSoon(): Promise<Trouble> {
  return onPostgres() ? behindProxy(await newSharedDatabaseUrl()) : heldByOther(await newSharedDatabaseUrl())
}

type Ends = Pick<Trouble, 'begin' | 'end'>

const pagesAtMost = 1_073_741_823

/** SQLite says so itself when its file may not grow. */
const fullSqlite: Ends = {
  begin: async ({ house }) => {
    const { db } = house.tools
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 1)}`.execute(db)
  },
  end: async ({ house }) => {
    await sql`pragma max_page_count = ${sql.lit(pagesAtMost)}`.execute(house.tools.db)
  },
}

/** PostgreSQL's own error for it, raised by a trigger: no disk can be filled for one database alone. */
const fullPostgres: Ends = {
  begin: async ({ house }) => {
    const { db } = house.tools
    await sql`
      create or replace function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`.execute(
      db,
    )
    for (const table of growing) {
      await sql`create trigger no_room before insert or update on ${sql.table(table)} execute function no_room()`.execute(
        db,
      )
    }
  },
  end: async ({ house }) => {
    for (const table of growing)
      await sql`drop trigger no_room on ${sql.table(table)}`.execute(house.tools.db)
  },
}

const growing = ['inbox', 'enrollment', 'nudge', 'send'] as const

const usualPatienceMs = 5_000
const shortPatienceMs = 20

/** A second process holds SQLite's file for writing, for longer than anybody waits. */
function heldByOther(databaseUrl: string): Trouble {
  let other: Db | undefined
  return {
    databaseUrl,
    begin: async ({ house }) => {
      await sql`pragma busy_timeout = ${sql.lit(shortPatienceMs)}`.execute(house.tools.db)
      other = await openDatabase(databaseUrl)
      await sql`begin exclusive`.execute(other)
    },
    end: async ({ house }) => {
      if (other) await sql`rollback`.execute(other)
      await other?.destroy()
      await sql`pragma busy_timeout = ${sql.lit(usualPatienceMs)}`.execute(house.tools.db)
    },
  }
}

/** The way to PostgreSQL leads through a door that can be shut. */
async function behindProxy(target: string): Promise<Trouble> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let isShut = false
  const proxy = createServer((near) => {
    if (isShut) return near.destroy()
    const far = dial(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
    return near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  const address = proxy.address() as AddressInfo
  return {
    databaseUrl: Object.assign(new URL(target), { port: String(address.port) }).href,
    begin: async () => {
      isShut = true
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
    end: async () => {
      isShut = false
    },
  }
}
