import type { Story } from '../../server/commands/explain.ts'
import type { History, NudgeHistory } from '../../server/store/history.ts'
import { formatAmount } from '../stripe/money.ts'
import type { World } from '../world.ts'
import type { Customer } from './customers.ts'
import { attributionWords, beginning, languageName, timeText } from './words.ts'

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

function answered({ whatsapp }: World, { customer, since }: Renewal): readonly Found[] {
  const said = whatsapp.messages.filter(
    ({ direction, from, at }) =>
      direction === 'inbound' && from === customer.phone && Temporal.Instant.compare(at, since) >= 0,
  )
  return said.map(({ id, body, at }) => ({ key: id, hop: 'answered', text: `“${beginning(body, 64)}”`, at }))
}

function opened({ nudges, clicks }: History): readonly Found[] {
  return clicks.map((click) => {
    const step = nudges.find(({ nudge }) => nudge.id === click.nudge_id)?.nudge.step
    const text = `the link of message ${step}`
    return { key: click.id, hop: 'link opened', text, at: instant(click.clicked_at) }
  })
}

function paid({ stripe }: World, { invoice }: Renewal): readonly Found[] {
  const { id, amount_paid, amount_remaining, currency, status_transitions } = stripe.find('invoice', invoice)
  if (amount_paid === 0) return []
  const rest = amount_remaining > 0 ? `, ${formatAmount(amount_remaining, currency)} is left` : ' in full'
  const at = status_transitions.paid_at
  return [
    {
      key: `${id} paid ${amount_paid}`,
      hop: 'paid',
      text: `${formatAmount(amount_paid, currency)}${rest}`,
      ...(at && { at: instant(at * 1000) }),
    },
  ]
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
function writtenBack({ stripe }: World, { invoice }: Renewal): readonly Found[] {
  const { id, metadata } = stripe.find('invoice', invoice)
  const intents = stripe.paymentIntentsOf(id).map((intent) => stripe.find('payment_intent', intent))
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
      text: `${text}, as metadata on the invoice and its payment intent`,
    },
  ]
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}
