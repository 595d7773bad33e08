import type { AccountKey } from '../../server/domain/account.ts'
import type { Db } from '../../server/store/database.ts'
import { keyColumns } from '../../server/store/keys.ts'
import type { EnrollmentTable, NudgeTable } from '../../server/store/schema.ts'

const rowsAtOnce = 500

/** Fills the tables with so many waiting nudges of one customer, a minute apart and two at a time, without a word to anybody. */
export async function addManyNudges(
  db: Db,
  key: AccountKey,
  { count, customer, from }: { readonly count: number; readonly customer: string; readonly from: number },
): Promise<void> {
  const places = Array.from({ length: count }, (_, place) => place)
  for (let start = 0; start < count; start += rowsAtOnce) {
    const some = places.slice(start, start + rowsAtOnce)
    await db
      .insertInto('enrollment')
      .values(some.map((place) => enrollment(key, { place, customer, from })))
      .execute()
    await db
      .insertInto('nudge')
      .values(some.map((place) => nudge(key, { place, from })))
      .execute()
  }
}

type Place = { readonly place: number; readonly from: number }

function enrollment(
  key: AccountKey,
  { place, customer, from }: Place & { readonly customer: string },
): EnrollmentTable {
  return {
    ...keyColumns(key),
    id: `enrollment-${nameOf(place)}`,
    flow: 'failed-payment',
    subject: `in_many_${nameOf(place)}`,
    shopper_id: 'shopper-many',
    customer_id: customer,
    subscription_id: null,
    language: 'es',
    facts: JSON.stringify({ due: { amount: 2_900 + place, currency: 'eur' } }),
    failed_attempts: 1,
    page_url: null,
    started_at: from,
    anchor_at: from,
    money_key: `in_many_${nameOf(place)}`,
    window_ends_at: from + 30 * 86_400_000,
    next_look_at: from + 30 * 86_400_000,
    side: null,
    eligible_at: null,
    ending: null,
    ended_because: null,
    ended_at: null,
  }
}

function nudge(key: AccountKey, { place, from }: Place): NudgeTable {
  const at = from + Math.floor(place / 2) * 60_000
  return {
    ...keyColumns(key),
    id: `nudge-${nameOf(place)}`,
    enrollment_id: `enrollment-${nameOf(place)}`,
    step: 1,
    template: 'payment_failed',
    delay_minutes: 0,
    due_at: at,
    useless_at: at + 86_400_000,
    next_at: at,
    state: 'scheduled',
    lease_id: null,
    attempts: 0,
    hastened_at: null,
    weight: 1,
  }
}

/** Names sort like the numbers they stand for. */
function nameOf(place: number): string {
  return String(place).padStart(6, '0')
}
