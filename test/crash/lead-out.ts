import { setTimeout as pause } from 'node:timers/promises'
import { type Db, openDatabase } from '../../server/store/database.ts'
import { listSetAside, waitAgain } from '../../server/store/set-aside.ts'
import type { World } from '../../simulator/world.ts'
import type { Findings } from './checks/all.ts'
import { broken } from './checks/evidence.ts'
import type { Rig } from './rig.ts'
import type { Server } from './server.ts'

/** Longer than any window, and than the tries of a delivery. */
const days = 40
const stepHours = 6
/** Real time in which something must come of what is due at one moment; a call that hangs takes half a minute. */
const patienceMs = 60_000
const lookMs = 15
const setAsideAtMost = 1_000
const shownAtMost = 12
/** Seconds of the clock in each real one: the pauses of the server's loop are short, and a look stays fresh. */
const speed = 3

/** Why a webhook that was never at fault may be set aside: a leap made it old, and then Stripe was away. */
const strokeOfBadLuck =
  /simulator was told|rate limit|connection|Stripe answers slowly|Invalid JSON received/i

/** Leaves a server alone, with nothing going wrong any more, until nothing is left to do. */
export async function leadOut(rig: Rig): Promise<Findings> {
  rig.loseNothing()
  const server = rig.startServer()
  const db = await openDatabase(rig.databaseUrl)
  try {
    await server.ready
    const { left, ranAgain } = await passDays(rig, db, server)
    const { code, signal } = await server.stop()
    const untimely = code === 0 ? [] : [`code ${code}, signal ${signal}`]
    return {
      violations: [
        ...broken('the server does not come to rest', left),
        ...broken('the server did not end in order', untimely),
      ],
      figures: [`set aside because Stripe was away, and run again by a person: ${ranAgain}`],
    }
  } finally {
    await db.destroy()
  }
}

/** What the server left undone, if it did, and how many webhooks a person had to run again. */
type Rest = { readonly left: readonly string[]; readonly ranAgain: number }

async function passDays(rig: Rig, db: Db, server: Server): Promise<Rest> {
  const { clock, stripe, whatsapp } = rig.world
  clock.run(speed)
  for (const sender of [stripe, whatsapp]) {
    sender.delayWebhooks(0)
    await sender.release()
  }
  sendAgain(rig)
  let left: readonly string[] = []
  let ranAgain = 0
  for (let hours = 0; hours < days * 24 && left.length === 0 && server.isAlive(); hours += stepHours) {
    ranAgain += await runAgain(db, rig.world)
    await clock.moveTo(clock.now().add({ hours: stepHours }))
    left = await comeToRest(db, rig.world)
  }
  clock.stop()
  return { left, ranAgain }
}

/** What a person does who reads `npm run paynudge -- events`. */
async function runAgain(db: Db, { clock, merchant }: World): Promise<number> {
  const rows = (await listSetAside(db, merchant, setAsideAtMost)).filter(({ reason }) =>
    strokeOfBadLuck.test(reason ?? ''),
  )
  for (const { id } of rows) await waitAgain(db, merchant, id, clock.now())
  return rows.length
}

/** What Stripe gave up after three days is sent again by hand. */
function sendAgain({ world, book }: Rig) {
  const known = new Set(world.stripe.deliveries.map(({ eventId }) => eventId))
  for (const id of known) if (!book.acknowledged.has(id) && !book.leftOut.has(id)) world.stripe.resend(id)
}

/** Waits for as long as there is ever less to do; returns what is left then. */
async function comeToRest(db: Db, { clock, stripe, whatsapp }: World): Promise<readonly string[]> {
  let least = Number.POSITIVE_INFINITY
  for (let until = 0; ; ) {
    await stripe.delivered()
    await whatsapp.delivered()
    const due = await whatIsDue(db, clock.now().epochMilliseconds)
    if (due.length < least) until = performance.now() + patienceMs
    least = Math.min(least, due.length)
    if (due.length === 0 || performance.now() > until) return due.slice(0, shownAtMost)
    await pause(lookMs)
  }
}

/** What a server should be at work on: everything whose time has come, or that it has in hands. */
async function whatIsDue(db: Db, now: number): Promise<readonly string[]> {
  const [inbox, nudges, answers, recoveries, enrollments] = await Promise.all([
    db
      .selectFrom('inbox')
      .select('id')
      .where('state', '=', 'waiting')
      .where((eb) => eb.or([eb('next_at', '<=', now), eb('lease_id', 'is not', null)]))
      .execute(),
    db
      .selectFrom('nudge')
      .select('id')
      .where('state', 'in', ['scheduled', 'sending'])
      .where((eb) =>
        eb.or([eb('next_at', '<=', now), eb('lease_id', 'is not', null), eb('state', '=', 'sending')]),
      )
      .execute(),
    db
      .selectFrom('answer')
      .select('id')
      .where('state', 'in', ['waiting', 'sending'])
      .where((eb) =>
        eb.or([eb('next_at', '<=', now), eb('lease_id', 'is not', null), eb('state', '=', 'sending')]),
      )
      .execute(),
    db
      .selectFrom('recovery')
      .select('id')
      .where('write_next_at', 'is not', null)
      .where((eb) => eb.or([eb('write_next_at', '<=', now), eb('write_leased_until', 'is not', null)]))
      .execute(),
    db.selectFrom('enrollment').select('id').where('next_look_at', '<=', now).execute(),
  ])
  return Object.entries({ inbox, nudges, answers, recoveries, enrollments }).flatMap(([name, rows]) =>
    rows.map(({ id }) => `${name} ${id}`),
  )
}
