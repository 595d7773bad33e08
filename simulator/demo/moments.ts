import { hoursOf, type Span, type World } from '../world.ts'

/** Lets time go by and looks after every moment at which something was due, and at the end. */
export async function passMoments(world: World, span: Span, look: () => Promise<void>): Promise<void> {
  const target = world.clock.now().add(hoursOf(span))
  while (Temporal.Instant.compare(world.clock.now(), target) < 0) {
    await passMoment(world, world.clock.now().until(target))
    await look()
  }
}

/** How a leap is made; `signal` ends it early. */
type Leap = {
  readonly nextAt: () => Temporal.Instant | undefined
  readonly look: () => Promise<void>
  readonly signal: AbortSignal
}

/** A leap lets the server have a turn at least this often. */
const strideMinutes = 60

/**
 * Lets much time go by with fewer stops: at what Stripe and Meta do by themselves, at the times `nextAt` names, and every
 * hour, for what the server looks after in between. Looks where something was due, and at the end.
 */
export async function leap(world: World, span: Span, { nextAt, look, signal }: Leap): Promise<void> {
  await world.settle()
  const target = world.clock.now().add(hoursOf(span))
  while (Temporal.Instant.compare(world.clock.now(), target) < 0 && !signal.aborted) {
    const now = world.clock.now()
    const due = soonest([world.clock.nextAt(), nextAt(), target], now) ?? target
    const stop = soonest([due, now.add({ minutes: strideMinutes })], now) ?? due
    await world.clock.moveTo(stop)
    await world.settle()
    if (stop.equals(due)) await look()
  }
}

function soonest(times: readonly (Temporal.Instant | undefined)[], now: Temporal.Instant) {
  const known = times.filter((time) => time !== undefined)
  const ahead = known.filter((time) => Temporal.Instant.compare(time, now) > 0)
  return ahead.toSorted(Temporal.Instant.compare)[0]
}

/** Goes on to the next moment at which something is due, but no further than that. */
export async function passMoment(world: World, atMost: Temporal.Duration): Promise<void> {
  await world.settle()
  const now = world.clock.now()
  const next = await nextMoment(world)
  const toNext = next && Temporal.Instant.compare(next, now) > 0 ? now.until(next) : atMost
  const shorter = Temporal.Duration.compare(toNext, atMost) < 0 ? toNext : atMost
  await world.advance({ milliseconds: shorter.total('milliseconds') })
}

/** When the house or the world around it has something to do. */
async function nextMoment({ clock, house }: World): Promise<Temporal.Instant | undefined> {
  const times = [clock.nextAt(), await house.nextDueAt()].filter((time) => time !== undefined)
  return times.toSorted(Temporal.Instant.compare)[0]
}
