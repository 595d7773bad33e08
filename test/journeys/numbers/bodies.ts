import type { World } from '../../../simulator/world.ts'
import { postMeta } from '../../routes/signed.ts'
import { harbor } from './stage.ts'

type Row = Readonly<Record<string, unknown>>
/** One change in a body of Meta's. */
export type Change = { readonly field: string; readonly value: Row }

/** News in `messages` of one number. */
export function newsOf(value: Row, number: { readonly phoneNumberId: string } = harbor): Change {
  const metadata = { display_phone_number: '34910000000', phone_number_id: number.phoneNumberId }
  return { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
}

/** Posts changes by business account in one body, as Meta does, and lets everything be handled. */
export async function tell(
  world: World,
  byAccount: Readonly<Record<string, readonly Change[]>>,
): Promise<void> {
  const entry = Object.entries(byAccount).map(([id, changes]) => ({ id, changes }))
  const answer = await postMeta(world, JSON.stringify({ object: 'whatsapp_business_account', entry }))
  if (answer.status !== 200) throw new Error(`The body was refused: ${answer.status}`)
  await world.settle()
}

/** Posts changes of the harbor's business account. */
export function tellHarbor(world: World, ...changes: readonly Change[]): Promise<void> {
  return tell(world, { [harbor.wabaId]: changes })
}

/** Now, as Meta writes it. */
export function stampOf(world: World): string {
  return String(Math.floor(world.clock.now().epochMilliseconds / 1000))
}
