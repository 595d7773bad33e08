import type { NumberAtMeta } from '../../../simulator/shop.ts'
import { businessNumber, type World } from '../../../simulator/world.ts'
import { ask } from '../../routes/panel/ask.ts'

/** A second number of the merchant, in a business account of its own. */
export const berlin: NumberAtMeta = {
  wabaId: '100200301',
  phoneNumberId: '400500601',
  token: 'EAAG-berlin-token',
}

/** Meta gives the merchant the second number. */
export function addBerlin(world: World, app = 'default', portfolioId?: string) {
  const shown = { displayPhone: '+49 30 1234567', verifiedName: 'Harbor Berlin' }
  world.whatsapp.addNumber({ app, ...berlin, ...shown, ...(portfolioId && { portfolioId }) })
}

/** The words by which a command is refused. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked
  } catch (error) {
    if (error instanceof Error && 'isRefusal' in error) return error.message
    throw error
  }
  throw new Error('Nothing was refused')
}

/** What the database holds of the numbers. */
export function numberRows(world: World) {
  return world.house.tools.db.selectFrom('number').selectAll().orderBy('phone_number_id').execute()
}

/** The numbers messages went out from, oldest first. */
export function sendersOf(world: World): readonly string[] {
  return world.whatsapp.messages
    .filter(({ direction }) => direction === 'outbound')
    .map(({ phoneNumberId }) => phoneNumberId)
}

export const harbor = businessNumber

/** The ticket in the address the panel is given for linking a number through Meta's pages. */
export async function ticketOf(world: World, claims: { readonly account_id?: string } = {}): Promise<string> {
  const { said } = await ask(world, '/panel/numbers/connect', {}, { claims })
  return new URL(said.url).hash.slice(1)
}

/** Posts to an address of the server's own page, from its own origin when no other one is said. */
export async function postOwn(
  world: World,
  path: string,
  said: unknown,
  origin: string | null = world.url,
): Promise<{ readonly status: number; readonly said: Readonly<Record<string, string>> }> {
  const headers = { 'content-type': 'application/json', ...(origin === null ? {} : { origin }) }
  const response = await fetch(`${world.url}${path}`, { method: 'POST', headers, body: JSON.stringify(said) })
  return { status: response.status, said: (await response.json()) as Record<string, string> }
}

/** Hands in what Meta's pages gave for the world's number, with these differences. */
export function finishSignup(world: World, said: object, origin?: string | null) {
  const { token, wabaId, phoneNumberId } = businessNumber
  const whole = { code: world.whatsapp.signUp(token), wabaId, phoneNumberId, pin: '271828', ...said }
  return postOwn(world, '/connect/whatsapp', whole, origin)
}
