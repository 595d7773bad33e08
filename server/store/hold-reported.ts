import { type AccountKey, nameOfAccount } from '../domain/account.ts'
import type { Enrollment } from '../domain/enrollment.ts'
import { held } from './claim.ts'
import { reading } from './composed.ts'
import type { Db, Tx } from './database.ts'
import { holdEnrollments } from './enrollments.ts'
import { accountOf, inAccount, sameAccount } from './keys.ts'
import { haveRecovery } from './recoveries.ts'
import { type Send, sendColumns } from './sends.ts'

/** What some reports of one number name: messages by Meta's id, and sends by the id we gave with them. */
export type Reported = {
  readonly phoneNumberId: string
  readonly wamids: readonly string[]
  readonly sendIds: readonly string[]
}

/** A send that reports are about, its nudge and its enrollment, as they are once nobody else changes them. */
export type HeldSend = {
  readonly enrollment: Enrollment
  readonly hasRecovery: boolean
  /** The send as the reports taken in so far have left it, and whether its nudge was sent beyond doubt before them. */
  send: Send
  isSent: boolean
}

/** Finds the send a report is about: by the message's id, or before we know that, by the id we gave with it. */
export type FindHeld = (report: {
  readonly wamid: string
  readonly sendId: string | undefined
}) => HeldSend | undefined

/**
 * Holds the enrollments that these reports are about, then their shoppers, then the sends themselves, each in the order
 * of their ids, and reads what taking them in needs. Everybody holds an enrollment before its shopper; taken report by
 * report, one shopper would be held before the next enrollment.
 */
export async function holdReported(tx: Tx, reported: Reported): Promise<FindHeld> {
  const found = await namedIn(tx, reported)
  const byAccount = Map.groupBy(found, (row) => nameOfAccount(accountOf(row)))
  const sends: HeldSend[] = []
  for (const name of [...byAccount.keys()].toSorted()) {
    const rows = byAccount.get(name) ?? []
    if (rows[0]) sends.push(...(await holdIn(tx, accountOf(rows[0]), rows)))
  }
  const byWamid = new Map(sends.map((one) => [one.send.wamid, one]))
  const byId = new Map(sends.map((one) => [one.send.id, one]))
  return ({ wamid, sendId }) => byWamid.get(wamid) ?? (sendId ? byId.get(sendId) : undefined)
}

type Found = { readonly id: string; readonly enrollment_id: string }

async function holdIn(tx: Tx, key: AccountKey, found: readonly Found[]): Promise<readonly HeldSend[]> {
  const ids = [...new Set(found.map(({ enrollment_id }) => enrollment_id))]
  const enrollments = new Map((await holdEnrollments(tx, key, ids)).map((one) => [one.id, one]))
  // Whoever uninstalled meanwhile has none.
  if (enrollments.size === 0) return []
  const shopperIds = [...new Set([...enrollments.values()].map(({ shopperId }) => shopperId))]
  await heldShoppers(tx, { ...plain(key), shopperIds })
  const recovered = await haveRecovery(tx, key, ids)
  const rows = await heldSends(tx, { ...plain(key), sendIds: found.map(({ id }) => id) })
  return rows.flatMap(({ enrollment_id, nudge_state, ...send }) => {
    const enrollment = enrollments.get(enrollment_id)
    const hasRecovery = recovered.has(enrollment_id)
    return enrollment ? [{ enrollment, hasRecovery, isSent: nudge_state === 'sent', send }] : []
  })
}

function plain({ environment, accountId }: AccountKey): AccountKey {
  return { environment, accountId }
}

const namedIn = reading((db, { phoneNumberId, wamids, sendIds }: Reported) =>
  withNudge(db)
    .select(['send.environment', 'send.account_id', 'send.id', 'nudge.enrollment_id'])
    .where('send.phone_number_id', '=', phoneNumberId)
    .where((eb) =>
      eb.or([eb('send.wamid', 'in', wamids), ...(sendIds.length > 0 ? [eb('send.id', 'in', sendIds)] : [])]),
    ),
)

const heldShoppers = reading((db, given: AccountKey & { readonly shopperIds: readonly string[] }) =>
  held(
    db,
    db
      .selectFrom('shopper')
      .select('id')
      .where(inAccount(given))
      .where('id', 'in', given.shopperIds)
      .orderBy('id'),
    'shopper',
  ),
)

const heldSends = reading((db, given: AccountKey & { readonly sendIds: readonly string[] }) =>
  held(
    db,
    withNudge(db)
      .select(sendColumns.map((column) => `send.${column}` as const))
      .select(['nudge.enrollment_id', 'nudge.state as nudge_state'])
      .where(inAccount(given, 'send'))
      .where('send.id', 'in', given.sendIds)
      .orderBy('send.id'),
    'send',
  ),
)

function withNudge(db: Db) {
  return db
    .selectFrom('send')
    .innerJoin('nudge', (join) =>
      join.on(sameAccount('nudge', 'send')).onRef('nudge.id', '=', 'send.nudge_id'),
    )
}
