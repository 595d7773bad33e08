import { tokenOwner, unseal } from '../domain/secret-box.ts'
import { defaultNumber, type LinkedNumber, listNumbers } from '../store/numbers.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** A linked number with its token opened. */
export type Sender = { readonly number: LinkedNumber; readonly token: string }

/** The number the account sends from, with its token opened. Refuses when none is linked. */
export async function openSender(tools: CommandTools, { account }: By): Promise<Sender> {
  const number = await defaultNumber(tools.db, account)
  if (!number)
    throw refusal('No WhatsApp number is linked yet. Link one first', {
      typed: ': `npm run paynudge -- number link`',
    })
  return openNumber(tools, number)
}

/** A number with its token opened. */
export function openNumber({ secretKeys }: CommandTools, number: LinkedNumber): Sender {
  return { number, token: unseal(secretKeys, number.tokenSealed, tokenOwner(number)) }
}

/** Of every business account whose numbers an account has linked one number. Refuses when none is linked. */
export async function openSenders(tools: CommandTools, by: By): Promise<readonly Sender[]> {
  await openSender(tools, by)
  const numbers = await listNumbers(tools.db, by.account)
  const once = new Map(numbers.map((number) => [number.wabaId, number]))
  return [...once.values()].map((number) => openNumber(tools, number))
}
