import { sql } from 'kysely'
import type { AccountKey } from '../domain/account.ts'
import type { Db, Tx } from './database.ts'
import { inAccount } from './keys.ts'
import { unlinkAll } from './numbers.ts'
import type { Schema } from './schema.ts'
import { toMs } from './time.ts'

/**
 * What a merchant chose: it goes at once, so that nothing can be sent and a new install begins anew. Numbers stay,
 * unlinked, and so do the apps whose secrets prove what Meta says: who writes STOP from now on must be heard.
 */
const chosen = [
  'account_setting',
  'flow_setting',
  'kill_switch',
  'allowed_phone',
  'template',
  'alarm_way',
  'alarm_notice',
  'alarm',
  'pause',
  'panel_write',
  'connect_ticket',
] as const satisfies readonly (keyof Schema)[]

/** What ends with an install, in words for its history. */
const because = 'The app was taken out of this Stripe account.'

/** What an uninstall did: the account is out, or in by a newer install that begins anew; undefined when it was known. */
export type Uninstalled = 'out' | 'begun-anew' | undefined

/**
 * Ends an install: what waits is cancelled, what is open ends, tokens and choices are destroyed. What was sent, and who
 * wants no messages, stays until it is erased. An install that is newer than the news goes on, with nothing of the old.
 */
export async function uninstall(
  tx: Tx,
  key: AccountKey,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<Uninstalled> {
  const ended = (await takeOut(tx, key, at, now)) ?? (await endEarlier(tx, key, at))
  if (ended) await clear(tx, key, now)
  return ended
}

async function takeOut(
  tx: Tx,
  key: AccountKey,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<Uninstalled> {
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ uninstalled_at: toMs(now), installed_before: null })
    .where(inAccount(key))
    .where('uninstalled_at', 'is', null)
    .where(({ or, eb }) => or([eb('installed_at', 'is', null), eb('installed_at', '<=', toMs(at))]))
    .executeTakeFirst()
  return numUpdatedRows > 0n ? 'out' : undefined
}

/** The install before the present one is ended once, whichever of Stripe's events tells it first. */
async function endEarlier(tx: Tx, key: AccountKey, at: Temporal.Instant): Promise<Uninstalled> {
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ installed_before: null })
    .where(inAccount(key))
    .where('uninstalled_at', 'is', null)
    .where('installed_before', '<=', toMs(at))
    .executeTakeFirst()
  return numUpdatedRows > 0n ? 'begun-anew' : undefined
}

async function clear(tx: Tx, key: AccountKey, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('nudge')
    .set({ state: 'cancelled', lease_id: null })
    .where(inAccount(key))
    .where('state', '=', sql.lit('scheduled'))
    .execute()
  await tx
    .updateTable('enrollment')
    .set({ ending: 'stopped', ended_because: because, ended_at: toMs(now), next_look_at: null })
    .where(inAccount(key))
    .where('ending', 'is', null)
    .execute()
  await tx.updateTable('recovery').set({ write_next_at: null }).where(inAccount(key)).execute()
  await unlinkAll(tx, key, now)
  for (const table of chosen) await tx.deleteFrom(table).where(inAccount(key)).execute()
}

/** Accounts that were uninstalled before a moment. */
export async function uninstalledBefore(db: Db, before: Temporal.Instant): Promise<readonly AccountKey[]> {
  const rows = await uninstalledAccounts(db, before).execute()
  return rows.map(({ environment, account_id }) => ({ environment, accountId: account_id }))
}

/** Whether rows of a table belong to accounts, and go with theirs. */
const belongsToAccounts: Readonly<Record<keyof Schema, boolean>> = {
  inbox: true,
  account_setting: true,
  flow_setting: true,
  kill_switch: true,
  shopper: true,
  identity: true,
  customer: true,
  consent: true,
  allowed_phone: true,
  number: true,
  meta_app: true,
  template: true,
  own_text: true,
  own_picture: true,
  enrollment: true,
  nudge: true,
  intervention: true,
  decision: true,
  send: true,
  pay_link: true,
  click: true,
  recovery: true,
  recovery_payment: true,
  message: true,
  message_price: true,
  parked_report: true,
  phone_move: true,
  answer: true,
  thread_turn: true,
  promise: true,
  audit: true,
  duty: false,
  watch: true,
  alarm: true,
  alarm_way: true,
  alarm_notice: true,
  pause: true,
  panel_write: true,
  connect_ticket: true,
  sender_lease: false,
  // The last, so that an erasure that was broken off is taken up again.
  account: true,
}

/**
 * Erases all that is known of an account that was uninstalled before a moment, table by table; it can be broken off and
 * done again. It stops where the account is put in again meanwhile; false then.
 */
export async function eraseAccount(db: Db, key: AccountKey, before: Temporal.Instant): Promise<boolean> {
  const tables = Object.entries(belongsToAccounts).filter(([, belongs]) => belongs)
  for (const [table] of tables) {
    await db
      .deleteFrom(table as keyof Schema)
      .where(inAccount(key))
      .where(({ exists }) => exists(uninstalledAccounts(db, before).where(inAccount(key))))
      .execute()
  }
  const left = await db.selectFrom('account').select('account_id').where(inAccount(key)).executeTakeFirst()
  return left === undefined
}

function uninstalledAccounts(db: Db, before: Temporal.Instant) {
  return db
    .selectFrom('account')
    .select(['environment', 'account_id'])
    .where('uninstalled_at', 'is not', null)
    .where('uninstalled_at', '<', toMs(before))
}
