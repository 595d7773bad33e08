import { errorWords } from '../commands/error-words.ts'
import { explain, readStory } from '../commands/explain.ts'
import { heardEvents } from '../commands/heard-events.ts'
import { listCharged, listSent } from '../commands/list-sent.ts'
import { readResults } from '../commands/read-results.ts'
import { rerunAll, rerunEvent, showSetAside } from '../commands/rerun-event.ts'
import type { By, CommandTools } from '../commands/tools.ts'
import { fateOf, hasArrived } from '../domain/delivery.ts'
import type { Compared, Lift } from '../domain/lift.ts'
import { formatMoney } from '../domain/money.ts'
import { type Commands, type Given, isJson, type Line, orElse, timeText, word } from './command.ts'

/** What came of it all, and why. */
export const resultCommands: Commands = {
  sent: { usage: '', does: 'list the latest messages and how far each came', run: sentLines },
  charged: {
    usage: '[--format json]',
    options: { format: 'text' },
    does: 'show how many messages WhatsApp charged, by what they count as',
    run: chargedLines,
  },
  results: {
    usage: '[--format json]',
    options: { format: 'text' },
    does: 'show the money that came in, by what brought it',
    run: resultLines,
  },
  explain: {
    anyAccount: true,
    usage: 'ID [--format json]',
    takes: 1,
    options: { format: 'text' },
    does: 'tell why messages were sent or not, by the id of an invoice, payment, checkout, subscription or customer',
    run: async (tools, by, { words, options }) => {
      const id = word(words, 'ID')
      if (isJson(options)) return [JSON.stringify(await readStory(tools, by, id))]
      return explain(tools, by, id)
    },
  },
  events: {
    anyAccount: true,
    usage: '',
    does: 'list the webhooks that failed too often and were set aside',
    run: async (tools, by) => {
      const rows = await showSetAside(tools, by)
      const lines = rows.map((row) => `${row.id} ${row.type} ${row.event_id}: ${row.reason}`)
      return orElse(lines, 'No webhook is set aside')
    },
  },
  'events types': {
    anyAccount: true,
    usage: '',
    does: 'list the types of events to enable for the webhook endpoint in Stripe',
    run: async () => heardEvents(),
  },
  'events rerun': {
    anyAccount: true,
    usage: 'ID | all',
    takes: 1,
    does: 'have webhooks that were set aside handled again',
    run: async (tools, by, { words }) => {
      const id = word(words, 'ID')
      const rows = id === 'all' ? await rerunAll(tools, by) : [await rerunEvent(tools, by, id)]
      const lines = rows.map((row) => `${row.type} ${row.event_id} will be handled again`)
      return orElse(lines, 'No webhook is set aside')
    },
  },
}

async function sentLines(tools: CommandTools, by: By): Promise<readonly Line[]> {
  const sends = await listSent(tools, by)
  if (sends.length === 0) return ['Nothing has been sent yet']
  return sends.map((send) => {
    const at = timeText(Temporal.Instant.fromEpochMilliseconds(send.opened_at))
    const fate = fateOf(send, send.outcome)
    const error = hasArrived(send.status) ? undefined : errorWords(send)
    const notes = [send.crossed ? 'crossed a payment' : '', error ?? ''].filter(Boolean).join('; ')
    const made = [send.language, ...priceWords(send.price)].join(', ')
    return `${at}  ${send.subject}  ${send.template} (${made})  ${fate}${notes ? `  ${notes}` : ''}`
  })
}

function priceWords(price: Awaited<ReturnType<typeof listSent>>[number]['price']): readonly string[] {
  return price ? [price.category, price.isCharged ? 'charged' : 'free'] : []
}

async function chargedLines(tools: CommandTools, by: By, { options }: Given): Promise<readonly Line[]> {
  const all = await listCharged(tools, by)
  if (isJson(options)) return [JSON.stringify(all)]
  const lines = all.map(
    ({ category, charged, told }) => `${category}: ${charged} of ${counted(told, 'message')} charged`,
  )
  return orElse(lines, 'WhatsApp has not told what any message counts as yet')
}

async function resultLines(tools: CommandTools, by: By, { options }: Given): Promise<readonly Line[]> {
  const results = await readResults(tools, by)
  if (isJson(options)) return [JSON.stringify(results)]
  const { received, recovered, clicks, lift } = results
  const shown = (amount: number, currency: string) => formatMoney({ amount, currency }, 'en_US')
  return [
    counted(clicks, 'click'),
    ...received.map(
      (row) =>
        `${row.attribution}: ${shown(row.amount, row.currency)} in ${counted(row.payments, 'payment')}`,
    ),
    ...Object.entries(recovered).map(([currency, amount]) => `recovered: ${shown(amount, currency)}`),
    ...(lift ? liftLines(lift) : []),
  ]
}

function liftLines({ treated, heldOut, difference, low, high }: Lift): readonly Line[] {
  const paid = ({ paid, shoppers }: Compared) => `${paid} of ${counted(shoppers, 'shopper')} paid`
  return [
    `written to: ${paid(treated)}; kept silent: ${paid(heldOut)}`,
    `lift: ${points(difference)} points, between ${points(low)} and ${points(high)} in 95 of 100 cases`,
  ]
}

/** A share as percentage points, with its sign. */
function points(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  return `${rounded > 0 ? '+' : ''}${rounded}`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
