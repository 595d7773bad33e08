/** One message may miss by chance; two say that nobody is there. */
const missesThatCount = 2
const restDays = 30

const offersRestHours = 24

/** Until when no offer is sent to a shopper after Meta chose not to deliver one; `misses` are those of late. */
export function offersRestUntil(misses: readonly Temporal.Instant[]): Temporal.Instant | undefined {
  return misses.toSorted(Temporal.Instant.compare).at(-1)?.add({ hours: offersRestHours })
}

/** Until when an address is left alone that messages did not reach; `misses` are those of the last 30 days. */
export function unreachableUntil(misses: readonly Temporal.Instant[]): Temporal.Instant | undefined {
  const last = misses.toSorted(Temporal.Instant.compare).at(-1)
  return last && misses.length >= missesThatCount ? last.add({ hours: restDays * 24 }) : undefined
}
