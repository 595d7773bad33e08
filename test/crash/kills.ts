import { type Point, points } from './points.ts'
import type { Random } from './random.ts'

/** How the next server is to die: at a named point when it comes by there, or after some time. */
export type Kill =
  | {
      readonly kind: 'point'
      readonly point: Point
      readonly nth: number
      readonly patienceMs: number
      /** How many servers did not come by in time before. */
      readonly misses: number
    }
  | { readonly kind: 'random'; readonly afterMs: number }

/** The deaths of a run, one after the other. */
export type Kills = {
  readonly next: () => Kill
  /** The server did not come by the point in time; another one gets longer. */
  readonly missed: (kill: Kill) => void
}

/** Every fifth death comes out of nowhere. */
const randomShare = 0.2
const longestMs = 700
/** Real milliseconds within which a server must have come by the point it is to die at. */
const patienceMs = 3_000
const longPatienceMs = 5_000
const missesAtMost = 4

/**
 * Plans deaths: at the named points in the order of the journey, again and again, from some point on. Only at those
 * whose name fits `at`, when it is given; a short run takes points from all over the journey.
 */
export function planKills(count: number, random: Random, at?: RegExp): Kills {
  const wanted = at ? points.filter(({ name }) => at.test(name)) : points
  if (wanted.length === 0) throw new Error(`No point is named like ${at}`)
  const stride = Math.max(1, Math.floor(wanted.length / count))
  const soon: Kill[] = []
  const again: { readonly point: Point; readonly misses: number }[] = []
  let place = random.between(0, wanted.length - 1)

  function nextPoint(): Point {
    const point = wanted[place % wanted.length] as Point
    place += stride
    return point
  }

  function plan(
    point: Point,
    kill: { readonly nth: number; readonly patienceMs: number; readonly misses: number },
  ) {
    const before = points.find(({ name }) => name === point.after)
    if (before) soon.push({ kind: 'point', point: before, nth: 1, patienceMs: longPatienceMs, misses: 1 })
    soon.push({ kind: 'point', point, ...kill })
  }

  function next(): Kill {
    const planned = soon.shift()
    if (planned) return planned
    if (!at && random.chance(randomShare)) return { kind: 'random', afterMs: random.between(0, longestMs) }
    const missed = random.chance(0.5) ? again.shift() : undefined
    if (missed) plan(missed.point, { nth: 1, patienceMs: longPatienceMs, misses: missed.misses })
    else plan(nextPoint(), { nth: random.chance(0.7) ? 1 : random.between(2, 3), patienceMs, misses: 0 })
    return next()
  }

  return {
    next,
    missed: (kill) => {
      if (kill.kind === 'random' || kill.misses >= missesAtMost) return
      again.push({ point: kill.point, misses: kill.misses + 1 })
    },
  }
}
