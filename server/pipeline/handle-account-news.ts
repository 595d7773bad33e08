import type { AccountKey } from '../domain/account.ts'
import { newAccount } from '../domain/new-account.ts'
import { findAccount, noteInstalledAgain, saveAccount } from '../store/accounts.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { type InboxRow, stamp } from '../store/inbox.ts'
import { uninstall } from '../store/uninstall.ts'
import { type Business, readBusiness } from '../stripe/business.ts'
import { isRevoked } from '../stripe/look.ts'
import type { Meaning } from './interpret.ts'
import type { Outcome } from './outcome.ts'
import type { Tools } from './tools.ts'

type Install = Extract<Meaning, { kind: 'install' }>

/** Which account Stripe tells of, and the moment it tells of. */
type Told = { readonly account: AccountKey; readonly at: Temporal.Instant }

/** Takes in that the app was put into an account, or taken out of it. */
export async function handleAccountNews(
  tools: Tools,
  row: InboxRow,
  { account, news }: Install,
): Promise<readonly Outcome[]> {
  return news.kind === 'installed'
    ? takeIn(tools, row, { account, at: news.at })
    : takeOut(tools, row, { account, at: news.at })
}

/** The panel may have been opened before the event came: then the account is known already. */
async function takeIn({ db, stripe, clock }: Tools, row: InboxRow, { account, at }: Told) {
  const known = await findAccount(db, account)
  const business = known ?? (await readBusiness(stripe(account), account.accountId).catch(goneOrThrow))
  const now = clock.now()
  return inTransaction(db, async (tx): Promise<readonly Outcome[]> => {
    if (!business) return ignored(tx, row, { reason: 'gone' }, now)
    // An uninstall may have been handled since it was read.
    if (await findAccount(tx, account)) await noteInstalledAgain(tx, account, at)
    else {
      const { name, country } = business as Business
      await saveAccount(
        tx,
        newAccount(account, { name: name ?? account.accountId, country: country ?? 'US' }),
        now,
      )
      await recordAudit(tx, { ...account, actor: 'stripe', command: 'install' }, now)
    }
    await stamp(tx, [row], { state: 'handled', reason: 'installed' }, now)
    return [{ kind: 'installed', account }]
  })
}

function goneOrThrow(error: unknown): undefined {
  if (!isRevoked(error)) throw error
}

async function takeOut({ db, clock }: Tools, row: InboxRow, { account, at }: Told) {
  const now = clock.now()
  return inTransaction(db, async (tx): Promise<readonly Outcome[]> => {
    const ended = await uninstall(tx, account, at, now)
    if (!ended) return ignored(tx, row, { reason: 'installed-again' }, now)
    await recordAudit(tx, { ...account, actor: 'stripe', command: 'uninstall', after: { ended } }, now)
    await stamp(tx, [row], { state: 'handled', reason: ended === 'out' ? 'uninstalled' : ended }, now)
    return [{ kind: ended === 'out' ? 'uninstalled' : 'installed', account }]
  })
}

async function ignored(
  tx: Parameters<typeof stamp>[0],
  row: InboxRow,
  { reason }: { readonly reason: string },
  now: Temporal.Instant,
): Promise<readonly Outcome[]> {
  await stamp(tx, [row], { state: 'ignored', reason }, now)
  return [{ kind: 'ignored', rows: 1, reason }]
}
