import { type Attribution, isOurs } from '../domain/attribution.ts'
import { type Lift, liftOf } from '../domain/lift.ts'
import { flows } from '../flows/index.ts'
import { countSides } from '../store/compared.ts'
import { countClicks, countSends, sumRecoveries, sumRecoveriesBySpan } from '../store/history.ts'
import type { By, CommandTools } from './tools.ts'

/** What came of it, by currency: all money that came in after a failure, by attribution, and the part that is ours. */
export type Results = {
  readonly messages: number
  readonly delivered: number
  readonly clicks: number
  readonly received: readonly {
    readonly currency: string
    readonly attribution: Attribution
    readonly payments: number
    readonly amount: number
  }[]
  /** Minor units by currency; only what came by a click, an answer or a read message. */
  readonly recovered: Readonly<Record<string, number>>
  /** What the hold-out shows; undefined while nobody was kept silent, or nobody was written to. */
  readonly lift: Lift | undefined
}

/** Reads what came of the messages of an account. */
export async function readResults({ db }: CommandTools, { account }: By): Promise<Results> {
  const received = (await sumRecoveries(db, account)).map((row) => ({ ...row, amount: Number(row.amount) }))
  const recovered: Record<string, number> = {}
  for (const { currency, attribution, amount } of received) {
    if (isOurs(attribution)) recovered[currency] = (recovered[currency] ?? 0) + amount
  }
  return {
    ...(await countSends(db, account)),
    clicks: await countClicks(db, account),
    received,
    recovered,
    lift: await readLift(db, account),
  }
}

/** Flows that write to the held-out too show nothing. */
async function readLift(db: CommandTools['db'], account: By['account']): Promise<Lift | undefined> {
  const kept = flows.filter(({ isExempt }) => !isExempt).map(({ key }) => key)
  const sides = await countSides(db, account, kept)
  return liftOf(sides.treated, sides['held-out'])
}

const weekMs = 7 * 86_400_000
const weeksShown = 12

/** What was recovered in one of the latest weeks, in minor units by currency. */
export type Week = { readonly from: Temporal.Instant; readonly recovered: Readonly<Record<string, number>> }

/** What was recovered in each of the latest weeks, the oldest first; the last one ends now. */
export async function readWeeks({ db, clock }: CommandTools, { account }: By): Promise<readonly Week[]> {
  const since = clock.now().epochMilliseconds - weeksShown * weekMs
  const rows = await sumRecoveriesBySpan(db, account, { since, spanMs: weekMs })
  const ours = rows.filter(({ attribution }) => isOurs(attribution))
  return Array.from({ length: weeksShown }, (_, week) => {
    const recovered: Record<string, number> = {}
    // What is paid at this very moment begins a span of its own.
    for (const { span, currency, amount } of ours)
      if (Math.min(span, weeksShown - 1) === week)
        recovered[currency] = (recovered[currency] ?? 0) + Number(amount)
    return { from: Temporal.Instant.fromEpochMilliseconds(since + week * weekMs), recovered }
  })
}
