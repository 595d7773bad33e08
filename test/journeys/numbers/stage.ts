import type { NumberAtMeta } from '../../../simulator/shop.ts'
import { businessNumber, type World } from '../../../simulator/world.ts'

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
