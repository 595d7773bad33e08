import { type Act, automatically } from './act.ts'

/** A day in Stripe's unit of time. */
export const daySeconds = 86_400

/** Lets Stripe act by itself at that time (unix seconds); a time already passed means as soon as the clock moves. */
export function later({ state, space }: Act, time: number, work: (act: Act) => void): void {
  state.clock.at(Temporal.Instant.fromEpochMilliseconds(time * 1000), () => {
    work(automatically(state, space))
    return state.courier.delivered()
  })
}
