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

/** Starts a journal. A hop is in it once the evidence for it is there, on our side and on the other. */
export function createJournal(world: World): Journal {
  const entries: Entry[] = []
  const matters: Matter[] = []
  const known = new Set<string>()
  let stories: readonly Story[] = []

  async function read() {
    const now = world.clock.now()
    stories = await Promise.all(matters.map((matter) => readStory(world, matter)))
    const found = matters.flatMap((matter, place) => {
      const story = stories[place]
      const hops = story ? hopsOf(world, matter, story) : []
      return hops.map((hop) => ({ ...hop, at: hop.at ?? now, matter }))
    })
    const inOrder = found.toSorted((a, b) => secondOf(a) - secondOf(b))
    const fresh = inOrder.filter(({ key }) => !known.has(key) && known.add(key))
    entries.push(...fresh)
    return fresh
  }

  function follow(matter: Omit<Matter, 'since'>) {
    const followed = matters.find(({ subject }) => subject === matter.subject)
    if (followed) return followed
    const begun = { ...matter, since: world.clock.now() }
    matters.push(begun)
    return begun
  }

  return { entries, matters, follow, read, storyOf: (matter) => stories[matters.indexOf(matter)] }
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
