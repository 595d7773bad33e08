import { z } from 'zod'
import type { AccountKey } from '../domain/account.ts'
import type { Db } from '../store/database.ts'
import { findMetaApp as storedApp } from '../store/meta-apps.ts'
import { ownerOfNumber } from '../store/numbers.ts'
import { defaultApp, type MetaApp } from '../whatsapp/apps.ts'
import type { Credentials } from '../whatsapp/client.ts'
import { checkToken, type TokenChecked } from '../whatsapp/tokens.ts'
import { findMetaApp } from './meta-apps.ts'
import { type CommandTools, refusal, refusalAbout } from './tools.ts'

const id = (what: string) =>
  z.string().regex(/^\d{1,30}$/, { error: `The ${what} is a number made of digits only` })

/** The credentials of a number, as a merchant finds them at Meta, and the app its token belongs to. */
export const credentialFields = {
  phoneNumberId: id('phone number id'),
  wabaId: id('WhatsApp Business Account id'),
  token: z
    .string()
    .regex(/^[\x21-\x7e]{10,1000}$/, { error: 'The token is missing, too short, or holds a space' }),
  app: z.string().default(defaultApp),
}
type Given = Credentials & { readonly app: string }

/** A token that was tried, and the app whose webhooks will speak for its number; undefined when nobody described it. */
export type TriedToken = Extract<TokenChecked, { kind: 'fine' }> & { readonly metaApp: MetaApp | undefined }

/** Refuses a number somebody else has linked, and a token that may not do what we need. */
export async function tryToken(
  tools: CommandTools,
  account: AccountKey,
  credentials: Given,
): Promise<TriedToken> {
  await refuseOthersNumber(tools.db, account, credentials.phoneNumberId)
  const metaApp = await appOf(tools, account, credentials.app)
  return { ...(await tokenOf(tools, metaApp, credentials)), metaApp }
}

/** Refuses a number that another account has linked. */
export async function refuseOthersNumber(db: Db, account: AccountKey, phoneNumberId: string): Promise<void> {
  const owner = await ownerOfNumber(db, phoneNumberId)
  if (!owner || (owner.accountId === account.accountId && owner.environment === account.environment)) return
  throw refusalAbout(
    ['phoneNumberId'],
    'This number is linked to another account or environment; unlink it there first',
  )
}

async function appOf(tools: CommandTools, account: AccountKey, name: string): Promise<MetaApp | undefined> {
  if (name === defaultApp) return tools.metaApp
  const stored = await storedApp(tools.db, name)
  if (stored?.accountId !== account.accountId || stored.environment !== account.environment)
    throw refusal(`There is no app ${name}`, {
      typed: '; add it with `npm run paynudge -- app add`',
      fields: { app: `There is no app ${name}` },
    })
  return findMetaApp(tools, name)
}

/** Only an app can be asked about its tokens; without its id they are tried out by what follows. */
async function tokenOf(
  { whatsapp, clock }: CommandTools,
  app: MetaApp | undefined,
  credentials: Credentials,
): Promise<Extract<TokenChecked, { kind: 'fine' }>> {
  if (!app?.appId) return { kind: 'fine', expiresAt: undefined, warnings: [] }
  const { appId, secret } = app
  const checked = await checkToken(whatsapp, { appId, secret }, credentials, clock.now())
  if (checked.kind === 'refused') throw refusalAbout(checked.about, checked.why)
  return checked
}
