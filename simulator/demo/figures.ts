import { listSent, type Results, readResults } from '../../server/commands/list-sent.ts'
import type { World } from '../world.ts'

/** What came of the messages, as the server tells it. */
export type Figures = Results & { readonly messages: number; readonly delivered: number }

/** Reads the figures from the server's own books. */
export async function readFigures({ house, merchant, url }: World): Promise<Figures> {
  const { environment, accountId } = merchant
  const tools = { ...house.tools, publicUrl: url }
  const by = { actor: 'demo', account: { environment, accountId } }
  const sends = (await listSent(tools, by)).filter(({ outcome }) => outcome === 'accepted')
  const arrived = sends.filter(({ status }) => status === 'delivered' || status === 'read')
  return { messages: sends.length, delivered: arrived.length, ...(await readResults(tools, by)) }
}

/** How many messages the phones know of, which the server's books must agree with. */
export function countAtPhones({ whatsapp }: World): Pick<Figures, 'messages' | 'delivered'> {
  const sent = whatsapp.messages.filter(({ direction }) => direction === 'outbound')
  const arrived = sent.filter(({ status }) => status === 'delivered' || status === 'read')
  return { messages: sent.length, delivered: arrived.length }
}
