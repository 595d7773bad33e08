import type { AccountKey } from '../domain/account.ts'
import type { Stopped } from '../domain/situation.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { everyAccount, inAccount, keyColumns, type Scope } from './keys.ts'
import type { KillSwitchTable } from './schema.ts'
import { fromMs, toMs } from './time.ts'

/** A switch that was thrown: nothing it stands above is sent until it is released. */
export type KillSwitch = {
  readonly stops: Stopped
  /** Undefined where it stops more than one flow. */
  readonly flow: string | undefined
  readonly since: Temporal.Instant
  readonly actor: string
  readonly note: string | undefined
}

/** The widest switch that stops a flow of an account; undefined when it may send. Asked before every call. */
export async function stoppedBy(db: Db, key: AccountKey, flow: string): Promise<Stopped | undefined> {
  const { environment, accountId } = key
  const rows = await thrownOver(db, { environment, accountId, flow })
  const thrown = rows.map(stopsOf)
  return widestFirst.find((stops) => thrown.includes(stops))
}

/** Each key by itself: lists would have SQLite make a table of each first. */
const thrownOver = reading((db, given: AccountKey & { readonly flow: string }) =>
  db
    .selectFrom('kill_switch')
    .select(['account_id', 'flow'])
    .where((eb) =>
      eb.or(
        [everyAccount, given].flatMap((over) =>
          [everyFlow, given.flow].map((flow) => eb.and([inAccount(over), eb('flow', '=', flow)])),
        ),
      ),
    ),
)

/** Throws the switch of a flow, of an account, or of everything; false when it was thrown before, and stays as it was. */
export async function throwSwitch(
  tx: Db,
  scope: Scope,
  { flow, actor, note }: { readonly flow?: string; readonly actor: string; readonly note?: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('kill_switch')
    .values({
      ...keyColumns(scope),
      flow: flow ?? everyFlow,
      since: toMs(now),
      actor,
      note: note ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Releases one switch and returns what it was; undefined when it was not thrown. Others stay as they are. */
export async function releaseSwitch(tx: Db, scope: Scope, flow?: string): Promise<KillSwitch | undefined> {
  const row = await tx
    .deleteFrom('kill_switch')
    .where(inAccount(scope))
    .where('flow', '=', flow ?? everyFlow)
    .returningAll()
    .executeTakeFirst()
  return row && switchOf(row)
}

/** Every switch that stops something of an account, the widest first. */
export async function listSwitches(db: Db, key: AccountKey): Promise<readonly KillSwitch[]> {
  const rows = await db
    .selectFrom('kill_switch')
    .selectAll()
    .where((eb) => eb.or([inAccount(everyAccount), inAccount(key)]))
    .orderBy('account_id')
    .orderBy('flow')
    .execute()
  return rows.map(switchOf)
}

const everyFlow = ''
const widestFirst: readonly Stopped[] = ['everything', 'account', 'flow']

function stopsOf({ account_id, flow }: Pick<KillSwitchTable, 'account_id' | 'flow'>): Stopped {
  if (account_id === everyAccount.accountId) return 'everything'
  return flow === everyFlow ? 'account' : 'flow'
}

function switchOf(row: KillSwitchTable): KillSwitch {
  return {
    stops: stopsOf(row),
    flow: row.flow === everyFlow ? undefined : row.flow,
    since: fromMs(row.since),
    actor: row.actor,
    note: row.note ?? undefined,
  }
}
