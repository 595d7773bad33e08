import { type LinkedNumber, listNumbers } from '../store/numbers.ts'
import type { By, CommandTools } from './tools.ts'

/** A linked number, without what only the server needs. */
export type ListedNumber = Omit<LinkedNumber, 'tokenSealed'>

/** The numbers of an account. */
export async function listLinked({ db }: CommandTools, { account }: By): Promise<readonly ListedNumber[]> {
  const numbers = await listNumbers(db, account)
  return numbers.map(({ tokenSealed: _, ...number }) => number)
}
