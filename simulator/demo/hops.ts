import type { Story } from '../../server/commands/explain.ts'
import type { History, NudgeHistory } from '../../server/store/history.ts'
import { formatAmount } from '../stripe/money.ts'
import type { World } from '../world.ts'
import { type Matter, paymentsFor } from './matters.ts'
import {
  attributionWords,
  beginning,
  clauseOf,
  flowName,
  languageName,
  listed,
  refundWords,
  timeText,
} from './words.ts'

/** The hops of a journey, in the words they are printed with. */
export type Hop =
  | 'signed event in'
  | 'left alone'
  | 'planned'
  | 'waits'
  | 'let through'
  | 'message sent'
  | 'delivered'
  | 'read'
  | 'not sent'
  | 'answered'
  | 'link opened'
  | 'paid'
  | 'cancelled'
  | 'recovery recorded'
  | 'refunded'
  | 'written back'

/** A hop with its evidence; `flow` is the one it belongs to, and `at` is absent where nobody notes the time. */
export type Found = {
  readonly key: string
  readonly hop: Hop
  readonly text: string
  readonly flow?: string
  readonly at?: Temporal.Instant
}

/** Every hop of a matter's journey that can be shown to have happened, in the order of the journey. */
export function hopsOf(world: World, matter: Matter, story: Story): readonly Found[] {
  const says = (reason: string) => (story.reasons as Readonly<Record<string, string>>)[reason] ?? reason
  const ofEach = (find: (history: History) => readonly Found[]) =>
    story.histories.flatMap((history) =>
      find(history).map((found) => ({ ...found, flow: flowName(history.enrollment.flow) })),
    )
  return [
    ...heard(world, matter, story),
    ...leftAlone(story),
    ...ofEach(planned),
    ...ofEach(({ nudges }) => nudges.flatMap((one) => messageHops(world, one, says))),
    ...answered(world, matter),
    ...ofEach(opened),
    ...paid(world, matter),
    ...ofEach((history) => cancelled(world, matter, history)),
    ...recorded(story),
    ...writtenBack(world, matter),
  ]
}

/** The event that begins each kind of matter; a checkout's beginning is told by none. */
const beginnings: Readonly<Record<Matter['kind'], string>> = {
  renewal: 'invoice.payment_failed',
  invoice: 'invoice.finalized',
  checkout: 'checkout.session.expired',
  card: 'invoice.upcoming',
}

/** Only what was signed as it should be is kept. */
function heard(world: World, matter: Matter, { events }: Story): readonly Found[] {
  if (matter.kind === 'renewal') return failuresHeard(world, matter)
  const begun = events.filter(({ type }) => type === beginnings[matter.kind])
  return begun.map(({ id, type, received_at }) => ({
    key: id,
    hop: 'signed event in',
    text: `${type}; signature verified`,
    at: instant(received_at),
  }))
}

/** Such an event is answered with 200. */
function failuresHeard({ stripe }: World, { subject }: Matter): readonly Found[] {
  const taken = stripe.deliveries.filter((one) => one.type === 'invoice.payment_failed' && one.status === 200)
  return taken.flatMap(({ eventId }) => {
    const event = stripe.find('event', eventId)
    if (event.type !== 'invoice.payment_failed' || event.data.object.id !== subject) return []
    const { amount_remaining, currency, attempt_count } = event.data.object
    const amount = formatAmount(amount_remaining, currency)
    const text = `invoice.payment_failed: ${amount}, attempt ${attempt_count}; signature verified`
    const at = Temporal.Instant.fromEpochMilliseconds(event.created * 1000)
    return [{ key: eventId, hop: 'signed event in', text, at }]
  })
}

/** An event that would begin a flow, and did not: most often the flow is switched off. */
function leftAlone({ events, histories, ignoredBecause }: Story): readonly Found[] {
  if (histories.length > 0) return []
  const begun = events.filter(
    ({ type, state }) => state === 'ignored' && Object.values(beginnings).includes(type),
  )
  return begun.map(({ id, type, reason, received_at }) => ({
    key: `${id} ignored`,
    hop: 'left alone',
    text: `${type}: ${ignoredBecause[reason ?? ''] ?? reason}`,
    at: instant(received_at),
  }))
}

function planned({ enrollment, nudges }: History): readonly Found[] {
  const [first] = nudges
  if (!first) return []
  const count = `${nudges.length} messages in ${languageName(enrollment.language)}`
  return [
    {
      key: enrollment.id,
      hop: 'planned',
      text: `${count}, the first for ${timeText(instant(first.nudge.due_at))}`,
      at: instant(enrollment.started_at),
    },
  ]
}

function messageHops(
  world: World,
  { nudge, decisions, sends }: NudgeHistory,
  says: (reason: string) => string,
): readonly Found[] {
  return [
    ...decisions.filter(isTold).map(
      (decision): Found => ({
        key: decision.id,
        hop: decisionHops[decision.kind],
        text: `message ${nudge.step}${untilText(decision)}: ${says(decision.reason)}`,
        at: instant(decision.decided_at),
      }),
    ),
    ...sends.flatMap((send) => deliveryHops(world, nudge.step, send)),
  ]
}

type Decision = NudgeHistory['decisions'][number]

const decisionHops: Readonly<Record<Decision['kind'], Hop>> = {
  send: 'let through',
  wait: 'waits',
  skip: 'not sent',
}

/** That a message is planned for later is told by the plan. */
function isTold({ kind, gate }: Decision): boolean {
  return !(kind === 'wait' && gate === 'onTime')
}

function untilText({ kind, until }: Decision): string {
  return kind === 'wait' && until ? ` until ${timeText(instant(until))}` : ''
}

function deliveryHops(
  { whatsapp }: World,
  step: number,
  send: NudgeHistory['sends'][number],
): readonly Found[] {
  const message = whatsapp.messages.find(({ id }) => id === send.wamid)
  if (!message) return []
  const { status, to, body } = message
  const sent = `message ${step} to ${to}: “${beginning(body, 64)}”`
  const hop = (hop: Hop, text: string, at: number): Found => ({
    key: `${send.id} ${hop}`,
    hop,
    text,
    at: instant(at),
  })
  const isAtPhone = status === 'delivered' || status === 'read'
  return [
    hop('message sent', sent, send.opened_at),
    ...(send.delivered_at && isAtPhone
      ? [hop('delivered', `message ${step} is on the phone`, send.delivered_at)]
      : []),
    ...(send.read_at && status === 'read' ? [hop('read', `message ${step} was read`, send.read_at)] : []),
  ]
}

function answered(world: World, matter: Matter): readonly Found[] {
  return answersTo(world, matter).map(answerHop)
}

/** What a customer wrote or tapped. */
export function answerHop({ id, body, at }: Message): Found {
  return { key: id, hop: 'answered', text: `“${beginning(body, 64)}”`, at }
}

type Message = World['whatsapp']['messages'][number]

function answersTo({ whatsapp }: World, { customer, since }: Matter) {
  return whatsapp.messages.filter(
    ({ direction, from, at }) =>
      direction === 'inbound' && from === customer.phone && Temporal.Instant.compare(at, since) >= 0,
  )
}

function opened({ nudges, clicks }: History): readonly Found[] {
  return clicks.map((click) => {
    const step = nudges.find(({ nudge }) => nudge.id === click.nudge_id)?.nudge.step
    const text = `the link of message ${step}`
    return { key: click.id, hop: 'link opened', text, at: instant(click.clicked_at) }
  })
}

function paid(world: World, matter: Matter): readonly Found[] {
  const { currency, total } = billed(world, matter)
  return paymentsFor(world, matter).map(({ intent, amount, at }) => {
    const whole = amount === total ? 'in full' : `of ${formatAmount(total, currency)}`
    return { key: `${intent} paid`, hop: 'paid', text: `${formatAmount(amount, currency)} ${whole}`, at }
  })
}

/** What the whole of a matter costs; of a card nothing. */
function billed({ stripe }: World, { kind, subject }: Matter) {
  if (kind === 'card') return { total: 0, currency: '' }
  if (kind !== 'checkout') return stripe.find('invoice', subject)
  const { amount_total, currency } = stripe.find('checkout.session', subject)
  return { total: amount_total ?? 0, currency: currency ?? '' }
}

/** Messages that came to nothing together: the matter ended, or the customer wants no more of them. */
function cancelled(world: World, matter: Matter, { enrollment, nudges }: History): readonly Found[] {
  const steps = (state: NudgeHistory['nudge']['state']) =>
    nudges.filter(({ nudge }) => nudge.state === state).map(({ nudge }) => String(nudge.step))
  const hop = (which: readonly string[], because: string, at: Temporal.Instant): readonly Found[] => {
    const text = `${which.length === 1 ? 'message' : 'messages'} ${listed(which)} will not be sent: ${because}`
    return which.length === 0 ? [] : [{ key: `${enrollment.id} cancelled`, hop: 'cancelled', text, at }]
  }
  const { ended_at, ended_because } = enrollment
  if (ended_at && ended_because) return hop(steps('cancelled'), clauseOf(ended_because), instant(ended_at))
  const stop = answersTo(world, matter).find((answer) => isStop(world, answer))
  // After a stop the server leaves them planned, and says of each that it is not sent when its time comes.
  return stop ? hop(steps('scheduled'), 'the customer asked for no more', stop.at) : []
}

function isStop({ whatsapp }: World, { answers, body }: Message): boolean {
  const asked = whatsapp.messages.find(({ id }) => id === answers)
  const tapped = asked?.buttons.find(({ label }) => label === body)
  return tapped ? tapped.payload?.split(':')[0] === 'stop' : /^stop$/i.test(body.trim())
}

/** A payment that several flows watched for counts once, for the best claim. */
function recorded({ histories }: Story): readonly Found[] {
  const watched = histories.flatMap(({ enrollment, payments }) =>
    payments.map((payment) => ({ ...payment, flow: flowName(enrollment.flow) })),
  )
  const claims = Object.keys(attributionWords)
  const best = watched.toSorted((a, b) => claims.indexOf(a.attribution) - claims.indexOf(b.attribution))
  return watched
    .filter((one) => best.find(({ payment }) => payment === one.payment) === one)
    .flatMap(recoveryHops)
}

type Recovered = History['payments'][number] & { readonly flow: string }

function recoveryHops({ payment, amount, refunded, currency, attribution, flow }: Recovered) {
  const came: Found = {
    key: `${payment} recorded ${attribution}`,
    hop: 'recovery recorded',
    text: `${formatAmount(amount, currency)} as “${attribution}”; ${attributionWords[attribution]}`,
    flow,
  }
  const went: Found = {
    key: `${payment} refunded ${refunded}`,
    hop: 'refunded',
    text: `${formatAmount(refunded, currency)} went back to the customer, ${refundWords(attribution)}`,
    flow,
  }
  return refunded > 0 ? [came, went] : [came]
}

/** What a merchant finds in Stripe: on the invoice, where there is one, and on every payment intent that brought money. */
function writtenBack(world: World, matter: Matter): readonly Found[] {
  const intents = paymentsFor(world, matter).map(({ intent }) => world.stripe.find('payment_intent', intent))
  const hasInvoice = matter.kind === 'renewal' || matter.kind === 'invoice'
  const invoices = hasInvoice ? [world.stripe.find('invoice', matter.subject)] : []
  const noted = [...invoices, ...intents].map(({ metadata }) => metadata ?? {})
  const [first] = noted
  if (!first || !noted.every(({ paynudge_attribution }) => paynudge_attribution)) return []
  const text = `attribution=${first.paynudge_attribution} recovered=${first.paynudge_recovered}`
  const onIntents = `its payment ${intents.length > 1 ? 'intents' : 'intent'}`
  return [
    {
      key: `${matter.subject} noted ${text} ${intents.length}`,
      hop: 'written back',
      text: `${text}, as metadata on ${hasInvoice ? `the invoice and ${onIntents}` : onIntents}`,
    },
  ]
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}
