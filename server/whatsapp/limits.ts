/** What Meta allows one number, as far as we have learned it. */
export type NumberLimits = {
  /** Messages a second. */
  readonly perSecond: number
  /** People a day who did not write first; undefined when there is no limit. */
  readonly peopleADay: number | undefined
}

/** A number Meta has told us nothing of yet; of people a new account may reach the fewest. */
const usualLimits: NumberLimits = { perSecond: 80, peopleADay: undefined }

const peopleADay: Readonly<Record<string, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1_000,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
}

/**
 * The limit of people in the words of the Graph API, `TIER_2K`: its webhooks may tell a count instead, below zero where
 * there is none. Undefined when it tells nothing we know.
 */
export function tierOf(told: string | number | undefined): string | undefined {
  if (told === undefined) return undefined
  const count = Number(told)
  if (Number.isNaN(count)) return told === 'TIER_NOT_SET' ? undefined : String(told)
  if (count < 0) return 'TIER_UNLIMITED'
  return Object.keys(peopleADay).find((tier) => peopleADay[tier] === count)
}

/** Messages of a second as Meta calls the most of them. */
export const highThroughput = 'HIGH'

/** What stands for the throughput of a number that is used in the WhatsApp Business app as well. */
export const besideApp = 'BESIDE_APP'

const perSecondAt: Readonly<Record<string, number>> = { [highThroughput]: 1_000, [besideApp]: 20 }

/** What Meta says of a number as limits; a tier that is not known limits nothing. */
export function limitsOf(number: {
  readonly throughput: string | undefined
  /** Such as `TIER_2K`. */
  readonly messagingLimit: string | undefined
}): NumberLimits {
  return {
    perSecond: perSecondAt[number.throughput ?? ''] ?? usualLimits.perSecond,
    peopleADay: peopleADay[number.messagingLimit ?? ''],
  }
}

/** The narrowest limits of some numbers, which then hold for whichever of them a message goes out from. */
export function limitsOfAll(numbers: readonly Parameters<typeof limitsOf>[0][]): NumberLimits {
  const all = numbers.map(limitsOf)
  const people = all.flatMap(({ peopleADay }) => peopleADay ?? [])
  return {
    perSecond: all.length === 0 ? usualLimits.perSecond : Math.min(...all.map(({ perSecond }) => perSecond)),
    peopleADay: people.length === 0 ? undefined : Math.min(...people),
  }
}
