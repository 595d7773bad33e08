import { z } from 'zod'
import { reasonText } from '../../commands/decision-words.ts'
import { errorWords } from '../../commands/error-words.ts'
import { type Outlook, outlookOf } from '../../commands/outlook.ts'
import { colleagueText } from '../../commands/person-words.ts'
import type { By } from '../../commands/tools.ts'
import type { AccountKey } from '../../domain/account.ts'
import type { GateName } from '../../domain/decide.ts'
import type { Facts } from '../../domain/enrollment.ts'
import { ignoredBecause } from '../../domain/reasons.ts'
import { flowOf } from '../../flows/index.ts'
import type { Db } from '../../store/database.ts'
import { type History, listEvents, type NudgeHistory, readHistories } from '../../store/history.ts'
import { fromJson } from '../../store/json.ts'
import { namesOf } from '../../stripe/names.ts'
import type { Timeline, TimelineEntry, TimelineStory } from './contract.ts'
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
  async answer({ db, stripe }, by, { id, before }) {
    const { account } = by
    const ids = await namesOf(stripe(account), id)
    const found = await readHistories(db, account, ids, { limit: storiesAtMost + 1, before })
    const histories = found.toReversed().slice(0, storiesAtMost)
    const hasMore = found.length > storiesAtMost
    return {
      stories: await Promise.all(histories.map((history) => storyOf(db, by, history))),
      before: hasMore ? (histories.at(-1)?.enrollment.id ?? null) : null,
      passedOver: histories.length > 0 || before ? [] : await passedOver(db, account, ids),
    }
  },
}

/** What Stripe told of an object without a flow having begun for it. */
async function passedOver(
  db: Db,
  account: AccountKey,
  ids: readonly string[],
): Promise<Timeline['passedOver']> {
  const events = await listEvents(db, account, ids)
  return events
    .filter(({ state, reason }) => state === 'ignored' && !ofNoFlow.has(reason ?? ''))
    .map(({ received_at, reason }) => ({
      at: received_at,
      reason: ignoredBecause[reason ?? ''] ?? reason ?? '',
      isFlowOff: reason === 'flow-off',
    }))
    .filter(({ reason }, index, all) => reason !== all[index + 1]?.reason)
}

/** Why an event came to nothing that would have begun no flow anyway. */
const ofNoFlow: ReadonlySet<string> = new Set(['nothing-open', 'means-nothing-to-us'])

/** The story of one enrollment. Throws for one that is not the account's. */
export async function readStory(db: Db, by: By, enrollment: string): Promise<TimelineStory> {
  const [history] = await readHistories(db, by.account, [enrollment])
  if (!history) throw new Error(`Enrollment ${enrollment} is gone`)
  return storyOf(db, by, history)
}

async function storyOf(db: Db, by: By, history: History): Promise<TimelineStory> {
  const whoText: WhoText = (who) => colleagueText(who, by.actor)
  const { id, flow, subject, customer_id, facts, ended_at } = history.enrollment
  const coming = await comingIn(db, by, history)
  const next = nextOf(history, coming, whoText)
  const entries = [
    ...began(history),
    ...interventions(history, whoText),
    ...history.nudges.flatMap((nudge) => nudgeEntries(nudge, whoText)),
    ...clicks(history),
    ...money(history),
    ...ended(history),
    ...planned(coming, next?.reason),
  ]
  return {
    enrollment: id,
    flow,
    flowName: flowOf(flow).name,
    subject,
    customer: customer_id,
    isOpen: ended_at === null,
    due: shown(fromJson<Facts>(facts).due),
    next,
    paused: pausedIn(history, whoText),
    // A sort keeps the order of what happened at the same moment: first what led to it.
    entries: entries.toSorted((a, b) => a.at - b.at),
  }
}

/** Says who did something, to whoever reads the story. */
type WhoText = (actor: string) => string

/** A message that waits, and what becomes of it. */
type Coming = NudgeHistory & { readonly outlook: Outlook }

async function comingIn(db: Db, by: By, { enrollment, nudges }: History): Promise<readonly Coming[]> {
  const waiting = nudges.filter(({ nudge }) => nudge.state === 'scheduled')
  if (waiting.length === 0) return []
  const { id, flow, shopper_id: shopperId } = enrollment
  const outlook = await outlookOf(db, by, { id, flow, shopperId })
  return waiting.map((history) => ({ ...history, outlook: outlook(history.nudge) }))
}

function nextOf(
  { interventions }: History,
  [next]: readonly Coming[],
  whoText: WhoText,
): TimelineStory['next'] {
  if (!next) return null
  const { id, step, next_at } = next.nudge
  const { reason, ...foreseen } = next.outlook
  if (reason !== undefined) return { step, ...foreseen, reason, isAskedFor: false }
  const isAskedFor = interventions.some(({ nudge_id, done_at }) => nudge_id === id && done_at === next_at)
  const last = next.decisions.at(-1)
  const isNews = last && last.reason !== 'not-due' && !standing.has(last.gate)
  const decided = isNews ? reasonText(last, whoText) : whenDue
  return { step, ...foreseen, reason: isAskedFor ? soon : decided, isAskedFor }
}

/** Nothing speaks against it so far. */
const whenDue = 'Just before it goes out, Paynudge looks again whether it is still needed and allowed.'

/** Gates whose word holds no more once the outlook says nothing of it. */
const standing: ReadonlySet<string> = new Set([
  'installed',
  'killSwitch',
  'flowOn',
  'paused',
  'consent',
  'person',
  'promised',
  'watchOnly',
  'holdOut',
] satisfies readonly GateName[])

/** Nobody has looked at it since somebody asked for it. */
const soon = 'Whether it may go out now is decided within seconds.'

function pausedIn({ interventions }: History, whoText: WhoText): TimelineStory['paused'] {
  const last = interventions.findLast(({ kind }) => kind !== 'nudge-now')
  return last?.kind === 'pause' ? { by: whoText(last.actor), since: last.done_at } : null
}

const intervened = { 'nudge-now': 'hastened', pause: 'paused', 'go-on': 'went-on' } as const

function interventions({ interventions, nudges }: History, whoText: WhoText): readonly TimelineEntry[] {
  return interventions.map(({ kind, actor, done_at, nudge_id }) => ({
    at: done_at,
    kind: intervened[kind],
    by: whoText(actor),
    ...stepOf(nudges, nudge_id),
  }))
}

function stepOf(nudges: History['nudges'], id: string | null): { readonly step?: number } {
  const step = nudges.find(({ nudge }) => nudge.id === id)?.nudge.step
  return step === undefined ? {} : { step }
}

function began({ enrollment }: History): readonly TimelineEntry[] {
  return [{ at: enrollment.started_at, kind: 'started' }]
}

const decided = { send: 'sent', wait: 'waits', skip: 'not-sent' } as const

function nudgeEntries({ nudge, decisions, sends }: NudgeHistory, whoText: WhoText): readonly TimelineEntry[] {
  const { step } = nudge
  return [
    ...decisions.filter(isNews).map((decision) => ({
      at: decision.decided_at,
      kind: decided[decision.kind],
      step,
      reason: reasonText(decision, whoText),
    })),
    ...sends.flatMap((send) => sendEntries(send, step)),
  ]
}

type Decisions = NudgeHistory['decisions']

/** A message waits for its time by itself, and one that is asked about again and again waits on: neither is told anew. */
function isNews(decision: Decisions[number], index: number, all: Decisions): boolean {
  if (decision.kind !== 'wait') return true
  const before = all[index - 1]
  return decision.reason !== 'not-due' && (before?.kind !== 'wait' || before.reason !== decision.reason)
}

/** What is to come, with its reason where that is another than the next message's. */
function planned(coming: readonly Coming[], because: string | undefined): readonly TimelineEntry[] {
  return coming.map(({ nudge: { step }, outlook: { fate, at, reason } }) => ({
    at,
    kind: fate,
    step,
    ...(reason === undefined || reason === because ? {} : { reason }),
  }))
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
  return clicks.map(({ clicked_at, nudge_id }) => ({
    at: clicked_at,
    kind: 'opened',
    ...stepOf(nudges, nudge_id),
  }))
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
