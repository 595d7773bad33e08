import { createHash } from 'node:crypto'
import type { AccountKey } from '../domain/account.ts'
import type { Nudge } from '../domain/enrollment.ts'
import { newId } from '../domain/ids.ts'
import type { Language } from '../domain/template.ts'
import { held } from './claim.ts'
import { inserting } from './composed.ts'
import { type Db, inTransaction, type Tx } from './database.ts'
import { accountOf, inAccount, keyColumns, sameAccount } from './keys.ts'
import { toMs } from './time.ts'

/** What a pay link leads to. */
export type PayLink = AccountKey & {
  readonly enrollmentId: string
  readonly nudgeId: string
  readonly flow: string
  readonly subject: string
  readonly language: Language
  /** It was paid, or what it leads to has been done in another way. */
  readonly isPaid: boolean
  /** Nobody is written to about it any more, whatever the reason. */
  readonly hasEnded: boolean
  /** The page as last seen, for when Stripe does not answer in time. */
  readonly pageUrl: string | undefined
  readonly businessName: string
  readonly linkDomain: string | undefined
}

/** Keeps a link. Only the token's hash is stored: the table alone opens nobody's invoice. */
export async function addPayLink(tx: Db, nudge: Nudge, token: string, now: Temporal.Instant): Promise<void> {
  await add(tx, {
    token_hash: hash(token),
    ...keyColumns(nudge),
    enrollment_id: nudge.enrollmentId,
    nudge_id: nudge.id,
    created_at: toMs(now),
  })
}

const add = inserting('pay_link')

/** Undefined for a token that nobody was given. */
export async function findPayLink(db: Db, token: string): Promise<PayLink | undefined> {
  const row = await db
    .selectFrom('pay_link')
    .innerJoin('enrollment', (join) =>
      join.onRef('enrollment.id', '=', 'pay_link.enrollment_id').on(sameAccount('enrollment', 'pay_link')),
    )
    .innerJoin('account', (join) => join.on(sameAccount('account', 'pay_link')))
    .where('token_hash', '=', hash(token))
    .select(['pay_link.environment', 'pay_link.account_id', 'pay_link.enrollment_id', 'pay_link.nudge_id'])
    .select(['enrollment.flow', 'enrollment.subject', 'enrollment.language', 'enrollment.page_url'])
    .select('enrollment.ending')
    .select(['account.name', 'account.link_domain'])
    .executeTakeFirst()
  return (
    row && {
      ...accountOf(row),
      enrollmentId: row.enrollment_id,
      nudgeId: row.nudge_id,
      flow: row.flow,
      subject: row.subject,
      language: row.language,
      isPaid: row.ending === 'paid',
      hasEnded: row.ending !== null,
      pageUrl: row.page_url ?? undefined,
      businessName: row.name,
      linkDomain: row.link_domain ?? undefined,
    }
  )
}

/** Opening a link again within this time is the same click. */
const sameClickMs = 60_000

/** Notes that a person opened the link. */
export function recordClick(db: Db, link: PayLink, now: Temporal.Instant): Promise<void> {
  return inTransaction(db, async (tx) => {
    const nudge = tx.selectFrom('nudge').select('id').where(inAccount(link)).where('id', '=', link.nudgeId)
    await held(tx, nudge, 'nudge').execute()
    await addClick(tx, link, now)
  })
}

async function addClick(tx: Tx, link: PayLink, now: Temporal.Instant) {
  const last = await tx
    .selectFrom('click')
    .select('clicked_at')
    .where(inAccount(link))
    .where('enrollment_id', '=', link.enrollmentId)
    .where('nudge_id', '=', link.nudgeId)
    .orderBy('clicked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last && toMs(now) - last.clicked_at < sameClickMs) return
  await tx
    .insertInto('click')
    .values({
      id: newId(now),
      ...keyColumns(link),
      enrollment_id: link.enrollmentId,
      nudge_id: link.nudgeId,
      clicked_at: toMs(now),
    })
    .execute()
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
