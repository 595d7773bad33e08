import { formatMoney } from '../domain/money.ts'
import { ignoredBecause, type Reason, reasons } from '../domain/reasons.ts'
import { type History, listEvents, type NudgeHistory, readHistories } from '../store/history.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** One moment in the story of a subject, in words. */
type Moment = { readonly at: number; readonly text: string }

/**
 * Tells why messages about an invoice (or an enrollment, or a nudge) were sent, wait, or were not sent. Refuses an id
 * nothing is known about.
 */
export async function explain(tools: CommandTools, by: By, id: string): Promise<readonly string[]> {
  const { histories, events } = await readStory(tools, by, id)
  if (histories.length === 0 && events.length === 0) {
    throw refusal(`Nothing is known about ${id}. Give the id of an invoice, an enrollment or a nudge`)
  }
  const heard = events.map((event) => ({
    at: event.received_at,
    text: `heard ${event.type}: ${event.state}${because(event.reason)}`,
  }))
  const stories = histories.flatMap(storyOf)
  return [...heard, ...stories].toSorted((a, b) => a.at - b.at).map(lineOf)
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

function because(reason: string | null): string {
  return reason ? ` (${ignoredBecause[reason] ?? reason})` : ''
}

function storyOf({ enrollment, nudges, clicks, payments }: History): readonly Moment[] {
  const moments: Moment[] = [
    { at: enrollment.started_at, text: `the flow ${enrollment.flow} started for ${enrollment.subject}` },
    ...nudges.flatMap(nudgeStory),
    ...clicks.map((click) => ({
      at: click.clicked_at,
      text: `the pay link of ${step(nudges, click.nudge_id)} was opened`,
    })),
    ...payments.map((payment) => ({
      at: payment.paid_at,
      text: `${formatMoney({ amount: payment.amount, currency: payment.currency }, 'en_US')} came in (${payment.attribution})${
        payment.refunded > 0
          ? `, of which ${formatMoney({ amount: payment.refunded, currency: payment.currency }, 'en_US')} went back`
          : ''
      }`,
    })),
  ]
  const { ended_at, ended_because } = enrollment
  return ended_at ? [...moments, { at: ended_at, text: `the flow ended: ${ended_because}` }] : moments
}

function nudgeStory({ nudge, decisions, sends }: NudgeHistory): readonly Moment[] {
  const name = `message ${nudge.step} (${nudge.template})`
  return [
    ...decisions.map((decision) => ({
      at: decision.decided_at,
      text: `${name}: ${verdict(decision.kind, decision.until)}. ${reasons[decision.reason as Reason]} [${decision.gate}]`,
    })),
    ...sends.flatMap((send) => [
      {
        at: send.opened_at,
        text: `${name}: handed to WhatsApp, ${send.outcome}${send.error ? ` (${send.error})` : ''}`,
      },
      ...(send.delivered_at ? [{ at: send.delivered_at, text: `${name}: delivered` }] : []),
      ...(send.read_at ? [{ at: send.read_at, text: `${name}: read` }] : []),
      ...(send.failed_at ? [{ at: send.failed_at, text: `${name}: not delivered` }] : []),
    ]),
  ]
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
