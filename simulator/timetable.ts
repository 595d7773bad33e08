import type { SimulatedClock } from './clock.ts'

type Work = () => Promise<void>

/** Does works later on the clock; those of one moment together, so that the clock waits for them once. */
export function createTimetable(clock: SimulatedClock): (ms: number, work: Work) => void {
  const waiting = new Map<number, Work[]>()
  return (ms, work) => {
    const time = clock.now().add({ milliseconds: Math.ceil(ms) })
    const together = waiting.get(time.epochMilliseconds)
    if (together) {
      together.push(work)
      return
    }
    const works = [work]
    waiting.set(time.epochMilliseconds, works)
    clock.at(time, async () => {
      waiting.delete(time.epochMilliseconds)
      await Promise.all(works.map((one) => one()))
    })
  }
}
