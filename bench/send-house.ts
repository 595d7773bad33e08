import { sql } from 'kysely'
import { handleInbox } from '../server/pipeline/handle-inbox.ts'
import { startLoop } from '../server/pipeline/loop.ts'
import { createSenders, handOver, takeOn } from '../server/pipeline/senders.ts'
import { build, listen } from '../server/start.ts'
import { checkpointApart } from '../server/store/checkpoints.ts'
import { keepApart } from '../server/store/keeper.ts'
import { keepAnalyzing } from '../server/store/postgres-statistics.ts'
import { look } from '../server/stripe/look.ts'
import { systemClock } from '../server/system-clock.ts'
import { createWhatsApp } from '../server/whatsapp/client.ts'
import { businessNumber } from '../simulator/world.ts'
import { benchConfig } from './house.ts'
import { answerAsks, givenOptions } from './processes.ts'

/** What the house of the sending bench is asked. */
export type SendAsks = {
  readonly url: { readonly given: undefined; readonly answer: string }
  /** Makes so many messages due, numbered from `first` on. */
  readonly fill: {
    readonly given: { readonly first: number; readonly count: number }
    readonly answer: undefined
  }
  /** Sends and takes reports in until all is done; at most for so long. */
  readonly run: { readonly given: { readonly count: number; readonly mostMs: number }; readonly answer: Ran }
  /** What so many messages ask of Stripe and Meta, and their reports, verified: nothing is decided or stored. */
  readonly calls: { readonly given: { readonly count: number }; readonly answer: Cost }
  /** The pace and the client alone, without a look or a database: so many messages. */
  readonly pace: { readonly given: { readonly count: number }; readonly answer: Cost }
  /** The same messages posted by `fetch` in a loop. */
  readonly fetch: { readonly given: { readonly count: number }; readonly answer: Cost }
}

/** What some messages took. */
export type Cost = { readonly ms: number; readonly cpuMicros: number }
/** What a run took, until the last message was sent and until the last report was taken in. */
export type Ran = Cost & { readonly sentMs: number; readonly sent: number; readonly read: number }

const { databaseUrl, env, meta, invoice } = givenOptions<{
  readonly databaseUrl: string
  readonly env: Readonly<Record<string, string>>
  readonly meta: string
  readonly invoice: string
}>()
const clock = systemClock()
const house = await build(benchConfig(databaseUrl, env), clock)
const { db } = house.tools
let wake = () => {}
const keeper = keepApart(db, databaseUrl)
let keep = keeper.keep
const { url, close } = await listen(
  house.app(
    () => wake(),
    (received) => keep(received),
  ),
  { port: 0, host: '127.0.0.1' },
)
const endCheckpoints = await checkpointApart(db, databaseUrl)
const endAnalyzing = keepAnalyzing(db, databaseUrl)
await db.updateTable('number').set({ throughput: 'HIGH', messaging_limit: 'TIER_UNLIMITED' }).execute()

/** The renewal that failed in the world of the outside. */
const model = await planModel()

answerAsks<SendAsks>({ url: async () => url, fill, run, calls, pace, fetch: fetchAll }, async () => {
  await close()
  await Promise.all([keeper.close(), endCheckpoints(), endAnalyzing()])
  await house.close()
})

/** It is planned as the house does that, and its own messages are put off: those of others are made after the first. */
async function planModel() {
  await handleInbox(house.tools)
  const enrollment = await db
    .selectFrom('enrollment')
    .selectAll()
    .where('subject', '=', invoice)
    .executeTakeFirstOrThrow()
  const { id: enrollmentId, shopper_id: shopperId } = enrollment
  const [shopper, identity, customer, consent, nudge] = await Promise.all([
    db.selectFrom('shopper').selectAll().where('id', '=', shopperId).executeTakeFirstOrThrow(),
    db.selectFrom('identity').selectAll().where('shopper_id', '=', shopperId).executeTakeFirstOrThrow(),
    db.selectFrom('customer').selectAll().where('shopper_id', '=', shopperId).executeTakeFirstOrThrow(),
    db.selectFrom('consent').selectAll().where('shopper_id', '=', shopperId).executeTakeFirstOrThrow(),
    db
      .selectFrom('nudge')
      .selectAll()
      .where('enrollment_id', '=', enrollmentId)
      .where('step', '=', 1)
      .executeTakeFirstOrThrow(),
  ])
  await db
    .updateTable('nudge')
    .set({ next_at: nudge.useless_at })
    .where('enrollment_id', '=', enrollmentId)
    .execute()
  const names = [
    [enrollment.subject, 'in_bench'],
    [customer.customer_id, 'cus_bench'],
    [identity.value, '+3461'],
    [shopper.id, 'sh'],
    [enrollment.id, 'en'],
    [nudge.id, 'nu'],
    [consent.id, 'co'],
  ] as const
  const due = { ...nudge, next_at: nudge.due_at }
  return { rows: { shopper, identity, customer, consent, enrollment, nudge: due }, names }
}

/** Customers whose renewal failed as that one did, each with one message that is due now. */
async function fill({ first, count }: SendAsks['fill']['given']): Promise<undefined> {
  const series = sql`with recursive series(i) as (select ${sql.lit(first)} union all select i + 1 from series where i < ${sql.lit(first + count - 1)})`
  for (const [table, row] of Object.entries(model.rows)) {
    const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)))
    const values = sql.join(Object.values(row).map(ofNth))
    await sql`insert into ${sql.table(table)} (${columns}) ${series} select ${values} from series`.execute(db)
  }
  return undefined
}

const nth = sql`substr('0000000' || i, length('0000000' || i) - 6)`

/** A value of the model, with the names of the customer of this number in the place of its own. */
function ofNth(value: unknown) {
  if (typeof value !== 'string') return sql.lit(value)
  return model.names
    .filter(([own]) => value.includes(own))
    .reduce(
      (text, [own, other]) => sql`replace(${text}, ${sql.lit(own)}, ${sql.lit(other)} || ${nth})`,
      sql`${sql.lit(value)}`,
    )
}

async function run({ count, mostMs }: SendAsks['run']['given']): Promise<Ran> {
  const before = process.cpuUsage()
  const start = performance.now()
  let sent = 0
  let sentMs = 0
  const told: Record<string, number> = {}
  const loop = startLoop(house.tools, (outcome) => {
    house.watch.observe(outcome)
    told[outcome.kind] = (told[outcome.kind] ?? 0) + 1
    if (outcome.kind !== 'sent') return
    sent += 1
    sentMs = performance.now() - start
  })
  wake = loop.wake
  let read = 0
  while (read < count && performance.now() - start < mostMs) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (sent >= count) read = await countRead()
  }
  const ms = performance.now() - start
  await loop.stop()
  const { user, system } = process.cpuUsage(before)
  if (sent < count) console.error(told)
  return { ms, sentMs, sent, read: await countRead(), cpuMicros: user + system }
}

const readBefore = 0
async function countRead(): Promise<number> {
  const { read } = await db
    .selectFrom('send')
    .select((eb) => eb.fn.countAll<number>().as('read'))
    .where('status', '=', 'read')
    .executeTakeFirstOrThrow()
  return read - readBefore
}

const credentials = { ...businessNumber }
const message = (id: number) => ({
  messaging_product: 'whatsapp',
  to: `+3462${String(id).padStart(7, '0')}`,
  type: 'template',
  biz_opaque_callback_data: `pace${id}`,
  template: { name: 'paynudge_payment_failed', language: { code: 'es' }, components: [] },
})

const callsAtOnce = 32
const lastReportMs = 5_200

async function calls({ count }: SendAsks['calls']['given']): Promise<Cost> {
  let next = 0
  let reports = 0
  const account = { environment: 'live', accountId: 'acct_harbor' } as const
  const whatsapp = createWhatsApp(`${meta}/v25.0`)
  const one = async () => {
    while (next < count) {
      next += 1
      const id = next
      await look(
        house.tools.stripe(account),
        { object: 'invoice', id: `in_bench${String(id).padStart(7, '0')}` },
        undefined,
      )
      await whatsapp.send(credentials, message(id))
    }
  }
  keep = async () => {
    reports += 1
  }
  try {
    const cost = await measured(() => all(callsAtOnce, one))
    const { cpuMicros } = await measured(() => new Promise((resolve) => setTimeout(resolve, lastReportMs)))
    if (reports === 0) throw new Error('No report came in')
    return { ms: cost.ms, cpuMicros: cost.cpuMicros + cpuMicros }
  } finally {
    keep = keeper.keep
    await whatsapp.close()
  }
}

async function pace({ count }: SendAsks['pace']['given']): Promise<Cost> {
  const whatsapp = createWhatsApp(`${meta}/v25.0`)
  const senders = createSenders(clock.now())
  const account = { environment: 'live', accountId: 'acct_pace' } as const
  const wish = { perSecond: 1_000, most: 32 }
  return measured(async () => {
    const going = new Set<Promise<unknown>>()
    for (let begun = 0; begun < count; ) {
      const taken = takeOn(
        senders,
        account,
        { ...wish, most: Math.min(wish.most, count - begun) },
        clock.now(),
      )
      for (let nth = 0; nth < taken; nth += 1, begun += 1) {
        const id = begun
        const call = handOver(senders, account, clock).then(() => whatsapp.send(credentials, message(id)))
        going.add(call)
        void call.finally(() => going.delete(call))
      }
      await clock.sleep(Math.max(1, (senders.nextStartMs ?? 0) - clock.now().epochMilliseconds))
    }
    await Promise.all(going)
    await whatsapp.close()
  })
}

const fetchesAtOnce = 32

async function fetchAll({ count }: SendAsks['fetch']['given']): Promise<Cost> {
  let next = 0
  const one = async () => {
    while (next < count) {
      next += 1
      const answer = await fetch(`${meta}/v25.0/${credentials.phoneNumberId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${credentials.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(message(next)),
      })
      await answer.json()
    }
  }
  return measured(() => all(fetchesAtOnce, one))
}

async function all(atOnce: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: atOnce }, work))
}

async function measured(work: () => Promise<void>): Promise<Cost> {
  const before = process.cpuUsage()
  const start = performance.now()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - start, cpuMicros: user + system }
}
