import type { Reply, Said } from './reply.ts'
import { start } from './start.ts'
import { stop } from './stop.ts'

/** Every answer we understand; the first that does wins, and a stop is asked before all others. */
export const replies: readonly Reply[] = [stop, start]

/** The reply that understands what was said; undefined when none does. */
export function understand(said: Said): Reply | undefined {
  return replies.find((reply) => reply.understands(said))
}
