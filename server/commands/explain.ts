import { formatMoney } from '../domain/money.ts'
import { ignoredBecause, type Reason, reasons } from '../domain/reasons.ts'
import { type History, listEvents, type NudgeHistory, readHistories } from '../store/history.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** One moment in the story of a subject, in words; of the same time, what came about first has the lower rank. */
type Moment = { readonly at: number; readonly rank: number; readonly text: string }

/**
 * Tells why messages about an invoice (or an enrollment, or a nudge) were sent, wait, or were not sent. Refuses an id
 * nothing is known about.
 */
export async function explain(tools: CommandTools, by: By, id: string): Promise<readonly string[]> {
  const { histories, events } = await readStory(tools, by, id)
  if (histories.length === 0 && events.length === 0) {
    throw refusal(
      `Nothing is known about ${id}. Give Stripe's id of an invoice (in_...), or of an enrollment or nudge`,
    )
  }
  const heard = events.map((event) => ({
    at: event.received_at,
    rank: 0,
    text: `heard ${event.type}: ${stateOf(event)}`,
  }))
  const stories = histories.flatMap(storyOf)
  return [...heard, ...stories].toSorted((a, b) => a.at - b.at || a.rank - b.rank).map(lineOf)
}

/** All that is known about a subject, as data: what was heard, and the histories of its enrollments. */
export type Story = {
  readonly events: Awaited<ReturnType<typeof listEvents>>
  readonly histories: readonly History[]
  /** What each reason of a decision means, in words. */
  readonly reasons: typeof reasons
}

/** The story of an invoice, an enrollment or a nudge; empty for an id nothing is known about. */
export async function readStory({ db }: CommandTools, { account }: By, id: string): Promise<Story> {
  const histories = await readHistories(db, account, id)
  const subject = histories[0]?.enrollment.subject ?? id
  return { histories, events: await listEvents(db, account, subject), reasons }
}

function stateOf({ id, state, reason }: Story['events'][number]): string {
  const why = reason ? ` (${ignoredBecause[reason] ?? reason})` : ''
  return state === 'set_aside'
    ? `set aside${why}; run \`npm run paynudge -- events rerun ${id}\``
    : `${state}${why}`
}

function storyOf(history: History): readonly Moment[] {
  const { enrollment, nudges, clicks } = history
  return [
    {
      at: enrollment.started_at,
      rank: 1,
      text: `the flow ${enrollment.flow} started for ${enrollment.subject}`,
    },
    ...nudges.flatMap(nudgeStory),
    ...clicks.map((click) => ({
      at: click.clicked_at,
      rank: 3,
      text: `the pay link of ${step(nudges, click.nudge_id)} was opened`,
    })),
    ...moneyStory(history),
    ...endStory(history),
  ]
}

function moneyStory({ payments, recovery }: History): readonly Moment[] {
  const paid = payments.map(({ paid_at, amount, refunded, currency, attribution }) => {
    const shown = (part: number) => formatMoney({ amount: part, currency }, 'en_US')
    const back = refunded > 0 ? `, of which ${shown(refunded)} went back` : ''
    return { at: paid_at, rank: 4, text: `${shown(amount)} came in (${attribution})${back}` }
  })
  if (!recovery) return paid
  const { updated_at, write_next_at, write_error, attribution } = recovery
  const noted = write_error ? `not noted in Stripe yet: ${write_error}` : `noted in Stripe: ${attribution}`
  const text = write_next_at !== null && !write_error ? 'to be noted in Stripe' : noted
  return [...paid, { at: updated_at, rank: 7, text }]
}

function endStory({ enrollment, nudges }: History): readonly Moment[] {
  const { ended_at, ended_because } = enrollment
  if (!ended_at) return []
  const cancelled = nudges
    .filter(({ nudge }) => nudge.state === 'cancelled')
    .map(({ nudge }) => ({ at: ended_at, rank: 6, text: `${nameOf(nudge)}: cancelled. ${ended_because}` }))
  return [{ at: ended_at, rank: 5, text: `the flow ended: ${ended_because}` }, ...cancelled]
}

function nudgeStory({ nudge, decisions, sends }: NudgeHistory): readonly Moment[] {
  const name = nameOf(nudge)
  return [
    ...decisions.map((decision) => ({
      at: decision.decided_at,
      rank: 2,
      text: `${name}: ${verdict(decision.kind, decision.until)}. ${reasons[decision.reason as Reason]} [${decision.gate}]`,
    })),
    ...sends.flatMap((send) => [
      {
        at: send.opened_at,
        rank: 2,
        text: `${name}: handed to WhatsApp, ${send.outcome}${notesOn(send)}`,
      },
      ...(send.delivered_at ? [{ at: send.delivered_at, rank: 2, text: `${name}: delivered` }] : []),
      ...(send.read_at ? [{ at: send.read_at, rank: 2, text: `${name}: read` }] : []),
      ...(send.failed_at ? [{ at: send.failed_at, rank: 2, text: `${name}: not delivered` }] : []),
    ]),
  ]
}

function notesOn({ crossed, error }: NudgeHistory['sends'][number]): string {
  return `${crossed ? ', while a payment was on its way' : ''}${error ? ` (${error})` : ''}`
}

function nameOf({ step, template }: NudgeHistory['nudge']): string {
  return `message ${step} (${template})`
}

function verdict(kind: 'send' | 'wait' | 'skip', until: number | null): string {
  if (kind === 'wait' && until) return `waits until ${timeOf(until)}`
  return kind === 'send' ? 'sent' : 'not sent'
}

function step(nudges: readonly NudgeHistory[], nudgeId: string): string {
  return `message ${nudges.find(({ nudge }) => nudge.id === nudgeId)?.nudge.step ?? '?'}`
}

function lineOf({ at, text }: Moment): string {
  return `${timeOf(at)}  ${text}`
}

function timeOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'second' })
}
