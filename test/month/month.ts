import { startWorld, type World } from '../../simulator/world.ts'
import type { Violation } from '../crash/checks/evidence.ts'
import { createRandom } from '../crash/random.ts'
import { createAnswers } from './answers.ts'
import { checkAll } from './checks/all.ts'
import { gatherEvidence } from './evidence.ts'
import { figuresOf } from './figures.ts'
import { createLedger } from './ledger.ts'
import { passTime } from './pass-time.ts'
import { addPeople, type Person } from './person.ts'
import { type PlotName, plots } from './plots.ts'
import { importOffers, openMonthShop, resumeFlows } from './shop.ts'
import { later, type Stage } from './stage.ts'
import { troubleNow } from './troubles.ts'

/** What a month is asked for. */
export type MonthRun = {
  readonly databaseUrl: string
  readonly customers: number
  /** At least four; thirty make a month. */
  readonly days: number
  readonly seed: number
  /** Told of every day that has passed, for somebody who watches. */
  readonly progress?: (day: number) => void
}

/** What a month came to; `lines` is all of it for a person. */
export type MonthReport = { readonly violations: readonly Violation[]; readonly lines: readonly string[] }

/** Europe goes back to winter time on the 25th of October, New York on the 1st of November. */
const start = Temporal.Instant.from('2026-10-05T06:00:00Z')
const dayHours = 24
/** Nothing is watched for longer after the last thing that happened. */
const leadOutDays = 75
const leadOutStepHours = 6
/** So many days at the end are left to what has begun. */
const lastDays = 3

/** Plays a month with so many customers and everything that befalls them, lets it come to its end, and checks it. */
export async function playMonth(run: MonthRun): Promise<MonthReport> {
  const { databaseUrl, customers, days, seed } = run
  const began = performance.now()
  const random = createRandom(seed)
  const seeds = { seed: String(seed) }
  const world = await startWorld({ databaseUrl, start, stripe: seeds, whatsapp: seeds })
  try {
    const ledger = createLedger()
    await openMonthShop(world)
    const people = addPeople(world, customers, { random, ledger })
    const stage = { world, random, ledger, people }
    await importOffers(world, people, stage)
    for (const person of people) befall(stage, person, days - lastDays)
    await passDays(stage, run)
    await leadOut(stage)
    const evidence = await gatherEvidence(stage)
    const violations = await checkAll(evidence)
    const seconds = Math.round((performance.now() - began) / 1000)
    const lines = [
      `seed ${seed}: ${days} days and what followed in ${seconds} s`,
      ...figuresOf(evidence),
      ...violations.map(
        ({ rule, ids }) => `VIOLATION: ${rule} (${ids.length}): ${ids.slice(0, 10).join('; ')}`,
      ),
    ]
    return { violations, lines }
  } finally {
    await world.close()
  }
}

const first: Readonly<Record<PlotName, number>> = {
  ...{ renewalFails: 30, bankAsks: 6, oneOffFails: 9, leavesCheckout: 12, guestLeaves: 4, paysByVoucher: 10 },
  ...{ isBilled: 11, cardExpires: 5, renewsSoon: 5, tries: 5, leaves: 5 },
}
/** What takes a subscription or a card away is all that befalls somebody. */
const onlyOnes: ReadonlySet<PlotName> = new Set(['tries', 'leaves'])
const others = { ...first, tries: 0, leaves: 0 }
const shareOfCalm = 0.35
const shareWithAnother = 0.15
const shareOfBadDays = 0.07

/** Something befalls most of them within so many days, and some of them more than one thing. */
function befall(stage: Stage, person: Person, days: number) {
  const { random } = stage
  if (random.chance(shareOfCalm)) return
  const name = random.weighed(first)
  const hour = random.between(0, days * dayHours)
  later(stage, person, [hour, hour], () => plots[name](stage, person))
  if (onlyOnes.has(name)) return
  if (random.chance(shareWithAnother))
    later(stage, person, [0, days * dayHours], () => plots[random.weighed(others)](stage, person))
  if (random.chance(shareOfBadDays))
    later(stage, person, [hour, hour + 6], () => plots[random.weighed(others)](stage, person))
}

async function passDays(stage: Stage, { days, progress }: MonthRun) {
  const { world, random } = stage
  const lookAtPhones = createAnswers(stage)
  for (let day = 1; day <= days; day += 1) {
    troubleNow(stage, day)
    await resumeFlows(world)
    for (let hour = 0; hour < dayHours; hour += 1) {
      await passTime(world, world.clock.now().add({ hours: 1 }), random)
      lookAtPhones()
    }
    progress?.(day)
  }
}

/** Leaves the server alone until it watches for nothing any more; once no checkout is left, it looks for none. */
async function leadOut({ world, random }: Stage) {
  for (let hours = 0; hours < leadOutDays * dayHours; hours += leadOutStepHours) {
    const open = await openFlows(world)
    if (open.size === 0) return
    if (!open.has('abandoned-checkout')) await world.run('flow', 'off', 'abandoned-checkout')
    await passTime(world, world.clock.now().add({ hours: leadOutStepHours }), random)
  }
}

async function openFlows({ house }: World): Promise<ReadonlySet<string>> {
  const { db } = house.tools
  const rows = await db
    .selectFrom('enrollment')
    .select('flow')
    .distinct()
    .where('ending', 'is', null)
    .execute()
  return new Set(rows.map(({ flow }) => flow))
}
