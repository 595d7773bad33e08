import { z } from 'zod'
import type { AccountKey } from '../domain/account.ts'
import { askMetaDuty, askMetaEveryHours } from '../domain/ask-meta.ts'
import { maskPhone } from '../domain/phone.ts'
import { seal, tokenOwner } from '../domain/secret-box.ts'
import { liftAlarm } from '../store/alarms.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { askForDuty } from '../store/duties.ts'
import { findMetaApp as storedApp } from '../store/meta-apps.ts'
import { askAnew } from '../store/nudges.ts'
import { type LinkedNumber, listNumbers, ownerOfNumber, saveNumber } from '../store/numbers.ts'
import { endPausesOf } from '../store/pauses.ts'
import { defaultApp, type MetaApp } from '../whatsapp/apps.ts'
import type { Credentials } from '../whatsapp/client.ts'
import {
  type Checked,
  checkNumber,
  type OwnCallback,
  registerNumber,
  subscribeApp,
} from '../whatsapp/numbers.ts'
import { checkToken, type TokenChecked } from '../whatsapp/tokens.ts'
import { callbackUrl, findMetaApp } from './meta-apps.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

const id = (what: string) =>
  z.string().regex(/^\d+$/, { error: `The ${what} is a number made of digits only` })
const given = z.object({
  phoneNumberId: id('phone number id'),
  wabaId: id('WhatsApp Business Account id'),
  token: z.string().min(10, { error: 'The token is missing or too short' }),
  /** Registers the number where it is not yet. */
  pin: z
    .string()
    .regex(/^\d{6}$/, { error: 'The PIN has six digits' })
    .optional(),
  app: z.string().default(defaultApp),
  /** Has Meta call this server, although the app itself calls another address. */
  ownCallback: z.boolean().default(false),
  /** Makes it the number the account sends from; the first one is that anyway. */
  isDefault: z.boolean().default(false),
})
/** The credentials of a number, as a merchant finds them at Meta. */
export type GivenNumber = z.input<typeof given>

/** A linked number, and what its merchant should know about it. */
export type Linked = { readonly number: LinkedNumber; readonly warnings: readonly string[] }

/**
 * Links a WhatsApp number: asks Meta whether its token may do what we need and whether the number can be sent from,
 * registers it where needed, has its webhooks sent here, and only then keeps it. What waited is decided anew.
 */
export async function linkNumber(tools: CommandTools, by: By, wanted: GivenNumber): Promise<Linked> {
  const checked = given.safeParse(wanted)
  if (!checked.success) throw refusal(checked.error.issues.map((issue) => issue.message).join('. '))
  const credentials = checked.data
  await refuseOthersNumber(tools, by.account, credentials.phoneNumberId)
  const app = await appOf(tools, by.account, credentials.app)
  const token = await tokenOf(tools, app, credentials)
  const found = await registered(tools, credentials, await checkNumber(tools.whatsapp, credentials))
  const callback = credentials.ownCallback ? callbackOf(tools, credentials.app, app) : undefined
  const unsubscribed = await subscribeApp(tools.whatsapp, credentials, callback)
  if (unsubscribed) throw refusal(unsubscribed)
  const number = await keep(tools, by, { credentials, found, expiresAt: token.expiresAt })
  return { number, warnings: [...token.warnings, ...found.warnings] }
}

type Given = z.output<typeof given>
type Fine = Extract<Checked, { kind: 'fine' }>

async function refuseOthersNumber({ db }: CommandTools, account: AccountKey, phoneNumberId: string) {
  const owner = await ownerOfNumber(db, phoneNumberId)
  if (!owner || (owner.accountId === account.accountId && owner.environment === account.environment)) return
  throw refusal('This number is linked to another account or environment; unlink it there first')
}

/** The app whose webhooks will speak for the number; undefined when the environment describes none. */
async function appOf(tools: CommandTools, account: AccountKey, name: string): Promise<MetaApp | undefined> {
  if (name === defaultApp) return tools.metaApp
  const stored = await storedApp(tools.db, name)
  if (stored?.accountId !== account.accountId || stored.environment !== account.environment)
    throw refusal(`There is no app ${name}; add it with \`npm run paynudge -- app add\``)
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
  if (checked.kind === 'refused') throw refusal(checked.why)
  return checked
}

async function registered(tools: CommandTools, credentials: Given, found: Checked): Promise<Fine> {
  if (found.kind === 'fine') return found
  if (found.kind === 'refused' || !credentials.pin) throw refusal(found.why)
  const done = await registerNumber(tools.whatsapp, credentials, credentials.pin)
  if (done.kind === 'refused') throw refusal(done.why)
  const again = await checkNumber(tools.whatsapp, credentials)
  if (again.kind === 'fine') return again
  throw refusal(again.why)
}

function callbackOf(tools: CommandTools, name: string, app: MetaApp | undefined): OwnCallback {
  if (!app) throw refusal('Set WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN first: Meta asks for the token')
  return { url: callbackUrl(tools.publicUrl, name), verifyToken: app.verifyToken }
}

type Keeping = {
  readonly credentials: Given
  readonly found: Fine
  readonly expiresAt: Temporal.Instant | undefined
}

function keep(
  tools: CommandTools,
  { actor, account }: By,
  { credentials, found, expiresAt }: Keeping,
): Promise<LinkedNumber> {
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    const others = await listNumbers(tx, account)
    const before = others.find(({ phoneNumberId }) => phoneNumberId === credentials.phoneNumberId)
    const key = { ...account, phoneNumberId: credentials.phoneNumberId }
    const { status: _status, ...seen } = found.number
    const number: LinkedNumber = {
      ...key,
      ...seen,
      wabaId: credentials.wabaId,
      app: credentials.app,
      tokenSealed: seal(tools.secretKeys, credentials.token, tokenOwner(key)),
      tokenExpiresAt: expiresAt,
      isDefault: credentials.isDefault || others.length === 0 || before?.isDefault === true,
    }
    await saveNumber(tx, number, now)
    await endPausesOf(tx, account, number, now)
    await askAnew(tx, account, now)
    await askForDuty(tx, askMetaDuty, account, now.add({ hours: askMetaEveryHours }))
    await liftAlarm(tx, account, { kind: 'token-ending', about: number.phoneNumberId }, now)
    const { phoneNumberId, displayPhone, wabaId, app, isDefault } = number
    const after = { phoneNumberId, phone: maskPhone(displayPhone), wabaId, app, isDefault }
    await recordAudit(tx, { ...account, actor, command: 'link-number', after }, now)
    return number
  })
}
