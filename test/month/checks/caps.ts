import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence, Letter } from '../evidence.ts'
import { choices } from '../shop.ts'

/** Nobody gets more messages a day or a week than the merchant allows, over all flows. */
export function checkCaps({ letters, people }: Pick<Evidence, 'letters' | 'people'>): readonly Violation[] {
  const zones = new Map(people.map(({ phone, place }) => [phone, place.countedOn ?? place.zone]))
  const dayOf = ({ at, to }: Letter) =>
    Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(zones.get(to) ?? 'UTC')
      .toPlainDate()
  const days = Map.groupBy(letters, (letter) => `${letter.to} on ${dayOf(letter)}`)
  const weeks = Map.groupBy(letters, (letter) => {
    const { yearOfWeek, weekOfYear } = dayOf(letter)
    return `${letter.to} in week ${weekOfYear} of ${yearOfWeek}`
  })
  return [
    ...broken('somebody got too many messages on one day', beyond(days, choices.perDay)),
    ...broken('somebody got too many messages in one week', beyond(weeks, choices.perWeek)),
  ]
}

function beyond(groups: ReadonlyMap<string, readonly Letter[]>, most: number): readonly string[] {
  return [...groups].filter(([, all]) => all.length > most).map(([name, all]) => `${name}: ${all.length}`)
}
