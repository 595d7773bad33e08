import type { World } from '../../simulator/world.ts'
import type { Random } from '../crash/random.ts'

/** How late a busy server comes to what is due, at the most. */
const slackMs = 10 * 60_000

/**
 * Lets time go by until then. The server turns whenever something is due or has come in, now at once and now minutes
 * later, so that it finds a heap of work as a busy one does; what happens outside happens on time.
 */
export async function passTime(
  { clock, house, settle }: World,
  until: Temporal.Instant,
  random: Random,
): Promise<void> {
  await settle()
  while (Temporal.Instant.compare(clock.now(), until) < 0) {
    const due = [clock.nextAt(), await house.nextDueAt(), until].filter((time) => time !== undefined)
    const next = later(clock.now(), earliest(due)).add({ milliseconds: random.between(0, slackMs) })
    await clock.moveTo(earliest([next, until]))
    await settle()
  }
}

function earliest(times: readonly Temporal.Instant[]): Temporal.Instant {
  return times.reduce((one, other) => (Temporal.Instant.compare(one, other) <= 0 ? one : other))
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other
}
