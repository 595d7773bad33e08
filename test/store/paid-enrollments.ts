import type { AccountKey } from '../../server/domain/account.ts'
import type { Attribution } from '../../server/domain/attribution.ts'
import type { Compared } from '../../server/domain/lift.ts'
import type { Side } from '../../server/domain/situation.ts'
import type { Db } from '../../server/store/database.ts'
import { keyColumns } from '../../server/store/keys.ts'

const weekMs = 7 * 86_400_000
const brought: readonly Attribution[] = ['clicked', 'answered', 'read', 'unaided', 'retry']

/** Fills the tables with enrollments of both sides, and with what those who paid brought, over the latest weeks. */
export async function addPaidEnrollments(
  db: Db,
  key: AccountKey,
  {
    sides,
    currencies,
    now,
  }: {
    readonly sides: Readonly<Record<Side, Compared>>
    readonly currencies: readonly string[]
    readonly now: Temporal.Instant
  },
): Promise<void> {
  for (const [side, { shoppers, paid }] of Object.entries(sides) as [Side, Compared][]) {
    for (let place = 0; place < shoppers; place += 1) {
      const name = `${side}-${place}`
      const currency = currencies[place % currencies.length] ?? 'eur'
      const at = now.epochMilliseconds - weekMs * (1 + (place % 8))
      await db.insertInto('enrollment').values(enrollment(key, { name, side, currency, at })).execute()
      if (place < paid) await addPayment(db, key, { name, currency, at, place, side })
    }
  }
}

type Row = { readonly name: string; readonly side: Side; readonly currency: string; readonly at: number }

function enrollment(key: AccountKey, { name, side, currency, at }: Row) {
  return {
    ...keyColumns(key),
    id: `paid-${name}`,
    flow: 'failed-payment',
    subject: `in_paid_${name}`,
    shopper_id: `shopper-${name}`,
    customer_id: `cus_${name}`,
    language: 'en_US',
    facts: JSON.stringify({ due: { amount: 2_900, currency } }),
    failed_attempts: 1,
    started_at: at,
    anchor_at: at,
    money_key: `in_paid_${name}`,
    window_ends_at: at + 30 * 86_400_000,
    side,
    eligible_at: at,
    ending: 'paid',
    ended_at: at,
  } as const
}

async function addPayment(
  db: Db,
  key: AccountKey,
  { name, currency, at, place, side }: Row & { readonly place: number },
) {
  const attribution = side === 'treated' ? (brought[place % brought.length] ?? 'unaided') : 'unaided'
  const amount = 2_900 + 1_234_567 * (place % 7)
  await db
    .insertInto('recovery')
    .values({
      ...keyColumns(key),
      id: `recovery-${name}`,
      enrollment_id: `paid-${name}`,
      currency,
      amount,
      attribution,
      updated_at: at,
      fingerprint: name,
      version: 1,
      write_attempts: 0,
    })
    .execute()
  await db
    .insertInto('recovery_payment')
    .values({
      ...keyColumns(key),
      recovery_id: `recovery-${name}`,
      payment: `pi_${name}`,
      amount,
      refunded: 0,
      lost: 0,
      paid_at: at,
      through_stripe: 1,
      attempt_count: 1,
      attribution,
    })
    .execute()
}
