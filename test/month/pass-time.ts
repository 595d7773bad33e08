import type { World } from '../../simulator/world.ts'
import type { Random } from '../crash/random.ts'

/** How late a busy server comes to what is due, at the most. */
const slackMs = 20 * 60_000

/**
 * Lets time go by until then. The server turns whenever something is due or has come in, now at once and now minutes
 * later, so that it finds a heap of work as a busy one does; what happens outside happens on time.
 */
export async function passTime(world: World, until: Temporal.Instant, random: Random): Promise<void> {
  const { clock } = world
  let dueAt = await comeToRest(world)
  while (Temporal.Instant.compare(clock.now(), until) < 0) {
    const due = [clock.nextAt(), dueAt, until].filter((time) => time !== undefined)
    const next = latest(clock.now(), earliest(due)).add({ milliseconds: random.between(0, slackMs) })
    await clock.moveTo(earliest([next, until]))
    dueAt = await comeToRest(world)
  }
}

/** Turns until nothing is due at this moment, or what is due is left alone. Returns when the next thing is due. */
async function comeToRest({ clock, house, stripe, whatsapp }: World): Promise<Temporal.Instant | undefined> {
  for (let didNothing = false; ; ) {
    await stripe.delivered()
    await whatsapp.delivered()
    const dueAt = await house.nextDueAt()
    const isDue = dueAt !== undefined && Temporal.Instant.compare(dueAt, clock.now()) <= 0
    if (!isDue || didNothing) return dueAt
    // A duty that finds nothing says nothing, and is due again later.
    didNothing = (await house.turn()).length === 0
  }
}

function earliest(times: readonly Temporal.Instant[]): Temporal.Instant {
  return times.reduce((one, other) => (Temporal.Instant.compare(one, other) <= 0 ? one : other))
}

function latest(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other
}
