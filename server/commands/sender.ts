import { tokenOwner, unseal } from '../domain/secret-box.ts'
import { defaultNumber, type LinkedNumber } from '../store/numbers.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** The number the account sends from, with its token opened. Refuses when none is linked. */
export async function openSender(
  tools: CommandTools,
  { account }: By,
): Promise<{ readonly number: LinkedNumber; readonly token: string }> {
  const number = await defaultNumber(tools.db, account)
  if (!number) throw refusal('No WhatsApp number is linked yet: run `npm run paynudge -- number link` first')
  return { number, token: unseal(tools.secretKeys, number.tokenSealed, tokenOwner(number)) }
}
