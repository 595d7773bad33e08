import type { World } from '../world.ts'
import { type Customer, everybody } from './customers.ts'
import { answerHop, type Found } from './hops.ts'
import { type Journal, secondOf } from './journal.ts'
import { beginning } from './words.ts'

/** A line of the decision log; of time that goes by it belongs to nobody. */
export type Line = Omit<Found, 'hop' | 'at'> & {
  readonly hop: Found['hop'] | 'happens' | 'replied'
  readonly at: Temporal.Instant
  readonly customer: Customer | undefined
}

/** Everything that happened, in the order in which it was seen: what was made to happen, the journeys, the chats. */
export type Log = {
  readonly lines: readonly Line[]
  /** Writes down what somebody made happen; returns the line. */
  readonly note: (text: string, customer?: Customer) => Line
  /** Looks again; returns what is new. */
  readonly read: () => Promise<readonly Line[]>
}

/** Starts a log over a journal. */
export function createLog(world: World, journal: Journal): Log {
  const lines: Line[] = []
  const known = new Set<string>()

  function note(text: string, customer?: Customer): Line {
    const line = {
      key: `note ${lines.length}`,
      hop: 'happens',
      text,
      at: world.clock.now(),
      customer,
    } as const
    lines.push(line)
    return line
  }

  async function read() {
    const hops = (await journal.read()).map(({ matter, ...hop }) => ({ ...hop, customer: matter.customer }))
    const fresh = [...hops, ...chatLines(world)].filter(({ key }) => !known.has(key) && known.add(key))
    const inOrder = fresh.toSorted((a, b) => secondOf(a) - secondOf(b))
    lines.push(...inOrder)
    return inOrder
  }

  return { lines, note, read }
}

/** What customers wrote, also those whom no matter is about, and what they were answered. */
function chatLines({ whatsapp }: World): readonly Line[] {
  return whatsapp.messages.flatMap((message): readonly Line[] => {
    const { id, direction, template, from, to, body, at } = message
    const phone = direction === 'inbound' ? from : to
    const customer = everybody.find((one) => one.phone === phone)
    if (!customer || template) return []
    if (direction === 'inbound') return [{ ...answerHop(message), at, customer }]
    return [{ key: id, hop: 'replied', text: `“${beginning(body, 120)}”`, at, customer }]
  })
}
