import { createHash } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Makes an id of Stripe's look, e.g. `in_1a2B…`; the same seed and order of calls give the same ids. */
export type MakeId = (prefix: string, length?: number) => string

/** A maker of ids that repeats itself for the same seed. */
export function createIds(seed: string): MakeId {
  let count = 0
  return (prefix, length = 24) => {
    count += 1
    const digest = createHash('sha256').update(`${seed}:${count}`).digest()
    const letters = Array.from({ length }, (_, i) => alphabet[(digest[i % digest.length] ?? 0) % 62])
    return `${prefix}_${letters.join('')}`
  }
}
