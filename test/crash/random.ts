/** Choices that come out the same for the same seed. */
export type Random = {
  /** At least 0 and below 1. */
  readonly next: () => number
  readonly chance: (share: number) => boolean
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number
  /** Throws for an empty list. */
  readonly pick: <T>(list: readonly T[]) => T
  /** One of the keys, each as often as its weight says. */
  readonly weighed: <K extends string>(weights: Readonly<Record<K, number>>) => K
}

/** Starts a series of choices (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('There is nothing to choose from')
    return list[Math.floor(next() * list.length)] as T
  }

  function weighed<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][]
    let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) {
      left -= weight
      if (left < 0) return key
    }
    return pick(entries)[0]
  }

  return {
    next,
    chance: (share) => next() < share,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick,
    weighed,
  }
}
