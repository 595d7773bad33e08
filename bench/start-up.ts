import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../server/store/database.ts'
import { fillInbox, fillNudges } from './databases.ts'
import { secrets } from './events.ts'
import { newFolder, printMachine } from './machine.ts'
import { inTurns, medianOf, printTable, ratio } from './rounds.ts'

// How long `node server/main.ts` takes until it listens, and what it weighs then.
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } })

const filledRows = 200_000
const root = path.join(import.meta.dirname, '..')
const folder = newFolder()
const filledUrl = `file:${path.join(folder, 'filled', 'bench.db')}`
const cache = { NODE_COMPILE_CACHE: path.join(folder, 'compile-cache') }

type Start = { readonly ms: number; readonly rssMib: number }

const empty = 'a new database'
const variants = [
  { name: empty, measure: () => startOnce(newUrl(), {}) },
  { name: 'a new database, NODE_COMPILE_CACHE', measure: () => startOnce(newUrl(), cache) },
  { name: 'a filled database', measure: () => startOnce(filledUrl, {}) },
  { name: 'a filled database, NODE_COMPILE_CACHE', measure: () => startOnce(filledUrl, cache) },
]

printMachine(folder)
const db = await openDatabase(filledUrl)
await fillInbox(db, { rows: filledRows, waitingRows: 0 })
await fillNudges(db, { rows: filledRows, dueRows: 0 })
await db.destroy()
const rounds = await inTurns(variants, { rounds: Number(values.rounds) })
console.log(
  `**Start-up**, until the server listens (filled: ${filledRows} webhooks and as many nudges waiting)\n`,
)
printTable(
  ['', `to ${empty}`, 'ms', 'MiB resident'],
  variants.map(({ name }) => [
    name,
    name === empty ? '' : ratio(rounds, [name, empty], ({ ms }) => ms),
    medianOf(rounds, name, ({ ms }) => ms).toFixed(0),
    medianOf(rounds, name, ({ rssMib }) => rssMib).toFixed(0),
  ]),
)

function newUrl(): string {
  return `file:${path.join(mkdtempSync(path.join(folder, 'new-')), 'bench.db')}`
}

async function startOnce(databaseUrl: string, more: Readonly<Record<string, string>>): Promise<Start> {
  const began = performance.now()
  const server = spawn(process.execPath, [path.join(root, 'server/main.ts')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...more,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      STRIPE_WEBHOOK_SECRET_LIVE: secrets.stripe,
    },
  })
  await listens(server)
  const ms = performance.now() - began
  const rssMib = residentMib(server.pid)
  server.kill('SIGTERM')
  await new Promise((ended) => server.once('exit', ended))
  return { ms, rssMib }
}

function listens(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('paynudge is running')) resolve()
    })
    server.once('exit', () => reject(new Error('The server ended before it listened')))
  })
}

function residentMib(pid: number | undefined): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Number(stdout) / 1024
}
