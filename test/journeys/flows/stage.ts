import { addRegular, linkNumber, type Regular } from '../../../simulator/shop.ts'
import type { World, WorldOptions } from '../../../simulator/world.ts'
import { emptyWorld, linkOf, type Message, maya, mayaPhone, open } from '../stage.ts'

/** A shop with these flows on and their texts approved, which writes at any hour and keeps nobody silent on purpose. */
export async function shopWith(flows: readonly string[], options?: WorldOptions): Promise<World> {
  const world = await emptyWorld(options)
  await world.run('account', 'set')
  await linkNumber(world)
  await world.run('settings', 'set', '--hours', '00:00-24:00', '--hold-out', '0%')
  for (const flow of flows) await world.run('flow', 'on', flow)
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })
  return world
}

/** Such a shop with Maya, who subscribed a month ago and agreed to be written to about her payments. */
export async function mayaIn(
  flows: readonly string[],
  differences: Partial<Regular> = {},
  options?: WorldOptions,
): Promise<World> {
  const world = await shopWith(flows, options)
  addRegular(world, { ...maya, ...differences })
  return world
}

/** Maya agrees to offers as well. */
export async function agreesToOffers(world: World): Promise<void> {
  const wording = 'Offers by WhatsApp, please.'
  await world.run('consent', 'grant', mayaPhone, '--purpose', 'marketing', '--wording', wording)
}

/** A text by its key, and how many days after a moment it came. */
export type Written = readonly [text: string, days: number]

/** What reached Maya, and when. */
export function written(world: World, since: Temporal.Instant): readonly Written[] {
  return world
    .messagesTo(mayaPhone)
    .map(({ template, at }) => [
      template?.replace('paynudge_', '') ?? '',
      since.until(at).total('minutes') / (24 * 60),
    ])
}

/** The texts that are planned and not sent, in their order. */
export async function waitingTexts(world: World): Promise<readonly string[]> {
  const rows = await world.house.tools.db
    .selectFrom('nudge')
    .select('template')
    .where('state', '=', 'scheduled')
    .orderBy('due_at')
    .execute()
  return rows.map(({ template }) => template)
}

/** Every flow that was started, with how it ended: `invoice-due: The invoice is paid.`, or `invoice-due: open`. */
export async function flowsSoFar(world: World): Promise<readonly string[]> {
  const rows = await world.house.tools.db
    .selectFrom('enrollment')
    .select(['flow', 'ended_because'])
    .orderBy('id')
    .execute()
  return rows.map(({ flow, ended_because }) => `${flow}: ${ended_because ?? 'open'}`)
}

/** Where a tap on a message's button ends. */
export type Page = { readonly url: string; readonly text: string }

/** Taps the button of a message as a phone does, and follows it to the page it leads to. */
export async function follow(message: Message): Promise<Page> {
  const link = linkOf(message)
  const answer = await open(link)
  const url = answer.headers.get('location')
  if (url === null) return { url: link, text: await answer.text() }
  const page = await fetch(url)
  return { url, text: await page.text() }
}

/** Fills in the form of a page and sends it, as a browser does. */
export async function submit({ url }: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  return { url: answer.url, text: await answer.text() }
}

/** The newest message on Maya's phone. Throws when there is none. */
export function lastMessage(world: World): Message {
  const message = world.messagesTo(mayaPhone).at(-1)
  if (!message) throw new Error('Maya has no message')
  return message
}
