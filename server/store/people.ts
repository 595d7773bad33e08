import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { inAccount } from './keys.ts'
import { firstIdOf } from './sends.ts'

/** How many people an account wrote to since then. */
export async function countPeople(db: Db, key: AccountKey, since: Temporal.Instant): Promise<number> {
  const { people } = await db
    .selectFrom('send')
    .select((eb) => eb.fn.count<number>('to_phone').distinct().as('people'))
    .where(inAccount(key))
    .where('id', '>=', firstIdOf(since))
    .where('outcome', '<>', 'refused')
    .executeTakeFirstOrThrow()
  return Number(people)
}
