import type { Results } from '../../server/commands/list-sent.ts'
import type { World } from '../world.ts'
import type { Renewal } from './hops.ts'
import { readStory } from './story.ts'

/** What came of the messages, as the server tells it. */
export type Figures = Results

/** Reads the figures from the server's own books, by its command. */
export async function readFigures({ run }: World): Promise<Figures> {
  return JSON.parse((await run('results', '--format', 'json')).join(''))
}

/** What went back to the customers of these renewals, in minor units by currency; the figures count what stayed. */
export async function readRefunds(
  world: World,
  renewals: readonly Renewal[],
): Promise<Readonly<Record<string, number>>> {
  const stories = await Promise.all(renewals.map((renewal) => readStory(world, renewal)))
  const payments = stories.flatMap(({ histories }) => histories.flatMap((history) => history.payments))
  const sums: Record<string, number> = {}
  for (const { currency, refunded } of payments)
    if (refunded > 0) sums[currency] = (sums[currency] ?? 0) + refunded
  return sums
}

/** How many nudges the phones know of, which the server's books must agree with; answers are not among them. */
export function countAtPhones({ whatsapp }: World): Pick<Figures, 'messages' | 'delivered'> {
  const sent = whatsapp.messages.filter(({ direction, template }) => direction === 'outbound' && template)
  const arrived = sent.filter(({ status }) => status === 'delivered' || status === 'read')
  return { messages: sent.length, delivered: arrived.length }
}
