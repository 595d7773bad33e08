import type { Story } from '../../server/commands/explain.ts'
import type { History, NudgeHistory } from '../../server/store/history.ts'
import { formatAmount } from '../stripe/money.ts'
import type { World } from '../world.ts'
import type { Customer } from './customers.ts'
import { paymentsMade } from './payments.ts'
import { attributionWords, beginning, clauseOf, languageName, listed, timeText } from './words.ts'

/** A renewal that was declined. */
export type Renewal = {
  readonly customer: Customer
  readonly invoice: string
  readonly since: Temporal.Instant
}

/** The hops of a journey, in the words they are printed with. */
export type Hop =
  | 'signed event in'
  | 'planned'
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

/** A hop with its evidence; `at` is absent where nobody notes the time. */
export type Found = {
  readonly key: string
  readonly hop: Hop
  readonly text: string
  readonly at?: Temporal.Instant
}

/** Every hop of a renewal's journey that can be shown to have happened, in the order of the journey. */
export function hopsOf(world: World, renewal: Renewal, { histories, reasons }: Story): readonly Found[] {
  const [history] = histories
  const says = (reason: string) => (reasons as Readonly<Record<string, string>>)[reason] ?? reason
  return [
    ...heard(world, renewal),
    ...(history ? planned(history) : []),
    ...(history?.nudges ?? []).flatMap((one) => messageHops(world, one, says)),
    ...answered(world, renewal),
    ...(history ? opened(history) : []),
    ...paid(world, renewal),
    ...(history ? cancelled(world, renewal, history) : []),
    ...(history ? recorded(history) : []),
    ...writtenBack(world, renewal),
  ]
}

/** Only what was signed as it should be is answered with 200. */
function heard({ stripe }: World, { invoice }: Renewal): readonly Found[] {
  const taken = stripe.deliveries.filter((one) => one.type === 'invoice.payment_failed' && one.status === 200)
  return taken.flatMap(({ eventId }) => {
    const event = stripe.find('event', eventId)
    if (event.type !== 'invoice.payment_failed' || event.data.object.id !== invoice) return []
    const { amount_remaining, currency, attempt_count } = event.data.object
    const amount = formatAmount(amount_remaining, currency)
    const text = `invoice.payment_failed: ${amount}, attempt ${attempt_count}; signature verified`
    const at = Temporal.Instant.fromEpochMilliseconds(event.created * 1000)
    return [{ key: eventId, hop: 'signed event in', text, at }]
  })
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
  const skipped = decisions.filter(({ kind }) => kind === 'skip')
  return [
    ...skipped.map(
      (decision): Found => ({
        key: decision.id,
        hop: 'not sent',
        text: `message ${nudge.step}: ${says(decision.reason)}`,
        at: instant(decision.decided_at),
      }),
    ),
    ...sends.flatMap((send) => deliveryHops(world, nudge.step, send)),
  ]
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

function answered(world: World, renewal: Renewal): readonly Found[] {
  return answersTo(world, renewal).map(({ id, body, at }) => ({
    key: id,
    hop: 'answered',
    text: `“${beginning(body, 64)}”`,
    at,
  }))
}

function answersTo({ whatsapp }: World, { customer, since }: Renewal) {
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

function paid(world: World, { invoice }: Renewal): readonly Found[] {
  const { currency, total } = world.stripe.find('invoice', invoice)
  return paymentsMade(world, invoice).map(({ intent, amount, at }) => {
    const whole = amount === total ? 'in full' : `of ${formatAmount(total, currency)}`
    return { key: `${intent} paid`, hop: 'paid', text: `${formatAmount(amount, currency)} ${whole}`, at }
  })
}

/** Messages that came to nothing together: the matter ended, or the customer wants no more of them. */
function cancelled(world: World, renewal: Renewal, { enrollment, nudges }: History): readonly Found[] {
  const steps = (state: NudgeHistory['nudge']['state']) =>
    nudges.filter(({ nudge }) => nudge.state === state).map(({ nudge }) => String(nudge.step))
  const hop = (which: readonly string[], because: string, at: Temporal.Instant): readonly Found[] => {
    const text = `${which.length === 1 ? 'message' : 'messages'} ${listed(which)} will not be sent: ${because}`
    return which.length === 0 ? [] : [{ key: `${enrollment.id} cancelled`, hop: 'cancelled', text, at }]
  }
  const { ended_at, ended_because } = enrollment
  if (ended_at && ended_because) return hop(steps('cancelled'), clauseOf(ended_because), instant(ended_at))
  const stop = answersTo(world, renewal).find((answer) => isStop(world, answer))
  // After a stop the server leaves them planned, and says of each that it is not sent when its time comes.
  return stop ? hop(steps('scheduled'), 'the customer asked for no more', stop.at) : []
}

function isStop({ whatsapp }: World, { answers, body }: World['whatsapp']['messages'][number]): boolean {
  const asked = whatsapp.messages.find(({ id }) => id === answers)
  const tapped = asked?.buttons.find(({ label }) => label === body)
  return tapped ? tapped.payload?.split(':')[0] === 'stop' : /^stop$/i.test(body.trim())
}

function recorded({ payments }: History): readonly Found[] {
  return payments.flatMap(({ payment, amount, refunded, currency, attribution }) => {
    const came: Found = {
      key: `${payment} recorded ${attribution}`,
      hop: 'recovery recorded',
      text: `${formatAmount(amount, currency)} as “${attribution}”; ${attributionWords[attribution]}`,
    }
    const went: Found = {
      key: `${payment} refunded ${refunded}`,
      hop: 'refunded',
      text: `${formatAmount(refunded, currency)} went back to the customer, and is recovered no more`,
    }
    return refunded > 0 ? [came, went] : [came]
  })
}

/** What a merchant finds in Stripe: on the invoice and on every payment intent that brought its money. */
function writtenBack(world: World, { invoice }: Renewal): readonly Found[] {
  const { stripe } = world
  const { id, metadata } = stripe.find('invoice', invoice)
  const intents = paymentsMade(world, id).map(({ intent }) => stripe.find('payment_intent', intent))
  const isOnAll = [metadata, ...intents.map((intent) => intent.metadata)].every(
    (noted) => noted?.paynudge_attribution,
  )
  if (!isOnAll) return []
  const { paynudge_attribution, paynudge_recovered } = metadata ?? {}
  const text = `attribution=${paynudge_attribution} recovered=${paynudge_recovered}`
  return [
    {
      key: `${id} noted ${text} ${intents.length}`,
      hop: 'written back',
      text: `${text}, as metadata on the invoice and its payment ${intents.length > 1 ? 'intents' : 'intent'}`,
    },
  ]
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}
