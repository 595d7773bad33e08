import { onTestFinished } from 'vitest'
import type { Schema } from '../../server/store/schema.ts'
import { addRegular, linkNumber, openShop, type Regular } from '../../simulator/shop.ts'
import { isSend } from '../../simulator/whatsapp/call.ts'
import { startWorld, type World, type WorldOptions, webhookSecret } from '../../simulator/world.ts'
import { newDatabaseUrl, openKept } from '../databases.ts'

/** Maya's phone, as WhatsApp writes it. */
export const mayaPhone = '+34600000001'

/** Maya pays 29 euros a month and agreed to WhatsApp messages; she wrote her phone without a country code. */
export const maya: Regular = {
  id: 'cus_maya',
  name: 'Maya Ruiz',
  phone: '600 000 001',
  country: 'ES',
  optIn: 'true',
}

/** What Stripe's package does not try again by itself, so that a test need not wait for it. */
export const stripeDown = { status: 500, headers: { 'stripe-should-retry': 'false' } } as const

/** A world that ends with its test; Meta approves its texts at once when nothing else is said. */
export async function emptyWorld({ whatsapp, ...options }: WorldOptions = {}): Promise<World> {
  const world = await startWorld({
    databaseUrl: await newDatabaseUrl(),
    open: openKept,
    ...options,
    whatsapp: { reviews: 'at-once', ...whatsapp },
  })
  onTestFinished(() => world.close())
  return world
}

/** A world in which the merchant is ready to send, and Maya a customer with these differences. */
export async function shopWithMaya(
  differences: Partial<Regular> = {},
  options?: WorldOptions,
): Promise<World> {
  const world = await emptyWorld(options)
  await openPatientShop(world)
  addRegular(world, { ...maya, ...differences })
  return world
}

/** A shop whose merchant waits an hour before the first message, always the same one, and writes at any time of the day. */
export async function openPatientShop(world: World): Promise<void> {
  await openShop(
    world,
    ['settings', 'set', '--hours', '00:00-24:00'],
    ['flow', 'set', 'failed-payment', '--delays', '1h,3d,7d', '--template', '1=payment_failed'],
  )
}

/** A second business on the same server, and its number. */
export const tea = {
  account: 'acct_tea',
  number: { wabaId: '100200301', phoneNumberId: '400500601', token: 'EAAG-tea-token' },
} as const

/** Opens it: it is reached through Stripe Connect, and may belong to a business at Meta that others belong to. */
export async function openTeaHouse(world: World, portfolioId?: string): Promise<void> {
  const { stripe, whatsapp, merchant } = world
  stripe.addAccount({
    id: tea.account,
    name: 'Spreewald Tee',
    country: 'DE',
    currency: 'eur',
    livemode: true,
    secretKey: 'sk_live_tea',
    connectedTo: merchant.accountId,
  })
  stripe.addWebhookEndpoint({
    account: merchant.accountId,
    connect: true,
    url: `${world.url}/webhooks/stripe/live`,
    secrets: [webhookSecret],
  })
  whatsapp.addNumber({
    app: 'default',
    displayPhone: '+49 30 1234567',
    verifiedName: 'Spreewald Tee',
    ...tea.number,
    ...(portfolioId && { portfolioId }),
  })
  const run = (...words: string[]) => world.run(...words, '--account', tea.account)
  await run('account', 'set')
  await linkNumber(world, tea.number, '--account', tea.account)
  await run('settings', 'set', '--hold-out', '0%', '--hours', '00:00-24:00')
  await run('flow', 'on', 'failed-payment')
  await run('flow', 'set', 'failed-payment', '--delays', '1h,3d,7d')
  await run('template', 'push')
  await world.advance({ minutes: 5 })
}

/** Maya's renewal fails, and two hours go by. Returns the invoice's id. */
export async function mayaFails(world: World, declineCode?: string): Promise<string> {
  const invoice = world.stripe.declineRenewal('cus_maya', declineCode ? { declineCode } : {})
  await world.advance({ hours: 2 })
  return invoice
}

/** Two hours after her renewal failed, Maya has one message. */
export async function mayaWasWrittenTo(options?: WorldOptions) {
  const world = await shopWithMaya({}, options)
  const invoice = await mayaFails(world)
  return { world, invoice, message: onlyMessage(world) }
}

export type Message = World['whatsapp']['messages'][number]

/** The one message on a phone. Throws when there are more or none. */
export function onlyMessage(world: World, phone = mayaPhone): Message {
  const [message, ...others] = world.messagesTo(phone)
  if (!message || others.length > 0)
    throw new Error(`${phone} has ${world.messagesTo(phone).length} messages`)
  return message
}

/** Where the button of a message leads. */
export function linkOf(message: Message): string {
  const url = message.buttons.find((button) => button.url)?.url
  if (!url) throw new Error(`The message ${message.id} has no link`)
  return url
}

/** Opens a link as a phone's browser does, without following it. */
export function open(url: string, userAgent = 'Mozilla/5.0 (iPhone)', method = 'GET'): Promise<Response> {
  return fetch(url, { method, redirect: 'manual', headers: { 'user-agent': userAgent } })
}

/** The story of an invoice as an operator reads it. */
export async function explained(world: World, id: string): Promise<string> {
  return (await world.run('explain', id)).join('\n')
}

/** What an invoice and the payments it got carry of ours. */
export function notesOn(world: World, invoice: string) {
  const intents = world.stripe.paymentIntentsOf(invoice)
  return {
    invoice: world.stripe.find('invoice', invoice).metadata,
    intents: intents.map((id) => world.stripe.find('payment_intent', id).metadata),
  }
}

/** The writes to Stripe's API so far. */
export function writesTo(world: World) {
  return world.stripe.calls.filter(({ method }) => method === 'POST')
}

/** The templates that went out to anybody; answers to what they wrote are none. */
export function templatesSent({ whatsapp }: World): readonly Message[] {
  return whatsapp.messages.filter(({ direction, template }) => direction === 'outbound' && template)
}

/** How many templates were handed to Meta, refused ones too. */
export function sendsToMeta({ whatsapp }: World): number {
  return whatsapp.calls.filter((call) => isSend(call) && call.body.type === 'template').length
}

/** The state of every nudge, by step, and of those of one step the first planned first. */
export async function nudgeStates(world: World): Promise<readonly string[]> {
  const rows = await world.house.tools.db
    .selectFrom('nudge')
    .select('state')
    .orderBy('step')
    .orderBy('id')
    .execute()
  return rows.map(({ state }) => state)
}

/** How many rows a table has. */
export async function count(world: World, table: keyof Schema): Promise<number> {
  const { rows } = await world.house.tools.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return rows
}

/** The errors of the webhooks that were set aside. */
export async function setAside(world: World): Promise<readonly string[]> {
  const { db } = world.house.tools
  const rows = await db.selectFrom('inbox').select('reason').where('state', '=', 'set_aside').execute()
  return rows.map(({ reason }) => reason ?? '')
}
