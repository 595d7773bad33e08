import { askMetaDuty } from '../domain/ask-meta.ts'
import type { Tx } from '../store/database.ts'
import { askForDuty } from '../store/duties.ts'
import { noteNews } from '../store/numbers.ts'
import type { NumberItem } from '../whatsapp/items.ts'

/**
 * Takes in what Meta says of a number, or of all of a business account, and has Meta asked how they stand: its news may be
 * days old. False when none of them is ours.
 */
export async function reportNumber(
  tx: Tx,
  app: string,
  item: NumberItem,
  now: Temporal.Instant,
): Promise<boolean> {
  const numbers = await noteNews(tx, app, item, now)
  for (const number of numbers) await askForDuty(tx, askMetaDuty, number, now)
  return numbers.length > 0
}
