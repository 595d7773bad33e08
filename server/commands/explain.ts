import type { InterventionKind } from '../domain/intervention.ts'
import { formatMoney } from '../domain/money.ts'
import { ignoredBecause, reasons } from '../domain/reasons.ts'
import { type History, listEvents, type NudgeHistory, readHistories } from '../store/history.ts'
import { hasInvoices, invoicesOf } from '../stripe/invoices-of.ts'
import { decisionText, timeText } from './decision-words.ts'
import { errorWords } from './error-words.ts'
import { personText } from './person-words.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** One moment in the story of a subject, in words; of the same time, what came about first has the lower rank. */
type Moment = { readonly at: number; readonly rank: number; readonly text: string }

/**
 * Tells why messages were sent, wait, or were not sent, by Stripe's id of what they are about or of the customer, or by
 * an enrollment or a nudge. Refuses an id nothing is known about.
 */
export async function explain(tools: CommandTools, by: By, id: string): Promise<readonly string[]> {
  const { histories, events, isWhole } = await readStory(tools, by, id)
  if (histories.length === 0 && events.length === 0) {
    throw refusal(
      `Nothing is known about ${id}. Give Stripe's id of an invoice (in_...), a payment (pi_...), a checkout (cs_...), ` +
        'a subscription (sub_...) or a customer (cus_...), or the id of an enrollment or nudge',
    )
  }
  const isAlone = histories.length <= 1
  const isOneSubject = isAlone && new Set(events.map(({ subject }) => subject)).size <= 1
  const heard = events.map((event) => ({
    at: event.received_at,
    rank: 0,
    text: `heard ${event.type}${isOneSubject ? '' : ` about ${event.subject}`}: ${stateOf(event)}`,
  }))
  const stories = histories.flatMap((history) => (isAlone ? storyOf(history) : namedStoryOf(history)))
  const lines = [...heard, ...stories].toSorted((a, b) => a.at - b.at || a.rank - b.rank).map(lineOf)
  return isWhole ? lines : [...lines, notWhole]
}

const notWhole =
  'Stripe did not answer, so that invoices about which no flow was started may be missing here; ask again later.'

/** All that is known about something, as data: what was heard, and the histories of its enrollments. */
export type Story = {
  readonly events: Awaited<ReturnType<typeof listEvents>>
  readonly histories: readonly History[]
  /** Whether Stripe told of the invoices that came to no flow. */
  readonly isWhole: boolean
  /** What each reason of a decision means, in words. */
  readonly reasons: typeof reasons
  /** The same of the events that had no effect. */
  readonly ignoredBecause: typeof ignoredBecause
}

/**
 * The story of something in Stripe, of an enrollment or of a nudge; empty for an id nothing is known about. Of a
 * subscription or customer Stripe tells which invoices there were, since some came to no flow.
 */
export async function readStory({ db, stripe }: CommandTools, { account }: By, id: string): Promise<Story> {
  const histories = await readHistories(db, account, [id])
  const invoices = hasInvoices(id) ? await invoicesOf(stripe(account), id) : []
  const told = histories.map(({ enrollment }) => enrollment.subject)
  const events = await listEvents(db, account, [...new Set([id, ...told, ...(invoices ?? [])])])
  return { histories, events, isWhole: invoices !== undefined, reasons, ignoredBecause }
}

function stateOf({ id, state, reason }: Story['events'][number]): string {
  const why = reason ? ` (${ignoredBecause[reason] ?? reason})` : ''
  return state === 'set_aside'
    ? `set aside${why}; run \`npm run paynudge -- events rerun ${id}\``
    : `${state}${why}`
}

/** Where several enrollments are told of, each line says which one it is about. */
function namedStoryOf(history: History): readonly Moment[] {
  const { flow, subject } = history.enrollment
  const [start, ...others] = storyOf(history)
  const named = others.map(({ text, ...moment }) => ({ ...moment, text: `${flow} for ${subject}: ${text}` }))
  return start ? [start, ...named] : named
}

function storyOf(history: History): readonly Moment[] {
  const { enrollment, nudges, clicks, interventions } = history
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
    ...interventions.map(({ kind, actor, done_at, nudge_id }) => ({
      at: done_at,
      rank: 2,
      text: interventionText(kind, personText(actor), nudge_id && step(nudges, nudge_id)),
    })),
    ...moneyStory(history),
    ...endStory(history),
  ]
}

function interventionText(kind: InterventionKind, person: string, message: string | null): string {
  switch (kind) {
    case 'nudge-now':
      return `${message} was asked for at once by ${person}`
    case 'pause':
      return `paused by ${person}`
    case 'go-on':
      return `let go on by ${person}`
  }
}

function moneyStory({ payments, recovery }: History): readonly Moment[] {
  const paid = payments.map(({ paid_at, amount, refunded, lost, currency, attribution }) => {
    const shown = (part: number) => formatMoney({ amount: part, currency }, 'en_US')
    const gone = [
      ...(refunded > 0 ? [`${shown(refunded)} went back`] : []),
      ...(lost > 0 ? [`${shown(lost)} was lost in a dispute`] : []),
    ]
    const less = gone.length > 0 ? `, of which ${gone.join(' and ')}` : ''
    return { at: paid_at, rank: 4, text: `${shown(amount)} came in (${attribution})${less}` }
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
      text: `${name}: ${decisionText(decision)}`,
    })),
    ...sends.flatMap((send) => [
      {
        at: send.opened_at,
        rank: 2,
        text: `${name}: handed to WhatsApp, ${send.outcome}${notesOn(send)}`,
      },
      ...(send.delivered_at ? [{ at: send.delivered_at, rank: 2, text: `${name}: delivered` }] : []),
      ...(send.read_at ? [{ at: send.read_at, rank: 2, text: `${name}: read` }] : []),
      ...(send.failed_at
        ? [{ at: send.failed_at, rank: 2, text: `${name}: not delivered (${errorWords(send)})` }]
        : []),
    ]),
    ...(nudge.state === 'scheduled'
      ? [{ at: nudge.next_at, rank: 8, text: `${name}: to be decided then` }]
      : []),
  ]
}

function notesOn(send: NudgeHistory['sends'][number]): string {
  const notes = [
    send.crossed ? ', while a payment was on its way' : '',
    send.held_at ? ', which holds it until it has judged the text' : '',
    // A failure that came later has a line of its own.
    send.error && !send.failed_at ? ` (${errorWords(send)})` : '',
  ]
  return notes.join('')
}

function nameOf({ step, template }: NudgeHistory['nudge']): string {
  return `message ${step} (${template})`
}

function step(nudges: readonly NudgeHistory[], nudgeId: string): string {
  return `message ${nudges.find(({ nudge }) => nudge.id === nudgeId)?.nudge.step ?? '?'}`
}

function lineOf({ at, text }: Moment): string {
  return `${timeText(at)}  ${text}`
}
