import { rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Databases, postgresIn, sqliteFiles } from './databases.ts'
import type { Kind } from './events.ts'
import type { Keeping, Serving } from './house.ts'
import type { ServerAsks } from './intake-server.ts'
import type { LoadAsks } from './load.ts'
import { flushLine, newFolder, printMachine } from './machine.ts'
import { type Process, startProcess } from './processes.ts'
import { count, inTurns, medianOf, printTable, type Rounds, ratio } from './rounds.ts'
import { slowFlush } from './slow-fsync.ts'

// How fast webhooks are taken in: verified, kept on disk, acknowledged. `--only <section>` runs one table of them,
// `--against <folder>` adds the server of another checkout, which must have a `bench/` too.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string' },
    against: { type: 'string', multiple: true, default: [] },
  },
})

const connections = 64
/** More than any server here takes in, so that the generator never runs dry. */
const atMostPerSecond = 40_000
const seconds = Number(values.seconds)
const folder = newFolder()
const files = sqliteFiles(folder)

type Server = {
  readonly name: string
  readonly keeping: Keeping
  /** SQLite when absent. */
  readonly databases?: Databases
  readonly handles?: boolean
  readonly root?: string
  readonly env?: Readonly<Record<string, string>>
}

type Measure = {
  readonly perSecond: number
  readonly cpuMicros: number
  readonly p50: number
  readonly p99: number
}

type Running = Server & { readonly process: Process<ServerAsks>; readonly accepted: { total: number } }

const floor: Server = { name: 'no storage', keeping: 'none' }
const group: Server = { name: 'group commit', keeping: 'group' }
const single: Server = { name: 'one transaction per request', keeping: 'single' }
const others = values.against.map((root): Server => ({ ...group, name: path.basename(root), root }))

const sections: Readonly<Record<string, () => Promise<void>>> = {
  stripe: () => section('Stripe events of 4 KB', 'stripe', [floor, group, single, ...others]),
  handling: () =>
    section('Stripe events of 4 KB, handled while they come in', 'stripe', [
      floor,
      group,
      { ...group, name: 'group commit, handling beside it', handles: true },
    ]),
  report: () => section('Meta’s bodies with one report', 'report', [floor, group, single]),
  'reports-100': () => section('Meta’s bodies with 100 reports', 'reports-100', [floor, group, single]),
  'slow-2': () => slowSection(2),
  'slow-5': () => slowSection(5),
  postgresql: postgresSection,
}

printMachine(folder)
for (const [name, run] of Object.entries(sections)) if ((values.only ?? name) === name) await run()

async function slowSection(delayMs: number) {
  const env = slowFlush(folder, delayMs)
  if (!env) return console.log(`Skipped: a disk ${delayMs} ms slower, because gcc is missing\n`)
  const slow = [group, single].map((server) => ({ ...server, env }))
  await section(`Stripe events of 4 KB, every flush ${delayMs} ms slower`, 'stripe', [floor, ...slow])
}

async function postgresSection() {
  const databases = await postgresIn(folder)
  if (!databases) return
  const servers = [floor, group, single, ...others].map((server) => ({ ...server, databases }))
  await section('Stripe events of 4 KB, PostgreSQL (CPU with its processes)', 'stripe', servers)
  await databases.stop()
}

async function section(title: string, kind: Kind, servers: readonly Server[]) {
  const load = await startProcess<LoadAsks>({ file: 'load.ts', options: {}, core: 1 })
  const running = await Promise.all(servers.map(startServer))
  try {
    const variants = running.map((server) => ({
      name: server.name,
      measure: (round: string) => measure(load, server, { kind, seed: `${kind}_${round}` }),
    }))
    const rounds = await inTurns(variants, { rounds: Number(values.rounds) })
    print(title, running, rounds)
    await checkNothingLost(running)
  } finally {
    await Promise.all([load, ...running.map((server) => server.process)].map((process) => process.stop()))
    for (const { name } of servers)
      rmSync(path.join(folder, fileName(name)), { recursive: true, force: true })
  }
}

async function startServer(server: Server): Promise<Running> {
  const { name, keeping, databases = files, handles = false, root, env } = server
  const databaseUrl = await databases.newUrl(fileName(name))
  const options: Serving = { databaseUrl, keeping, handles }
  const starting = { file: 'intake-server.ts', options }
  const process = await startProcess<ServerAsks>({
    ...starting,
    ...(root ? { root } : {}),
    ...(env ? { env } : {}),
  })
  return { ...server, process, accepted: { total: 0 } }
}

function fileName(name: string): string {
  return name.replaceAll(/\W+/g, '-')
}

async function measure(
  load: Process<LoadAsks>,
  { process, databases = files, accepted }: Running,
  which: { readonly kind: Kind; readonly seed: string },
): Promise<Measure> {
  const atMost = which.kind === 'reports-100' ? atMostPerSecond / 10 : atMostPerSecond
  await load.ask('prepare', { ...which, count: atMost * seconds })
  const port = await process.ask('port', undefined)
  const used = async () => (await process.ask('usage', undefined)).cpuMicros + databases.cpuMicros()
  const before = await used()
  const posted = await load.ask('run', { port, connections, atMostMs: seconds * 1000 })
  const after = await used()
  if (posted.refused > 0) throw new Error(`${posted.refused} webhooks were not accepted`)
  accepted.total += posted.accepted
  return {
    perSecond: (posted.accepted / posted.ms) * 1000,
    cpuMicros: (after - before) / posted.accepted,
    p50: posted.p50,
    p99: posted.p99,
  }
}

function print(title: string, servers: readonly Server[], rounds: Rounds<Measure>) {
  console.log(`**${title}**, ${connections} connections; just then: ${flushLine(folder)}\n`)
  const rate = ({ perSecond }: Measure) => perSecond
  const to = (name: string, base: Server) =>
    name === base.name || !rounds.has(base.name) ? '' : ratio(rounds, [name, base.name], rate)
  const rows = servers.map(({ name }) => {
    const at = (of: (measure: Measure) => number) => medianOf(rounds, name, of)
    const times = `${at(({ p50 }) => p50).toFixed(1)} / ${at(({ p99 }) => p99).toFixed(1)}`
    const cpu = at(({ cpuMicros }) => cpuMicros).toFixed(0)
    return [name, to(name, floor), to(name, single), cpu, count(at(rate)), times]
  })
  const head = ['', 'to no storage', 'to one transaction', 'CPU µs/request', 'requests/s', 'p50 / p99 ms']
  printTable(head, rows)
}

/** Everything that was acknowledged must lie in the inbox, and each webhook once. */
async function checkNothingLost(servers: readonly Running[]) {
  for (const { name, keeping, process, accepted } of servers) {
    const expected = keeping === 'none' ? 0 : accepted.total
    const kept = await process.ask('kept', undefined)
    if (kept !== expected) throw new Error(`${name}: ${expected} acknowledged, ${kept} kept`)
  }
  console.log('Every acknowledged webhook was found in the inbox.\n')
}
