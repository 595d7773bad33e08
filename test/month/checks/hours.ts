import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence } from '../evidence.ts'
import { choices } from '../shop.ts'

/** Nobody's phone rings outside the hours, on the clock where they live. */
export function checkHours({ letters, people }: Pick<Evidence, 'letters' | 'people'>): readonly Violation[] {
  const zones = new Map(people.map(({ phone, place }) => [phone, place.zone]))
  const untimely = letters.flatMap(({ id, at, to }) => {
    const zone = zones.get(to)
    if (!zone) return [`${id} to ${to}, who is nobody of ours`]
    const face = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
    const isOpen = face.hour >= choices.fromHour && face.hour < choices.toHour
    return isOpen ? [] : [`${id} at ${face.toString()}`]
  })
  return broken('a message came outside the hours on the clock of whom it was for', untimely)
}
