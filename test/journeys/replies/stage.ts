import type { World } from '../../../simulator/world.ts'
import { mayaPhone, mayaWasWrittenTo, shopWithMaya } from '../stage.ts'

/** Hans pays in euros too, and reads German. */
const hans = {
  id: 'cus_maya',
  name: 'Hans Weber',
  phone: '+49 1512 0000001',
  country: 'DE',
  optIn: 'true',
} as const

/** Hans's phone, as WhatsApp writes it. */
export const hansPhone = '+4915120000001'

/** Hans has one message about a renewal that failed. */
export async function hansWasWrittenTo() {
  const world = await shopWithMaya(hans)
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })
  return { world, invoice }
}

/** Maya has one message about a renewal that failed, and writes this. */
export async function mayaWrites(text: string) {
  const stage = await mayaWasWrittenTo()
  await say(stage.world, text)
  return { ...stage, answers: stage.world.answersTo(mayaPhone) }
}

/** Hans has one message about a renewal that failed, and writes this. */
export async function hansWrites(text: string) {
  const stage = await hansWasWrittenTo()
  await say(stage.world, text, hansPhone)
  return { ...stage, answers: stage.world.answersTo(hansPhone) }
}

/** Somebody writes, and all that follows at that moment happens. */
export async function say(world: World, text: string, phone = mayaPhone): Promise<void> {
  await world.whatsapp.reply(phone, text)
  await world.advance({ seconds: 30 })
}

/** What the answers on a phone say, oldest first. */
export function saidTo(world: World, phone = mayaPhone): readonly string[] {
  return world.answersTo(phone).map(({ body }) => body)
}

/** Every answer as it is kept. */
export async function answersKept(world: World) {
  const columns = ['wish', 'author', 'state', 'reason', 'content'] as const
  return world.house.tools.db
    .selectFrom('answer')
    .select(columns)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
