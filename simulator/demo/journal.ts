import type { Story } from '../../server/commands/explain.ts'
import type { World } from '../world.ts'
import { firstName } from './customers.ts'
import { type Found, hopsOf } from './hops.ts'
import type { Matter } from './matters.ts'
import { readStory } from './story.ts'
import { timeText } from './words.ts'

/** One hop of one journey, as it was seen to have happened. */
export type Entry = Found & { readonly at: Temporal.Instant; readonly matter: Matter }

/** What happened in the world to the matters it follows, in order. */
export type Journal = {
  readonly entries: readonly Entry[]
  readonly matters: readonly Matter[]
  /** From now on; a matter that is followed already stays as it is. */
  readonly follow: (matter: Omit<Matter, 'since'>) => Matter
  /** Looks at both sides again; returns what is new. */
  readonly read: () => Promise<readonly Entry[]>
  /** What the server told of a matter at the last look. */
  readonly storyOf: (matter: Matter) => Story | undefined
}

/** What was told of a matter, and how much had happened by then. */
type Told = { readonly story: Story; readonly text: string; readonly heard: string }

/** Starts a journal. A hop is in it once the evidence for it is there, on our side and on the other. */
export function createJournal(world: World): Journal {
  const entries: Entry[] = []
  const matters: Matter[] = []
  const known = new Set<string>()
  const told = new Map<Matter, Told>()

  async function read() {
    const found = (await Promise.all(matters.map(entriesOf))).flat()
    const inOrder = found.toSorted((a, b) => secondOf(a) - secondOf(b))
    const fresh = inOrder.filter(({ key }) => !known.has(key) && known.add(key))
    entries.push(...fresh)
    return fresh
  }

  /** None where nothing can be new. */
  async function entriesOf(matter: Matter): Promise<readonly Entry[]> {
    const before = told.get(matter)
    const heard = heardIn(world)
    const now = world.clock.now()
    if (before?.heard === heard && isAtRest(before.story)) return []
    const story = await readStory(world, matter)
    const text = JSON.stringify(story)
    if (before?.heard === heard && before.text === text) return []
    told.set(matter, { story, text, heard })
    return hopsOf(world, matter, story).map((hop) => ({ ...hop, at: hop.at ?? now, matter }))
  }

  function follow(matter: Omit<Matter, 'since'>) {
    const followed = matters.find(({ subject }) => subject === matter.subject)
    if (followed) return followed
    const begun = { ...matter, since: world.clock.now() }
    matters.push(begun)
    return begun
  }

  return { entries, matters, follow, read, storyOf: (matter) => told.get(matter)?.story }
}

/** How much has been said so far by Stripe, by Meta, and on the phones. */
function heardIn({ stripe, whatsapp }: World): string {
  return [stripe.deliveries, whatsapp.deliveries, whatsapp.messages].map(({ length }) => length).join(' ')
}

/** Every flow about it has ended, and nothing is left to be noted in Stripe. */
function isAtRest({ histories }: Story): boolean {
  const isDone = ({ enrollment, recovery }: Story['histories'][number]) =>
    enrollment.ended_at !== null && !recovery?.write_next_at
  return histories.length > 0 && histories.every(isDone)
}

/** Stripe tells time in seconds: of one second the order is that of the journey. */
export function secondOf({ at }: { readonly at: Temporal.Instant }): number {
  return Math.floor(at.epochMilliseconds / 1000)
}

/** One hop as a line for people. */
export function lineOf({ at, hop, text, matter }: Entry): string {
  return lineText({ at, hop, text, name: firstName(matter.customer) })
}

/** What happened to somebody at a time, as a line for people. */
export function lineText({
  at,
  hop,
  text,
  name,
}: Pick<Entry, 'at' | 'text'> & { readonly hop: string; readonly name: string }): string {
  return `  ${timeText(at)}  ${name.padEnd(7)} ${hop.padEnd(18)} ${text}`
}
