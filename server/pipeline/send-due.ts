import { inTransaction } from '../store/database.ts'
import { type ClaimedNudge, claimDue, setState, waitUntil } from '../store/nudges.ts'
import { closeSend } from '../store/sends.ts'
import type { Sent } from '../whatsapp/client.ts'
import { openSend } from './open-send.ts'
import type { Outcome } from './outcome.ts'
import type { Tools } from './tools.ts'

const nudgesAtMost = 100
const nudgesAtOnce = 16
/** Longer than a look and a call together may take. */
const leaseMs = 2 * 60_000
const sendsAtMost = 5
const firstRetryMinutes = 2
const failedLookRetryMinutes = 1

/** Sends the nudges that are due: each on a fresh look, asked about once more, and never twice. */
export async function sendDue(tools: Tools): Promise<readonly Outcome[]> {
  const nudges = await claimDue(tools.db, { limit: nudgesAtMost, leaseMs }, tools.clock.now())
  const outcomes: Outcome[] = []
  for (let start = 0; start < nudges.length; start += nudgesAtOnce) {
    const some = nudges.slice(start, start + nudgesAtOnce)
    outcomes.push(...(await Promise.all(some.map((nudge) => sendOrPutBack(tools, nudge)))))
  }
  return outcomes
}

/** A failure before the send was opened leaves nothing behind; one after it is settled by its lease. */
async function sendOrPutBack(tools: Tools, nudge: ClaimedNudge): Promise<Outcome> {
  try {
    return await sendNudge(tools, nudge)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    await waitUntil(tools.db, nudge, tools.clock.now().add({ minutes: failedLookRetryMinutes }))
    return { kind: 'failed', what: 'nudge', id: nudge.id, error: text, setAside: false }
  }
}

async function sendNudge(tools: Tools, nudge: ClaimedNudge): Promise<Outcome> {
  const opened = await openSend(tools, nudge, leaseMs)
  if (opened.kind !== 'opened') return opened
  const sent = await tools.whatsapp.send(opened.credentials, opened.message)
  return close(tools, { nudge, sendId: opened.sendId, sent })
}

type Closing = { readonly nudge: ClaimedNudge; readonly sendId: string; readonly sent: Sent }

/** Writes down what Meta answered, unless a status webhook was faster and has told it already. */
function close({ db, clock }: Tools, { nudge, sendId, sent }: Closing): Promise<Outcome> {
  const account = { environment: nudge.environment, accountId: nudge.accountId }
  return inTransaction(db, async (tx) => {
    switch (sent.kind) {
      case 'accepted':
        await closeSend(tx, sendId, { outcome: 'accepted', wamid: sent.wamid })
        await setState(tx, nudge, { from: ['sending'], to: 'sent' })
        return { kind: 'sent', account, nudgeId: nudge.id, sendId }
      case 'unknown':
        await closeSend(tx, sendId, { outcome: 'unknown', code: undefined, error: sent.text })
        await setState(tx, nudge, { from: ['sending'], to: 'unknown' })
        return { kind: 'unknown', account, nudgeId: nudge.id, text: sent.text }
      case 'refused': {
        await closeSend(tx, sendId, { outcome: 'refused', code: sent.code, error: sent.text })
        const nextAt = sent.advice === 'retry' ? retryAt(nudge, clock.now()) : undefined
        await setState(tx, nudge, {
          from: ['sending'],
          ...(nextAt ? { to: 'scheduled', nextAt } : { to: 'failed' }),
        })
        return { kind: 'refused', account, nudgeId: nudge.id, code: sent.code, text: sent.text }
      }
    }
  })
}

/** Doubles with every try; undefined after the last one. */
function retryAt(nudge: ClaimedNudge, now: Temporal.Instant): Temporal.Instant | undefined {
  const tries = nudge.attempts + 1
  return tries < sendsAtMost ? now.add({ minutes: firstRetryMinutes * 2 ** (tries - 1) }) : undefined
}
