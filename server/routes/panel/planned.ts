import { z } from 'zod'
import type { By, CommandTools } from '../../commands/tools.ts'
import type { Facts } from '../../domain/enrollment.ts'
import { flowOf } from '../../flows/index.ts'
import { countPlanned, listPlanned } from '../../store/history.ts'
import { fromJson } from '../../store/json.ts'
import type { Ask, Planned } from './contract.ts'
import { type Endpoint, shown } from './endpoint.ts'

/** Messages told of at once. */
const plannedAtMost = 10

/** What is due next, part by part. */
export const planned: Endpoint<'/panel/planned'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({
    after: z.strictObject({ at: z.int().min(0), nudge: z.string().max(64) }).optional(),
  }),
  answer: readPlanned,
}

/** A part of what is due next, the first when none is named. */
export async function readPlanned(
  { db }: CommandTools,
  { account }: By,
  { after }: Ask<'/panel/planned'>,
): Promise<Planned> {
  const rows = await listPlanned(db, account, { limit: plannedAtMost + 1, after })
  const some = rows.slice(0, plannedAtMost)
  const last = some.at(-1)
  return {
    messages: some.map(({ id, flow, subject, customer_id, step, facts, next_at }) => ({
      nudge: id,
      flow,
      flowName: flowOf(flow).name,
      subject,
      customer: customer_id,
      step,
      due: shown(fromJson<Facts>(facts).due),
      at: next_at,
    })),
    total: await countPlanned(db, account),
    after: last && rows.length > plannedAtMost ? { at: last.next_at, nudge: last.id } : null,
  }
}
