import type { Person } from './person.ts'
import { later, type Stage } from './stage.ts'

const shareOfRefunds = 0.12
const dayHours = 24

/** Some of what was paid goes back, in whole or in part. */
export function regretPerhaps(stage: Stage, person: Person, intent: string | undefined): void {
  const { world, random } = stage
  if (!intent || !random.chance(shareOfRefunds)) return
  const part = random.chance(0.4) ? 200 : undefined
  later(stage, person, [1, 6 * dayHours], () => world.stripe.refund(intent, part))
}
