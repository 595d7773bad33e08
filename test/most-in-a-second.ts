/** The most of these moments, in milliseconds, that lie within any second. */
export function mostInASecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  let first = 0
  return sorted.reduce((most, time, index) => {
    while (time - (sorted[first] ?? time) >= 1_000 - 1e-3) first += 1
    return Math.max(most, index - first + 1)
  }, 0)
}
