import { earned, goesBefore, stayed } from '../domain/attribution.ts'
import { flowOf } from '../flows/index.ts'
import type { RecordedPayment } from '../store/recoveries.ts'
import { claimWriteBacks, type DueWriteBack, markNotWritten, markWritten } from '../store/write-backs.ts'
import { type Note, type NotedObject, writeNote } from '../stripe/write-back.ts'
import { messageOf, type Outcome } from './outcome.ts'
import type { Tools } from './tools.ts'

const writesAtMost = 50
const leaseMs = 2 * 60_000
/** Tries before it is given up: the last one comes after a week. */
const triesAtMost = 36
const firstRetryMinutes = 1
const lastRetryMinutes = 6 * 60

const gaveWay = 'the same money is noted for another flow, which has the better claim to it'

/** Notes recoveries on the Stripe objects they are about: which flow, which nudge, how attributed, how much. */
export async function writeBack(tools: Tools): Promise<readonly Outcome[]> {
  const writes = await claimWriteBacks(tools.db, { limit: writesAtMost, leaseMs }, tools.clock.now())
  const outcomes: Outcome[] = []
  for (const write of writes) outcomes.push(await writeOne(tools, write))
  return outcomes
}

async function writeOne(tools: Tools, write: DueWriteBack): Promise<Outcome> {
  const account = { environment: write.environment, accountId: write.accountId }
  const { recoveryId, version, attempts } = write
  if (write.others.some((other) => goesBefore(other, write))) return giveWay(tools, write)
  try {
    for (const { at, note } of notes(write)) {
      // Stripe answers a repeated key with its first answer, be it an error; each try of a version has its own.
      await writeNote(
        tools.stripe(account),
        at,
        note,
        `paynudge-${recoveryId}-${version}-${attempts}-${at.id}`,
      )
    }
    await markWritten(tools.db, write, tools.clock.now())
    return { kind: 'written-back', account, recoveryId, attribution: write.attribution }
  } catch (error) {
    const text = messageOf(error)
    const now = tools.clock.now()
    await markNotWritten(tools.db, write, { error: text, nextAt: retryAt(write, now) }, now)
    return { kind: 'not-written-back', account, recoveryId, text }
  }
}

/** The objects can tell of one flow only; once another one has the better claim, it is the one they tell of. */
async function giveWay({ db, clock }: Tools, write: DueWriteBack): Promise<Outcome> {
  const { environment, accountId, recoveryId } = write
  await markNotWritten(db, write, { error: gaveWay, nextAt: undefined }, clock.now())
  return { kind: 'gave-way', account: { environment, accountId }, recoveryId }
}

/** One note for the subject, one for each payment intent that brought money. */
function notes(write: DueWriteBack) {
  const { flow, currency, payments } = write
  const whole = { attribution: write.attribution, nudgeId: write.nudgeId }
  const subject = { at: subjectOf(write), note: noteOf(whole, payments, { flow, currency }) }
  const intents = payments
    .filter(({ payment }) => payment.startsWith('pi_') && payment !== subject.at.id)
    .map((payment) => ({
      at: { object: 'payment_intent' as const, id: payment.payment },
      note: noteOf(payment, [payment], { flow, currency }),
    }))
  return [subject, ...intents]
}

function subjectOf(write: DueWriteBack): NotedObject {
  return flowOf(write.flow).lookAt(write.subject)
}

function noteOf(
  { attribution, nudgeId }: Pick<RecordedPayment, 'attribution' | 'nudgeId'>,
  payments: readonly RecordedPayment[],
  about: Pick<Note, 'flow' | 'currency'>,
): Note {
  const hasStayed = payments.some((payment) => stayed(payment) > 0)
  return {
    ...about,
    nudgeId,
    attribution: hasStayed ? attribution : lossOf(payments),
    recovered: earned(payments),
  }
}

/** What took the money where nothing of it stayed; who lost a part of it in a dispute wants to know of that. */
function lossOf(payments: readonly RecordedPayment[]): 'refunded' | 'disputed' {
  return payments.some(({ lost }) => lost > 0) ? 'disputed' : 'refunded'
}

function retryAt(write: DueWriteBack, now: Temporal.Instant): Temporal.Instant | undefined {
  if (write.attempts >= triesAtMost) return undefined
  return now.add({ minutes: Math.min(firstRetryMinutes * 2 ** (write.attempts - 1), lastRetryMinutes) })
}
