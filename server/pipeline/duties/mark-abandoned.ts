import { inTransaction } from '../../store/database.ts'
import { abandonedSending, setState } from '../../store/nudges.ts'
import { markUnknown } from '../../store/sends.ts'
import type { Outcome } from '../outcome.ts'
import type { Tools } from '../tools.ts'

const nudgesAtMost = 100

/** A nudge whose sender went away in the middle of the call is unknown: only a report may settle it. */
export async function markAbandoned({ db, clock }: Tools): Promise<readonly Outcome[]> {
  const nudges = await abandonedSending(db, nudgesAtMost, clock.now())
  for (const nudge of nudges) {
    await inTransaction(db, async (tx) => {
      await markUnknown(tx, nudge)
      await setState(tx, nudge, { from: ['sending'], to: 'unknown' })
    })
  }
  return nudges.map((nudge) => ({
    kind: 'unknown',
    account: { environment: nudge.environment, accountId: nudge.accountId },
    nudgeId: nudge.id,
    text: 'The sender stopped before Meta answered',
  }))
}
