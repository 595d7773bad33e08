import { addRegular, linkNumber, type Regular } from '../../../simulator/shop.ts'
import { hoursOf, type Span, type World, type WorldOptions } from '../../../simulator/world.ts'
import { emptyWorld, linkOf, type Message, maya, mayaPhone, open } from '../stage.ts'

/** The host on which Harbor Coffee has payment pages of its own. */
const ownHost = 'pay.harbor.example'

/** A page of the merchant's for one payment, as it stands in the payment's metadata. */
export const ownPage = { paynudge_pay_url: `https://${ownHost}/orders/17` }

/** A shop of Maya's that is ready to send, has these flows on and nothing else, and writes at any time of the day. */
export async function mayaIn(
  flows: readonly string[],
  differences: Partial<Regular> = {},
  options?: WorldOptions,
): Promise<World> {
  const world = await emptyWorld(options)
  await world.run('account', 'set', '--link-domain', ownHost)
  await linkNumber(world)
  await world.run('settings', 'set', '--hold-out', '0%', '--hours', '00:00-24:00')
  for (const flow of flows) await world.run('flow', 'on', flow)
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })
  addRegular(world, { ...maya, ...differences })
  return world
}

/** The templates of what reached a phone, oldest first, without our prefix. */
export function textsTo(world: World, phone = mayaPhone): readonly string[] {
  return world.messagesTo(phone).map(({ template }) => template?.replace('paynudge_', '') ?? '')
}

/** Where the button of a message leads a shopper who taps it. */
export async function pageBehind(message: Message): Promise<string | null> {
  return (await open(linkOf(message))).headers.get('location')
}

/** Maya agrees to offers as well. */
export async function agreesToOffers(world: World): Promise<void> {
  const wording = 'Offers by WhatsApp, please'
  await world.run('consent', 'grant', mayaPhone, '--purpose', 'marketing', '--wording', wording)
}

/** Lets time go by at once, without a turn at each moment at which something is due; what came due is then done. */
export async function leap(world: World, span: Span): Promise<void> {
  await world.settle()
  await world.clock.moveTo(world.clock.now().add(hoursOf(span)))
  await world.settle()
}
