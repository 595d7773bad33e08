import { findAccount } from '../store/accounts.ts'
import { isFlowOn } from '../store/flow-settings.ts'
import { claimInbox, type InboxRow, putBack, setAside, stamp } from '../store/inbox.ts'
import { handleBody } from './handle-body.ts'
import { interpret, type Meaning } from './interpret.ts'
import type { Outcome } from './outcome.ts'
import { plan } from './plan.ts'
import { settleEvent } from './settle-event.ts'
import type { Tools } from './tools.ts'

const rowsAtMost = 200
const rowsAtOnce = 8
const leaseMs = 60_000
/** Tries before a row is set aside; the last one comes about an hour after the first. */
const triesAtMost = 8
const firstRetryMs = 15_000
const lastRetryMs = 30 * 60_000

/** Handles webhooks that wait. One that fails is tried again later, and the rows behind it go on. */
export async function handleInbox(tools: Tools): Promise<readonly Outcome[]> {
  const rows = await claimInbox(tools.db, { limit: rowsAtMost, leaseMs }, tools.clock.now())
  const read = rows.map((row) => ({ row, meaning: readRow(row) }))
  const outcomes = await ignoreTogether(tools, read)
  const meant = read.filter(({ meaning }) => meaning.kind !== 'nothing')
  for (let start = 0; start < meant.length; start += rowsAtOnce) {
    const some = meant.slice(start, start + rowsAtOnce)
    outcomes.push(
      ...(await Promise.all(some.map(({ row, meaning }) => handleRow(tools, row, meaning)))).flat(),
    )
  }
  return outcomes
}

type Whatsapp = { readonly kind: 'whatsapp' }
type Read = { readonly row: InboxRow; readonly meaning: Meaning | Whatsapp }

function readRow(row: InboxRow): Meaning | Whatsapp {
  return row.source === 'whatsapp' ? { kind: 'whatsapp' } : interpret(row)
}

/** Rows that mean nothing to us are stamped in one statement for each reason. */
async function ignoreTogether({ db, clock }: Tools, read: readonly Read[]): Promise<Outcome[]> {
  const reasons = Map.groupBy(read, ({ meaning }) => (meaning.kind === 'nothing' ? meaning.reason : ''))
  const outcomes: Outcome[] = []
  for (const [reason, rows] of reasons) {
    if (reason === '') continue
    await stamp(
      db,
      rows.map(({ row }) => row),
      { state: 'ignored', reason },
      clock.now(),
    )
    outcomes.push({ kind: 'ignored', rows: rows.length, reason })
  }
  return outcomes
}

async function handleRow(
  tools: Tools,
  row: InboxRow,
  meaning: Meaning | Whatsapp,
): Promise<readonly Outcome[]> {
  try {
    return await handle(tools, row, meaning)
  } catch (error) {
    return [await handleFailure(tools, row, error)]
  }
}

async function handle(tools: Tools, row: InboxRow, meaning: Meaning | Whatsapp): Promise<readonly Outcome[]> {
  switch (meaning.kind) {
    case 'nothing':
      return []
    case 'whatsapp':
      return [await handleBody(tools, row)]
    case 'trigger': {
      const account = await findAccount(tools.db, meaning.account)
      const { subject } = meaning.trigger
      if (!account) return ignore(tools, row, { reason: 'unknown-account', subject })
      if (!(await isFlowOn(tools.db, account, meaning.flow.key))) {
        return ignore(tools, row, { reason: 'flow-off', subject })
      }
      return [await plan(tools, { row, account, flow: meaning.flow, trigger: meaning.trigger })]
    }
    case 'settlement': {
      const account = await findAccount(tools.db, meaning.account)
      if (!account) return ignore(tools, row, { reason: 'unknown-account' })
      return settleEvent(tools, { row, account, settlement: meaning.settlement })
    }
  }
}

type Ignored = { readonly reason: string; readonly subject?: string }

async function ignore({ db, clock }: Tools, row: InboxRow, why: Ignored): Promise<readonly Outcome[]> {
  await stamp(db, [row], { state: 'ignored', ...why }, clock.now())
  return [{ kind: 'ignored', rows: 1, reason: why.reason }]
}

async function handleFailure({ db, clock }: Tools, row: InboxRow, error: unknown): Promise<Outcome> {
  const now = clock.now()
  const text = error instanceof Error ? error.message : String(error)
  const isLast = row.attempts >= triesAtMost
  if (isLast) await setAside(db, row, text, now)
  else await putBack(db, row, text, now.add({ milliseconds: retryMs(row.attempts) }))
  return { kind: 'failed', what: row.type, id: row.id, error: text, setAside: isLast }
}

/** Doubles with every try. */
function retryMs(attempts: number): number {
  return Math.min(firstRetryMs * 2 ** (attempts - 1), lastRetryMs)
}
