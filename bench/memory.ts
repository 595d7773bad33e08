import { rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Serving } from './house.ts'
import type { ServerAsks } from './intake-server.ts'
import type { LoadAsks } from './load.ts'
import { newFolder, printMachine } from './machine.ts'
import { startProcess } from './processes.ts'
import { count, median, printTable } from './rounds.ts'

// What the server weighs: after its start, after a flood of webhooks, and after handling it.
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, events: { type: 'string', default: '100000' } },
})

const events = Number(values.events)
const perRun = 20_000
const connections = 64
const folder = newFolder()
const moments = ['after the start', `after ${count(events)} webhooks of 4 KB`, 'after handling them'] as const

printMachine(folder)
const weights: (readonly number[])[] = []
for (let round = 0; round < Number(values.rounds); round += 1) weights.push(await weighOnce(round))
console.log('**Memory** of the server, MiB resident\n')
printTable(
  ['', 'median', 'least–most'],
  moments.map((moment, nth) => {
    const mib = weights.map((weight) => weight[nth] ?? 0)
    return [moment, median(mib).toFixed(0), `${Math.min(...mib).toFixed(0)}–${Math.max(...mib).toFixed(0)}`]
  }),
)

async function weighOnce(round: number): Promise<readonly number[]> {
  const databaseUrl = `file:${path.join(folder, String(round), 'bench.db')}`
  const options: Serving = { databaseUrl, keeping: 'group', handles: false }
  const server = await startProcess<ServerAsks>({ file: 'intake-server.ts', options, core: 0 })
  const load = await startProcess<LoadAsks>({ file: 'load.ts', options: {}, core: 1 })
  const weigh = async () => (await server.ask('usage', undefined)).rssBytes / 2 ** 20
  const port = await server.ask('port', undefined)
  const start = await weigh()
  for (let posted = 0; posted < events; posted += perRun) {
    await load.ask('prepare', { kind: 'stripe', seed: `memory_${posted}`, count: perRun })
    await load.ask('run', { port, connections, atMostMs: 120_000 })
  }
  const flooded = await weigh()
  await server.ask('handle', undefined)
  const handled = await weigh()
  await Promise.all([load.stop(), server.stop()])
  rmSync(path.join(folder, String(round)), { recursive: true })
  return [start, flooded, handled]
}
