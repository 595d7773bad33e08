import type { Story } from '../../server/commands/explain.ts'
import { type Matter, owedFor } from './matters.ts'
import type { Stage } from './things.ts'

/** After so long the server has found a checkout that was left, and written about it in the daytime. */
const checkoutMinutes = 50

/** When the next message may be due, as of the last look; undefined when none is planned. */
export function nextMessageAt({ world, journal }: Stage): Temporal.Instant | undefined {
  const times = journal.matters.flatMap((matter) => {
    const story = journal.storyOf(matter)
    const isToBeFound = matter.kind === 'checkout' && story?.histories.length === 0
    if (isToBeFound && owedFor(world, matter)?.isOpen) return foundAt(matter)
    return story ? waitingTimes(story) : []
  })
  const next = Math.min(...times)
  return Number.isFinite(next) ? Temporal.Instant.fromEpochMilliseconds(next) : undefined
}

function foundAt({ since }: Matter): number {
  return since.add({ minutes: checkoutMinutes }).epochMilliseconds
}

function waitingTimes({ histories }: Story): readonly number[] {
  const nudges = histories.flatMap((history) => history.nudges.map(({ nudge }) => nudge))
  return nudges.filter(({ state }) => state === 'scheduled').map(({ next_at }) => next_at)
}
