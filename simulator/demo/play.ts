import type { Span, World } from '../world.ts'
import { addCustomers, type Customer, customers, everybody } from './customers.ts'
import { countAtPhones, type Figures, readFigures } from './figures.ts'
import type { Hop } from './hops.ts'
import { createJournal, type Entry, type Journal, lineOf } from './journal.ts'
import type { Matter } from './matters.ts'
import { passMoments } from './moments.ts'
import { openLink, payOnPage } from './shopper.ts'
import { timeText } from './words.ts'

/** A message must be at the phone this long after its renewal was declined; in Brazil the day begins later. */
const patienceHours = 4
const lookEveryMinutes = 5

type Say = (line: string) => void
type Stage = { readonly world: World; readonly journal: Journal; readonly say: Say }
type Told = Pick<Figures, 'messages' | 'delivered' | 'clicks' | 'recovered'>

/**
 * Plays every story in a world whose shop is open, and tells each hop to `say`. Resolves with the figures; rejects
 * naming the hop that did not happen.
 */
export async function play(world: World, say: Say): Promise<Told> {
  const stage = { world, say, journal: createJournal(world) }
  addCustomers(world)
  say(`${world.merchant.name}: ${everybody.length} customers, each in another country`)
  for (const customer of [customers.lucia, customers.aarav, customers.oliver, customers.renata])
    await paysAfterTheMessage(stage, customer)
  await saysStop(stage, customers.elise)
  await isRecoveredByStripe(stage, customers.jonas)
  await staysSilent(stage, [customers.daan, customers.grace])
  return figures(world)
}

async function paysAfterTheMessage(stage: Stage, customer: Customer) {
  const { world, say } = stage
  say(`\n${customer.name} (${customer.country}) pays from the message`)
  const renewal = await declineRenewal(stage, customer)
  const message = await receiveMessage(stage, renewal)
  await goOn(stage, { minutes: 10 })
  const page = await openLink(world, renewal, linkIn(message)).catch(missing('link opened', customer))
  await goOn(stage, { minutes: 1 })
  expectHop(stage, renewal, 'link opened')
  await payOnPage(page).catch(missing('paid', customer))
  await goOn(stage, { minutes: 1 })
  for (const hop of ['paid', 'cancelled', 'recovery recorded', 'written back'] as const)
    expectHop(stage, renewal, hop)
  expectNote(stage, renewal, { attribution: 'clicked', recovered: customer.amount })
}

async function saysStop(stage: Stage, customer: Customer) {
  const { world, say } = stage
  say(`\n${customer.name} (${customer.country}) taps “stop”, and hears no more`)
  const renewal = await declineRenewal(stage, customer)
  const message = await receiveMessage(stage, renewal)
  const stop = message.buttons.findLast(({ payload }) => payload !== undefined)
  if (!stop) throw failed('answered', customer, 'the message has no button that answers')
  await world.whatsapp.tap(message.to, message.id, stop.label)
  await goOn(stage, { days: 4 })
  expectHop(stage, renewal, 'answered')
  expectHop(stage, renewal, 'cancelled')
  expectHop(stage, renewal, 'not sent')
  const { length } = world.messagesTo(message.to)
  if (length !== 1) throw failed('not sent', customer, `${length} messages came in spite of the stop`)
}

async function isRecoveredByStripe(stage: Stage, customer: Customer) {
  const { world, say } = stage
  say(
    `\n${customer.name} (${customer.country}) does nothing: Stripe's own retry brings the money, which is not ours`,
  )
  const renewal = await declineRenewal(stage, customer)
  await receiveMessage(stage, renewal)
  world.stripe.setDecline(customer.id, undefined)
  await goOn(stage, { days: 4 })
  for (const hop of ['paid', 'recovery recorded', 'written back'] as const) expectHop(stage, renewal, hop)
  expectNote(stage, renewal, { attribution: 'retry', recovered: 0 })
}

async function staysSilent(stage: Stage, silent: readonly Customer[]) {
  stage.say('\nNobody is written to without a consent or a phone')
  const renewals = []
  for (const customer of silent) renewals.push(await declineRenewal(stage, customer))
  await goOn(stage, { hours: patienceHours })
  for (const renewal of renewals) {
    expectHop(stage, renewal, 'not sent')
    if (has(stage, renewal, 'message sent'))
      throw failed('not sent', renewal.customer, 'a message went out all the same')
  }
}

async function declineRenewal(stage: Stage, customer: Customer): Promise<Matter> {
  const subject = stage.world.stripe.declineRenewal(customer.id)
  const renewal = stage.journal.follow({ kind: 'renewal', subject, customer })
  await goOn(stage, { minutes: 1 })
  expectHop(stage, renewal, 'signed event in')
  expectHop(stage, renewal, 'planned')
  return renewal
}

type Message = World['whatsapp']['messages'][number]

async function receiveMessage(stage: Stage, renewal: Matter): Promise<Message> {
  const { world } = stage
  const until = renewal.since.add({ hours: patienceHours })
  while (!has(stage, renewal, 'read') && Temporal.Instant.compare(world.clock.now(), until) < 0)
    await goOn(stage, { minutes: lookEveryMinutes })
  for (const hop of ['message sent', 'delivered', 'read'] as const) expectHop(stage, renewal, hop)
  const message = world.messagesTo(renewal.customer.phone ?? '').at(-1)
  if (!message) throw failed('delivered', renewal.customer, 'the phone shows no message')
  return message
}

function linkIn(message: Message): string {
  return message.buttons.find(({ url }) => url)?.url ?? ''
}

function goOn({ world, journal, say }: Stage, span: Span): Promise<void> {
  return passMoments(world, span, async () => {
    for (const entry of await journal.read()) if (!isAside(entry)) say(lineOf(entry))
  })
}

/** What lies between the hops of a journey, and is told by them. */
function isAside({ hop }: Entry): boolean {
  return hop === 'waits' || hop === 'let through'
}

function has({ journal }: Stage, { subject }: Matter, hop: Hop): boolean {
  return journal.entries.some((entry) => entry.hop === hop && entry.matter?.subject === subject)
}

function expectHop(stage: Stage, renewal: Matter, hop: Hop) {
  if (has(stage, renewal, hop)) return
  const why = stage.journal.entries.findLast(
    (entry) => entry.hop === 'not sent' && entry.matter?.subject === renewal.subject,
  )
  throw failed(hop, renewal.customer, why?.text ?? `nothing shows it by ${timeText(stage.world.clock.now())}`)
}

type Noted = { readonly attribution: string; readonly recovered: number }

function expectNote({ world }: Stage, { subject, customer }: Matter, { attribution, recovered }: Noted) {
  const { metadata } = world.stripe.find('invoice', subject)
  const wanted = `${attribution}, ${recovered} ${customer.currency}`
  const noted = `${metadata?.paynudge_attribution}, ${metadata?.paynudge_recovered}`
  if (noted !== wanted) throw failed('written back', customer, `the invoice says ${noted}, not ${wanted}`)
}

function failed(hop: Hop, { name }: Customer, why: string): Error {
  return new Error(`The hop “${hop}” did not happen for ${name}: ${why}`)
}

function missing(hop: Hop, customer: Customer) {
  return (error: unknown): never => {
    throw failed(hop, customer, error instanceof Error ? error.message : String(error))
  }
}

async function figures(world: World): Promise<Told> {
  const { messages, delivered, clicks, recovered } = await readFigures(world)
  const phones = countAtPhones(world)
  if (messages !== phones.messages || delivered !== phones.delivered)
    throw new Error(
      `The hop “delivered” is in doubt: the server counts ${messages} messages and ${delivered} delivered, ` +
        `the phones ${phones.messages} and ${phones.delivered}`,
    )
  return { messages, delivered, clicks, recovered }
}
