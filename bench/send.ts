import { parseArgs } from 'node:util'
import { type Databases, postgresIn, sqliteFiles } from './databases.ts'
import { newFolder, printMachine } from './machine.ts'
import { type Process, startProcess } from './processes.ts'
import { count, printTable } from './rounds.ts'
import type { Cost, SendAsks } from './send-house.ts'
import type { OutsideAsks, Seen } from './send-outside.ts'

// How fast messages go out to one upgraded number: the whole way from the due nudge to the last report, and the parts.
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    messages: { type: 'string', default: '6000' },
    seconds: { type: 'string', default: '60' },
  },
})

const folder = newFolder()
const messages = Number(values.messages)
const paced = Number(values.seconds) * 1_000
const fetched = 5_000
const mostMs = 15 * 60_000
const withoutLimit = 1_000_000
const budgetSeconds = 20

printMachine(folder)
const postgres = values.only === 'sqlite' ? undefined : await postgresIn(folder)
for (const databases of [sqliteFiles(folder), postgres]) {
  if (databases && (values.only ?? databases.name.toLowerCase()) === databases.name.toLowerCase())
    await measure(databases)
}
await postgres?.stop()

async function measure(databases: Databases) {
  const databaseUrl = await databases.newUrl('send')
  const outside = await startProcess<OutsideAsks>({ file: 'send-outside.ts', options: { databaseUrl } })
  const stage = { databaseUrl, outside, urls: await outside.ask('urls', undefined) }
  console.log(`**Sending** (${databases.name})\n`)
  await wholeWay(stage)
  printTable(
    ['Stripe answers', 'messages a second', 'reads each', 'reads it refused'],
    [await underBudget(stage, 25), await underBudget(stage, 100)],
  )
  await outside.stop()
}

type Stage = {
  readonly databaseUrl: string
  readonly outside: Process<OutsideAsks>
  readonly urls: OutsideAsks['urls']['answer']
}

function openHouse({ databaseUrl, urls: { stripe, meta, invoice } }: Stage, readsPerSecond: number) {
  const env = {
    STRIPE_READS_PER_SECOND_LIVE: String(readsPerSecond),
    STRIPE_API_BASE: stripe,
    STRIPE_SECRET_KEY_LIVE: 'sk_live_world',
    STRIPE_ACCOUNT_LIVE: 'acct_harbor',
    WHATSAPP_API_BASE: meta,
    SECRET_KEY: Buffer.alloc(32, 'world').toString('base64'),
    LOG_LEVEL: 'silent',
  }
  return startProcess<SendAsks>({ file: 'send-house.ts', options: { databaseUrl, env, meta, invoice } })
}

async function wholeWay(stage: Stage) {
  const { outside } = stage
  const house = await openHouse(stage, withoutLimit)
  await outside.ask('begin', {})
  const alone = await house.ask('pace', { count: paced })
  const seenAlone = await outside.ask('seen', undefined)
  await outside.ask('begin', {})
  const fetches = await house.ask('fetch', { count: fetched })
  const webhooks = await house.ask('url', undefined)
  await outside.ask('begin', { webhooks })
  const calls = await house.ask('calls', { count: fetched })
  await outside.ask('begin', { webhooks })
  await house.ask('fill', { first: 1, count: messages })
  const ran = await house.ask('run', { count: messages, mostMs })
  const seen = await outside.ask('seen', undefined)
  printTable(
    [
      '',
      'messages',
      'a second',
      'most in a second',
      'refused as too fast',
      'CPU µs each',
      'reports in after the last',
    ],
    [
      row('the pace and the client alone', paced, alone, seenAlone),
      row('plain fetch in a loop, no pace', fetched, fetches),
      row('its calls and reports alone, no pace', fetched, calls),
      [
        ...row('from the due nudge on', ran.sent, { ...ran, ms: ran.sentMs }, seen),
        `${((ran.ms - ran.sentMs) / 1_000).toFixed(1)} s (${count(ran.read)} read)`,
      ],
    ],
  )
  await outside.ask('begin', {})
  await house.stop()
}

async function underBudget(stage: Stage, perSecond: number): Promise<string[]> {
  const { outside } = stage
  const kept = await openHouse(stage, perSecond)
  await outside.ask('begin', {
    webhooks: await kept.ask('url', undefined),
    readsPerSecond: perSecond,
  })
  const wanted = perSecond * budgetSeconds
  await kept.ask('fill', { first: 5_000_000 + perSecond * 10_000, count: wanted })
  const { sent, sentMs } = await kept.ask('run', { count: wanted, mostMs: budgetSeconds * 1_000 })
  const { reads, readsRefused } = await outside.ask('seen', undefined)
  await outside.ask('begin', {})
  await kept.stop()
  return [
    `${perSecond} reads a second`,
    (sent / (sentMs / 1_000)).toFixed(1),
    (reads / Math.max(1, sent)).toFixed(1),
    count(readsRefused),
  ]
}

function row(name: string, sent: number, { ms, cpuMicros }: Cost, seen?: Seen): string[] {
  const full = seen?.perSecond.slice(1, -1) ?? []
  return [
    name,
    count(sent),
    count(sent / (ms / 1_000)),
    full.length > 0 ? count(Math.max(...full)) : '',
    seen ? count(seen.refused) : '',
    (cpuMicros / sent).toFixed(0),
  ]
}
