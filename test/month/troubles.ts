import type { Stage } from './stage.ts'

const dayHours = 24
const copiesAtOnce = 20

/** Every other day Stripe's webhooks stay away for a while and come shuffled, and on the days between some come twice. */
export function troubleNow({ world: { stripe, clock }, random }: Stage, day: number): void {
  const at = clock.now().add({ minutes: random.between(0, (dayHours - 2) * 60) })
  if (day % 2 === 0) {
    clock.at(at, () => stripe.duplicateWebhooks(copiesAtOnce))
    return
  }
  clock.at(at, () => stripe.hold())
  const minutes = random.between(10, 90)
  clock.at(at.add({ minutes }), () => stripe.release({ shuffledBy: `day ${day}` }))
}
