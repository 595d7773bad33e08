import { z } from 'zod'
import { errorWords } from '../../commands/error-words.ts'
import type { Facts } from '../../domain/enrollment.ts'
import { type Reason, reasons } from '../../domain/reasons.ts'
import { flowOf } from '../../flows/index.ts'
import { type History, type NudgeHistory, readHistories } from '../../store/history.ts'
import { fromJson } from '../../store/json.ts'
import { namesOf } from '../../stripe/names.ts'
import type { TimelineEntry, TimelineStory } from './contract.ts'
import { type Endpoint, shown } from './endpoint.ts'

/** Enrollments told of at once. */
const storiesAtMost = 20

/** What was sent for an object, why or why not, and what comes next. */
export const timeline: Endpoint<'/panel/timeline'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({
    id: z.string().regex(/^[A-Za-z0-9_:-]{1,255}$/),
    before: z.string().max(64).optional(),
  }),
  async answer({ db, stripe }, { account }, { id, before }) {
    const ids = await namesOf(stripe(account), id)
    const found = await readHistories(db, account, ids, { limit: storiesAtMost + 1, before })
    const histories = found.toReversed().slice(0, storiesAtMost)
    const hasMore = found.length > storiesAtMost
    return {
      stories: histories.map(storyOf),
      before: hasMore ? (histories.at(-1)?.enrollment.id ?? null) : null,
    }
  },
}

function storyOf(history: History): TimelineStory {
  const { id, flow, subject, customer_id, facts, ended_at } = history.enrollment
  const entries = [
    ...began(history),
    ...history.nudges.flatMap(nudgeEntries),
    ...clicks(history),
    ...money(history),
    ...ended(history),
  ]
  return {
    enrollment: id,
    flow,
    flowName: flowOf(flow).name,
    subject,
    customer: customer_id,
    isOpen: ended_at === null,
    due: shown(fromJson<Facts>(facts).due),
    // A sort keeps the order of what happened at the same moment: first what led to it.
    entries: entries.toSorted((a, b) => a.at - b.at),
  }
}

function began({ enrollment }: History): readonly TimelineEntry[] {
  return [{ at: enrollment.started_at, kind: 'started' }]
}

const decided = { send: 'sent', wait: 'waits', skip: 'not-sent' } as const

function nudgeEntries({ nudge, decisions, sends }: NudgeHistory): readonly TimelineEntry[] {
  const { step } = nudge
  return [
    ...decisions.map((decision) => ({
      at: decision.decided_at,
      kind: decided[decision.kind],
      step,
      reason: reasons[decision.reason as Reason],
      ...(decision.until === null ? {} : { until: decision.until }),
    })),
    ...sends.flatMap((send) => sendEntries(send, step)),
    ...(nudge.state === 'scheduled' ? [{ at: nudge.next_at, kind: 'next' as const, step }] : []),
  ]
}

function sendEntries(send: NudgeHistory['sends'][number], step: number): readonly TimelineEntry[] {
  const words = errorWords(send)
  const because = words ? { reason: words } : {}
  const moment = (at: number | null, kind: TimelineEntry['kind'], more = {}): readonly TimelineEntry[] =>
    at === null ? [] : [{ at, kind, step, ...more }]
  return [
    ...moment(send.opened_at, send.outcome, send.failed_at === null ? because : {}),
    ...moment(send.delivered_at, 'delivered'),
    ...moment(send.read_at, 'read'),
    ...moment(send.failed_at, 'undelivered', because),
  ]
}

function clicks({ clicks, nudges }: History): readonly TimelineEntry[] {
  return clicks.map(({ clicked_at, nudge_id }) => {
    const step = nudges.find(({ nudge }) => nudge.id === nudge_id)?.nudge.step
    return { at: clicked_at, kind: 'opened', ...(step === undefined ? {} : { step }) }
  })
}

function money({ payments }: History): readonly TimelineEntry[] {
  return payments.map(({ paid_at, amount, refunded, currency, attribution }) => ({
    at: paid_at,
    kind: 'paid',
    money: shown({ amount, currency }),
    attribution,
    ...(refunded > 0 ? { refunded: shown({ amount: refunded, currency }) } : {}),
  }))
}

function ended({ enrollment, nudges }: History): readonly TimelineEntry[] {
  const { ended_at, ended_because } = enrollment
  if (ended_at === null) return []
  const because = ended_because ? { reason: ended_because } : {}
  const cancelled = nudges.filter(({ nudge }) => nudge.state === 'cancelled')
  return [
    { at: ended_at, kind: 'ended', ...because },
    ...cancelled.map(({ nudge }) => ({ at: ended_at, kind: 'cancelled' as const, step: nudge.step })),
  ]
}
