import { parseArgs } from 'node:util'
import { businessNumber } from '../simulator/world.ts'
import { type Databases, postgresIn, sqliteFiles } from './databases.ts'
import { reportsBody, stripeEvent } from './events.ts'
import type { Handled, HouseAsks } from './handling-house.ts'
import { flushLine, newFolder, printMachine } from './machine.ts'
import type { Happened, MerchantAsks } from './merchant.ts'
import { type Process, startProcess } from './processes.ts'
import { count, inTurns, medianOf, printTable, ratio } from './rounds.ts'

// How fast kept webhooks are handled: those that mean nothing, those that start or end something, Meta's reports.
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' } },
})

const folder = newFolder()
const accountId = 'acct_harbor'
const meaningless = 4_000
const invoices = 100
const reportsInBody = 100

type World = { readonly house: Process<HouseAsks>; readonly merchant: Process<MerchantAsks> }
type Measure = { readonly perSecond: number; readonly cpuMicros: number }

/** The next customer nobody has had before. */
let customers = 1

printMachine(folder)
const postgres = values.only === 'sqlite' ? undefined : await postgresIn(folder)
for (const databases of [sqliteFiles(folder), postgres]) {
  if (databases && (values.only ?? databases.name.toLowerCase()) === databases.name.toLowerCase())
    await compare(databases)
}
await postgres?.stop()

async function compare(databases: Databases) {
  const world = await startAll(await databases.newUrl('handling'))
  const kinds: readonly (readonly [string, (round: string) => Promise<Measure>])[] = [
    ['events that mean nothing', (round) => handleMeaningless(world, round)],
    ['invoice.payment_failed, which starts a flow', () => handleFailures(world)],
    ['invoice.paid, which ends one', () => handlePayments(world)],
    ['reports, one a body', () => handleReports(world, 1)],
    [`reports, ${reportsInBody} a body`, () => handleReports(world, reportsInBody)],
  ]
  const variants = kinds.map(([name, measure]) => ({ name, measure }))
  const rounds = await inTurns(variants, { rounds: Number(values.rounds), warmUps: 1 })
  const [base = ''] = kinds.map(([name]) => name)
  console.log(`**Handling** (${databases.name}; ${flushLine(folder)}); a report counts by itself\n`)
  printTable(
    ['', 'to what means nothing', 'CPU µs each', 'handled/s'],
    kinds.map(([name]) => [
      name,
      name === base ? '' : ratio(rounds, [name, base], ({ perSecond }) => perSecond),
      medianOf(rounds, name, ({ cpuMicros }) => cpuMicros).toFixed(0),
      count(medianOf(rounds, name, ({ perSecond }) => perSecond)),
    ]),
  )
  await world.house.stop()
  await world.merchant.stop()
}

async function startAll(databaseUrl: string): Promise<World> {
  const merchant = await startProcess<MerchantAsks>({
    file: 'merchant.ts',
    options: { databaseUrl },
    core: 1,
  })
  const env = {
    STRIPE_SECRET_KEY_LIVE: 'sk_live_world',
    STRIPE_ACCOUNT_LIVE: accountId,
    STRIPE_API_BASE: await merchant.ask('url', undefined),
  }
  const options = { databaseUrl, env }
  const house = await startProcess<HouseAsks>({ file: 'handling-house.ts', options, core: 0 })
  return { house, merchant }
}

async function handleMeaningless({ house }: World, round: string): Promise<Measure> {
  const bodies = Array.from({ length: meaningless }, (_, nth) => stripeEvent(`${round}_${nth}`))
  await house.ask('keep', { source: 'stripe', accountId, bodies })
  return each(await house.ask('handle', undefined), meaningless, 'ignored')
}

async function newFailures({ house, merchant }: World): Promise<readonly Happened[]> {
  const failures = await merchant.ask('decline', { first: customers, count: invoices })
  customers += invoices
  await house.ask('keep', { source: 'stripe', accountId, bodies: failures.map(({ body }) => body) })
  return failures
}

async function handleFailures(world: World): Promise<Measure> {
  await newFailures(world)
  return each(await world.house.ask('handle', undefined), invoices, 'enrolled')
}

async function handlePayments(world: World): Promise<Measure> {
  const { house, merchant } = world
  const failures = await newFailures(world)
  await house.ask('handle', undefined)
  const payments = await merchant.ask(
    'pay',
    failures.map(({ invoice }) => invoice),
  )
  await house.ask('keep', { source: 'stripe', accountId, bodies: payments.map(({ body }) => body) })
  return each(await house.ask('handle', undefined), invoices, 'settled')
}

async function handleReports(world: World, inBody: number): Promise<Measure> {
  const { house } = world
  await newFailures(world)
  await house.ask('handle', undefined)
  const sent = await house.ask('send', { phoneNumberId: businessNumber.phoneNumberId })
  const starts = Array.from({ length: Math.ceil(sent.length / inBody) }, (_, nth) => nth * inBody)
  const bodies = starts.map((start) => reportsBody(sent.slice(start, start + inBody)))
  await house.ask('keep', { source: 'whatsapp', accountId: 'default', bodies })
  return each(await house.ask('handle', undefined), sent.length, 'reported')
}

/** The figures of one thing handled. Throws when something else came of it than what is measured. */
function each({ ms, cpuMicros, outcomes }: Handled, things: number, outcome: string): Measure {
  const [kind, ...others] = Object.keys(outcomes)
  if (kind !== outcome || others.length > 0) throw new Error(`Not ${outcome}: ${JSON.stringify(outcomes)}`)
  return { perSecond: (things / ms) * 1000, cpuMicros: cpuMicros / things }
}
