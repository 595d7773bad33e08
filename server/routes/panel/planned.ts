import { z } from 'zod'
import { outlookOf } from '../../commands/outlook.ts'
import type { By, CommandTools } from '../../commands/tools.ts'
import type { Facts } from '../../domain/enrollment.ts'
import { flowOf } from '../../flows/index.ts'
import type { Db } from '../../store/database.ts'
import { countPlanned, listPlanned } from '../../store/history.ts'
import { fromJson } from '../../store/json.ts'
import type { Ask, Planned, PlannedMessage } from './contract.ts'
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
  by: By,
  { after }: Ask<'/panel/planned'>,
): Promise<Planned> {
  const { account } = by
  const rows = await listPlanned(db, account, { limit: plannedAtMost + 1, after })
  const some = rows.slice(0, plannedAtMost)
  const last = some.at(-1)
  return {
    messages: await Promise.all(some.map((row) => plannedMessage(db, by, row))),
    total: await countPlanned(db, account),
    after: last && rows.length > plannedAtMost ? { at: last.next_at, nudge: last.id } : null,
  }
}

type Row = Awaited<ReturnType<typeof listPlanned>>[number]

async function plannedMessage(db: Db, by: By, row: Row): Promise<PlannedMessage> {
  const { id, enrollment_id, flow, subject, customer_id, shopper_id: shopperId, step, facts } = row
  const outlook = await outlookOf(db, by, { id: enrollment_id, flow, shopperId })
  const { fate, at, reason } = outlook(row)
  return {
    nudge: id,
    flow,
    flowName: flowOf(flow).name,
    subject,
    customer: customer_id,
    step,
    due: shown(fromJson<Facts>(facts).due),
    at,
    fate,
    reason: reason ?? null,
  }
}
