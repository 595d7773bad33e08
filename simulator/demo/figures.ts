import type { Results } from '../../server/commands/read-results.ts'
import type { World } from '../world.ts'

/** What came of the messages, as the server tells it. */
export type Figures = Results

/** Reads the figures from the server's own books, by its command. */
export async function readFigures({ run }: World): Promise<Figures> {
  return JSON.parse((await run('results', '--format', 'json')).join(''))
}

/** How many nudges the phones know of, which the server's books must agree with; answers are not among them. */
export function countAtPhones({ whatsapp }: World): Pick<Figures, 'messages' | 'delivered'> {
  const sent = whatsapp.messages.filter(({ direction, template }) => direction === 'outbound' && template)
  const arrived = sent.filter(({ status }) => status === 'delivered' || status === 'read')
  return { messages: sent.length, delivered: arrived.length }
}
