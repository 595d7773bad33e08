import { auto } from './auto.ts'
import { balance } from './balance.ts'
import { details } from './details.ts'
import { invoice } from './invoice.ts'
import { later } from './later.ts'
import { pay } from './pay.ts'
import { person } from './person.ts'
import type { Reply, Said, Want } from './reply.ts'
import { start } from './start.ts'
import { statement } from './statement.ts'
import { stop } from './stop.ts'

/** Every answer we understand; the first that does wins, and a stop is asked before all others. */
export const replies: readonly Reply[] = [
  stop,
  start,
  person,
  later,
  auto,
  invoice,
  statement,
  balance,
  details,
  pay,
]

/** What was understood, and what follows from it. */
export type Understood = { readonly key: string; readonly want: Want }

/** Longer than anything that is understood. To normalise a text made for it takes the square of its length. */
const lengthAtMost = 200

/** The reply that understands what was said, and what is wanted; undefined when none does. */
export function understand({ payload, text }: Said): Understood | undefined {
  const said = { payload, text: text !== undefined && text.length > lengthAtMost ? undefined : text }
  for (const { key, wants } of replies) {
    const want = wants(said)
    if (want) return { key, want }
  }
  return undefined
}
