import { createHash } from 'node:crypto'
import type { Account } from '../domain/account.ts'
import { newToken } from '../domain/ids.ts'
import { findAccount } from '../store/accounts.ts'
import { recordAudit } from '../store/audit.ts'
import { addTicket, findTicket, takeTicket } from '../store/connect-tickets.ts'
import { inTransaction } from '../store/database.ts'
import type { Signup } from '../whatsapp/apps.ts'
import { tradeCode } from '../whatsapp/signup.ts'
import type { AppCredentials } from '../whatsapp/tokens.ts'
import { type Linked, linkNumber } from './link-number.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** Somebody who has to make a business account at Meta first takes a while; whoever finds the address later is late. */
const ticketMinutes = 30

/** The page on which a number is linked through Meta, for whoever asked for it. */
export type ConnectPage = { readonly url: string; readonly endsAt: Temporal.Instant }

/** The Meta app through which merchants sign up on pages of Meta's own; undefined where there is none. */
export function signupApp({
  metaApp,
}: Pick<CommandTools, 'metaApp'>): (AppCredentials & { readonly signup: Signup }) | undefined {
  const { appId, secret, signup } = metaApp ?? {}
  return appId && secret && signup ? { appId, secret, signup } : undefined
}

/** Opens that page for a while, to be used once. The ticket stands behind `#`, which no server and no log is ever told. */
export async function openConnectPage(tools: CommandTools, { actor, account }: By): Promise<ConnectPage> {
  if (!signupApp(tools))
    throw refusal('This server has no Meta app for it. Link the number with your own credentials')
  const now = tools.clock.now()
  const ticket = newToken()
  const endsAt = now.add({ minutes: ticketMinutes })
  await inTransaction(tools.db, async (tx) => {
    await addTicket(tx, account, { hash: hashOf(ticket), actor, endsAt }, now)
    await recordAudit(tx, { ...account, actor, command: 'open-connect-page' }, now)
  })
  return { url: `${tools.publicUrl}/connect/whatsapp#${ticket}`, endsAt }
}

/** The account a ticket links numbers to; undefined once it was used, has ended, or its account is gone. */
export async function accountOfTicket(
  { db, clock }: CommandTools,
  ticket: string,
): Promise<Account | undefined> {
  const found = await findTicket(db, hashOf(ticket), clock.now())
  return found && findAccount(db, found)
}

/** What Meta's pages gave when somebody was through with them. */
export type SignedUp = {
  readonly ticket: string
  readonly code: string
  readonly wabaId: string
  readonly phoneNumberId: string
  readonly pin: string
}

/**
 * Links the number of a finished sign-up as if its credentials had been typed, in the name of whoever was given the ticket;
 * undefined when that is no good any more. A ticket is used up whatever comes of it.
 */
export async function connectNumber(
  tools: CommandTools,
  { ticket, code, ...number }: SignedUp,
): Promise<Linked | undefined> {
  const taken = await takeTicket(tools.db, hashOf(ticket), tools.clock.now())
  const app = signupApp(tools)
  if (!taken || !app || !(await findAccount(tools.db, taken))) return undefined
  const { actor, environment, accountId } = taken
  const traded = await tradeCode(tools.whatsapp, app, code)
  if (traded.kind === 'refused') throw refusal(traded.why)
  return linkNumber(tools, { actor, account: { environment, accountId } }, { ...number, token: traded.token })
}

/** So many random bits need no salt. */
function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex')
}
