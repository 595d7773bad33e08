import { parseArgs } from 'node:util'
import { type Db, openDatabase } from '../server/store/database.ts'
import { claimInbox } from '../server/store/inbox.ts'
import { claimDue } from '../server/store/nudges.ts'
import { type Databases, fillInbox, fillNudges, postgresIn, sqliteFiles } from './databases.ts'
import { flushLine, newFolder, printMachine } from './machine.ts'
import { count, inTurns, medianOf, printTable, ratio } from './rounds.ts'

// Whether taking what is due grows slower with what is not: ten thousand rows beside it, or two million.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    few: { type: 'string', default: '10000' },
    many: { type: 'string', default: '2000000' },
    only: { type: 'string' },
  },
})

const few = Number(values.few)
const many = Number(values.many)
const dueRows = 4_000
const leaseMs = 60_000
const folder = newFolder()

/** A queue: how it is filled, how a batch is taken, how what was taken is put back. */
type Queue = {
  readonly title: string
  readonly limit: number
  readonly fill: (db: Db, rows: number) => Promise<void>
  readonly claim: (db: Db, limit: number) => Promise<readonly unknown[]>
  readonly putBack: (db: Db) => Promise<void>
}

const account = { environment: 'live', accountId: 'acct_bench' } as const

const nudges: Queue = {
  title: 'Taking nudges that are due, 32 at a time, with others waiting for a day far ahead',
  limit: 32,
  fill: (db, rows) => fillNudges(db, { rows, dueRows }),
  claim: (db, limit) => claimDue(db, account, { limit, leaseMs }, Temporal.Now.instant()),
  putBack: async (db) => {
    await db
      .updateTable('nudge')
      .set({ lease_id: null, next_at: 1 })
      .where('lease_id', 'is not', null)
      .execute()
  },
}

const webhooks: Queue = {
  title: 'Taking webhooks that wait, 200 at a time, with others handled long ago',
  limit: 200,
  fill: (db, rows) => fillInbox(db, { rows, waitingRows: dueRows }),
  claim: (db, limit) => claimInbox(db, { limit, leaseMs, only: 'others' }, Temporal.Now.instant()),
  putBack: async (db) => {
    const back = { lease_id: null, next_at: 1, attempts: 0 }
    await db.updateTable('inbox').set(back).where('lease_id', 'is not', null).execute()
  },
}

printMachine(folder)
const files = sqliteFiles(folder)
const postgres = values.only === 'sqlite' ? undefined : await postgresIn(folder)
for (const databases of [files, postgres]) {
  if (!databases || (values.only ?? databases.name.toLowerCase()) !== databases.name.toLowerCase()) continue
  for (const queue of [nudges, webhooks]) await compare(databases, queue)
}
await postgres?.stop()

async function compare(databases: Databases, queue: Queue) {
  const sides = await Promise.all(
    [few, many].map(async (rows) => ({ name: count(rows), rows, db: await filled(databases, queue, rows) })),
  )
  const variants = sides.map(({ name, db }) => ({ name, measure: () => drain(db, queue) }))
  const rounds = await inTurns(variants, { rounds: Number(values.rounds) })
  console.log(`**${queue.title}** (${databases.name}; ${flushLine(folder)})\n`)
  const [base = ''] = sides.map(({ name }) => name)
  printTable(
    ['rows beside them', `to ${base}`, 'taken/s', 'ms a batch'],
    sides.map(({ name }) => {
      const perSecond = medianOf(rounds, name, (rate) => rate)
      const compared = name === base ? '' : ratio(rounds, [name, base], (rate) => rate)
      return [name, compared, count(perSecond), ((queue.limit / perSecond) * 1000).toFixed(2)]
    }),
  )
  await Promise.all(sides.map(({ db }) => db.destroy()))
}

async function filled(databases: Databases, queue: Queue, rows: number): Promise<Db> {
  const db = await openDatabase(await databases.newUrl(`${queue.limit}-${rows}`))
  await queue.fill(db, rows)
  return db
}

/** Takes everything that is due, batch by batch, and then puts it back. Returns how many were taken in a second. */
async function drain(db: Db, { claim, putBack, limit }: Queue): Promise<number> {
  const start = performance.now()
  let taken = 0
  for (let batch = await claim(db, limit); batch.length > 0; batch = await claim(db, limit))
    taken += batch.length
  const ms = performance.now() - start
  if (taken !== dueRows) throw new Error(`${taken} of ${dueRows} were taken`)
  await putBack(db)
  return (taken / ms) * 1000
}
