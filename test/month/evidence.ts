import type { World } from '../../simulator/world.ts'
import type { Word } from './ledger.ts'
import type { Person } from './person.ts'
import type { Stage } from './stage.ts'
import { keepBooks, type Paid } from './stripe-books.ts'

/** A message as WhatsApp took it. */
export type Letter = {
  readonly id: string
  /** Epoch milliseconds on the stand-in's clock. */
  readonly at: number
  readonly to: string
  /** The send it was handed over with. */
  readonly sendId: string
}

/** What the server wrote down. */
export type Written = Awaited<ReturnType<typeof readTables>>

/** All that is known at the end: of the cast, of WhatsApp, of Stripe, and what the server wrote down. */
export type Evidence = Written & {
  /** Epoch milliseconds. */
  readonly endedAt: number
  readonly people: readonly Person[]
  readonly words: readonly Word[]
  readonly letters: readonly Letter[]
  /** When Stripe knew that a matter needs no message, by enrollment; epoch milliseconds, whole seconds. */
  readonly settledAt: ReadonlyMap<string, number>
  /** The money Stripe moved for it while it was watched, by enrollment. */
  readonly moved: ReadonlyMap<string, readonly Paid[]>
  /** Payment intents of invoices that Stripe collected by itself. */
  readonly retried: ReadonlySet<string>
  /** What `explain` tells of some enrollments, by their ids. */
  readonly explained: ReadonlyMap<string, readonly string[]>
  /** Outcomes of the pipeline that mean trouble, with how often they came. */
  readonly troubles: readonly string[]
}

/** Reads everything once. */
export async function gatherEvidence({ world, people, ledger }: Stage): Promise<Evidence> {
  const written = await readTables(world)
  return {
    ...written,
    ...keepBooks(world, written.enrollments),
    endedAt: world.clock.now().epochMilliseconds,
    people,
    words: ledger.words,
    letters: lettersIn(world),
    explained: await explain(world, written.enrollments),
    troubles: await troublesIn(world),
  }
}

async function readTables({ house }: World) {
  const { db } = house.tools
  return {
    enrollments: await db.selectFrom('enrollment').selectAll().orderBy('id').execute(),
    nudges: await db.selectFrom('nudge').selectAll().orderBy('id').execute(),
    decisions: await db
      .selectFrom('decision')
      .select(['nudge_id', 'kind', 'gate', 'reason'])
      .orderBy('id')
      .execute(),
    sends: await db.selectFrom('send').selectAll().orderBy('id').execute(),
    recoveries: await db.selectFrom('recovery').selectAll().execute(),
    payments: await db.selectFrom('recovery_payment').selectAll().execute(),
    shoppers: await db.selectFrom('shopper').select(['id', 'side']).execute(),
    inbox: await db.selectFrom('inbox').select(['id', 'type', 'state', 'reason']).execute(),
  }
}

function lettersIn({ whatsapp }: World): readonly Letter[] {
  return whatsapp.messages
    .filter(({ direction, template }) => direction === 'outbound' && template)
    .map(({ id, at, to, opaque }) => ({ id, at: at.epochMilliseconds, to, sendId: opaque ?? '' }))
}

/** So many stories are read, of enrollments from all over the month; decisions are checked for all of them. */
const storiesAtMost = 200

async function explain(world: World, enrollments: Written['enrollments']) {
  const told: [string, readonly string[]][] = []
  const everySo = Math.ceil(enrollments.length / storiesAtMost)
  for (const { id } of enrollments.filter((_, index) => index % everySo === 0))
    told.push([id, await world.run('explain', id)])
  return new Map(told)
}

const trouble = /^paynudge_outcomes_total\{kind="(failed|step-failed|not-written-back)".*/

async function troublesIn({ house }: World): Promise<readonly string[]> {
  const { text } = await house.watch.metrics()
  return text.split('\n').filter((line) => trouble.test(line))
}
