import type { World } from '../../simulator/world.ts'
import type { Random } from '../crash/random.ts'
import type { Ledger } from './ledger.ts'
import type { Person } from './person.ts'

/** What the people of a month do with. */
export type Stage = {
  readonly world: World
  readonly random: Random
  readonly ledger: Ledger
  readonly people: readonly Person[]
}

type Work = () => unknown

/** Hours from `least` to `most`, to the millisecond. */
export type Hours = readonly [least: number, most: number]

const hourMs = 3_600_000

/** Lets something happen after that many hours, unless the customer is gone by then. */
export function later({ world, random }: Stage, person: Person, [least, most]: Hours, work: Work): void {
  const ms = random.between(least * hourMs, most * hourMs) + 1
  world.clock.at(world.clock.now().add({ milliseconds: ms }), async () => {
    if (!person.isGone) await work()
  })
}
