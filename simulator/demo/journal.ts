import type { World } from '../world.ts'
import type { Customer } from './customers.ts'
import { type Found, hopsOf, type Renewal } from './hops.ts'
import { readStory } from './story.ts'
import { timeText } from './words.ts'

/** One hop of one journey, as it was seen to have happened. */
export type Entry = Found & { readonly at: Temporal.Instant; readonly renewal: Renewal }

/** What happened in the world to the renewals it follows, in order. */
export type Journal = {
  readonly entries: readonly Entry[]
  readonly renewals: readonly Renewal[]
  readonly follow: (customer: Customer, invoice: string) => Renewal
  /** Looks at both sides again; returns what is new. */
  readonly read: () => Promise<readonly Entry[]>
}

/** Starts a journal. A hop is in it once the evidence for it is there, on our side and on the other. */
export function createJournal(world: World): Journal {
  const entries: Entry[] = []
  const renewals: Renewal[] = []
  const known = new Set<string>()

  async function read() {
    const now = world.clock.now()
    const found: Entry[] = []
    for (const renewal of renewals) {
      for (const hop of hopsOf(world, renewal, await readStory(world, renewal)))
        if (!known.has(hop.key)) found.push({ ...hop, at: hop.at ?? now, renewal })
    }
    const fresh = found.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    for (const { key } of fresh) known.add(key)
    entries.push(...fresh)
    return fresh
  }

  function follow(customer: Customer, invoice: string) {
    const renewal = { customer, invoice, since: world.clock.now() }
    renewals.push(renewal)
    return renewal
  }

  return { entries, renewals, follow, read }
}

/** One hop as a line for people. */
export function lineOf({ at, hop, text, renewal }: Entry): string {
  return `  ${timeText(at)}  ${firstName(renewal).padEnd(7)} ${hop.padEnd(18)} ${text}`
}

/** What friends call the customer of a renewal. */
export function firstName({ customer }: Renewal): string {
  return customer.name.split(' ')[0] ?? customer.name
}
