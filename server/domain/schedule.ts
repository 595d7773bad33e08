/** When a planned message is due, and from when on it would come too late to help. */
export type Slot = {
  readonly delayMinutes: number
  readonly dueAt: Temporal.Instant
  readonly uselessAt: Temporal.Instant
}

/** How long the last message of a flow is still of use. */
const lastUsefulDays = 3

/**
 * The slots of steps that count from one moment: delays do not add up, and each message is of use until the next one is
 * due, or until nothing helps any more.
 */
export function slotsOf(
  delays: readonly number[],
  anchorAt: Temporal.Instant,
  usefulUntil: Temporal.Instant | undefined,
): readonly Slot[] {
  const dueAts = delays.map((minutes) => anchorAt.add({ minutes }))
  return delays.map((delayMinutes, index) => {
    const dueAt = dueAts[index] ?? anchorAt
    const next = dueAts[index + 1] ?? dueAt.add({ hours: lastUsefulDays * 24 })
    return { delayMinutes, dueAt, uselessAt: earlier(next, usefulUntil) }
  })
}

/**
 * The slots with the last one put off until a day the shopper named, where it would be of no use by then: else nobody would
 * ever ask again. What helps nobody any more on that day stays where it is.
 */
export function slotsAfter(
  slots: readonly Slot[],
  day: Temporal.Instant | undefined,
  usefulUntil: Temporal.Instant | undefined,
): readonly Slot[] {
  const last = slots.at(-1)
  if (!last || !day || Temporal.Instant.compare(day, last.uselessAt) < 0) return slots
  const uselessAt = earlier(day.add({ hours: lastUsefulDays * 24 }), usefulUntil)
  if (Temporal.Instant.compare(uselessAt, day) <= 0) return slots
  return [...slots.slice(0, -1), { ...last, dueAt: day, uselessAt }]
}

function earlier(a: Temporal.Instant, b: Temporal.Instant | undefined): Temporal.Instant {
  return b && Temporal.Instant.compare(b, a) < 0 ? b : a
}
