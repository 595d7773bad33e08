import { z } from 'zod'
import { askMetaDuty, askMetaEveryHours } from '../domain/ask-meta.ts'
import { maskPhone } from '../domain/phone.ts'
import { seal, tokenOwner } from '../domain/secret-box.ts'
import { liftAlarm } from '../store/alarms.ts'
import { recordAudit } from '../store/audit.ts'
import { holdNumber, holdSettings } from '../store/claim.ts'
import { inTransaction } from '../store/database.ts'
import { askForDuty } from '../store/duties.ts'
import { wakeNudges } from '../store/nudges.ts'
import { type LinkedNumber, listNumbers, saveNumber } from '../store/numbers.ts'
import { endPausesOf } from '../store/pauses.ts'
import type { MetaApp } from '../whatsapp/apps.ts'
import {
  type Checked,
  checkNumber,
  type OwnCallback,
  registerNumber,
  seePortfolio,
  subscribeApp,
  verifyCode,
} from '../whatsapp/numbers.ts'
import { callbackUrl } from './meta-apps.ts'
import { credentialFields, refuseOthersNumber, tryToken } from './number-credentials.ts'
import { type By, type CommandTools, needing, refusal, refusalAbout } from './tools.ts'
import { readGiven } from './wanted.ts'

/** Meta writes it in two halves, `123-456`. */
const verificationCode = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: 'The code has six digits' }))

const given = z.object({
  ...credentialFields,
  /** Registers the number where it is not yet. */
  pin: z
    .string()
    .regex(/^\d{6}$/, { error: 'The PIN has six digits' })
    .optional(),
  /** The code Meta sent to the number, for one that is not verified yet. */
  code: verificationCode.optional(),
  /** Has Meta call this server, although the app itself calls another address. */
  ownCallback: z.boolean().default(false),
  /** Makes it the number the account sends from; the first one is that anyway. */
  isDefault: z.boolean().default(false),
})
/** A number to link. */
export type GivenNumber = z.input<typeof given>

/** A linked number, and what its merchant should know about it. */
export type Linked = { readonly number: LinkedNumber; readonly warnings: readonly string[] }

/**
 * Links a WhatsApp number: asks Meta whether its token may do what we need and whether the number can be sent from,
 * registers it where needed, has its webhooks sent here, and only then keeps it. What waited is decided anew.
 */
export async function linkNumber(tools: CommandTools, by: By, wanted: GivenNumber): Promise<Linked> {
  const credentials = readGiven(given, wanted)
  const token = await tryToken(tools, by.account, credentials)
  const found = await registered(tools, credentials, await checkNumber(tools.whatsapp, credentials))
  const callback = credentials.ownCallback ? callbackOf(tools, credentials.app, token.metaApp) : undefined
  const unsubscribed = await subscribeApp(tools.whatsapp, credentials, callback)
  if (unsubscribed) throw refusal(unsubscribed)
  const portfolioId = await seePortfolio(tools.whatsapp, credentials)
  const number = await keep(tools, by, { credentials, found, portfolioId, expiresAt: token.expiresAt })
  return { number, warnings: [...token.warnings, ...found.warnings] }
}

type Given = z.output<typeof given>
type Fine = Extract<Checked, { kind: 'fine' }>

async function registered(tools: CommandTools, credentials: Given, found: Checked): Promise<Fine> {
  switch (found.kind) {
    case 'fine':
      return found
    case 'refused':
      throw refusalAbout(found.about, found.why)
    case 'unregistered':
      return register(tools, credentials, found.why)
    case 'unverified':
      await verify(tools, credentials, found.why)
      // A code is good for once.
      return registered(
        tools,
        { ...credentials, code: undefined },
        await checkNumber(tools.whatsapp, credentials),
      )
  }
}

async function verify({ whatsapp }: CommandTools, credentials: Given, why: string): Promise<void> {
  if (!credentials.code) throw needing('code', why)
  const wrong = await verifyCode(whatsapp, credentials, credentials.code)
  if (wrong) throw refusalAbout(wrong.about, wrong.why)
}

async function register(tools: CommandTools, credentials: Given, why: string): Promise<Fine> {
  if (!credentials.pin) throw needing('pin', why)
  const done = await registerNumber(tools.whatsapp, credentials, credentials.pin)
  if (done.kind === 'refused') throw refusalAbout(done.about, done.why)
  const again = await checkNumber(tools.whatsapp, credentials)
  if (again.kind === 'fine') return again
  throw refusal(again.why)
}

/** Meta asks for the verify token when it is told where news of a number go. */
const noApp =
  'Paynudge has no Meta app to link a number with. Ask whoever runs Paynudge for you: they set WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN'

function callbackOf(tools: CommandTools, name: string, app: MetaApp | undefined): OwnCallback {
  if (!app) throw refusal(noApp)
  return { url: callbackUrl(tools.publicUrl, name), verifyToken: app.verifyToken }
}

type Keeping = {
  readonly credentials: Given
  readonly found: Fine
  readonly portfolioId: string | undefined
  readonly expiresAt: Temporal.Instant | undefined
}

function keep(
  tools: CommandTools,
  { actor, account }: By,
  { credentials, found, portfolioId, expiresAt }: Keeping,
): Promise<LinkedNumber> {
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    await holdSettings(tx, account)
    // Meta was asked meanwhile, and somebody else may have been faster.
    await holdNumber(tx, credentials.phoneNumberId)
    await refuseOthersNumber(tx, account, credentials.phoneNumberId)
    const others = await listNumbers(tx, account)
    const before = others.find(({ phoneNumberId }) => phoneNumberId === credentials.phoneNumberId)
    const key = { ...account, phoneNumberId: credentials.phoneNumberId }
    const number: LinkedNumber = {
      ...key,
      ...found.number,
      seenAt: now,
      portfolioId,
      wabaId: credentials.wabaId,
      app: credentials.app,
      tokenSealed: seal(tools.secretKeys, credentials.token, tokenOwner(key)),
      tokenExpiresAt: expiresAt,
      isDefault: credentials.isDefault || others.length === 0 || before?.isDefault === true,
    }
    await saveNumber(tx, number, now)
    await endPausesOf(tx, account, number, now)
    await wakeNudges(tx, account, 'anything', now)
    await askForDuty(tx, askMetaDuty, account, now.add({ hours: askMetaEveryHours }))
    await liftAlarm(tx, account, { kind: 'token-ending', about: number.phoneNumberId }, now)
    const { phoneNumberId, displayPhone, wabaId, app, isDefault } = number
    const after = { phoneNumberId, phone: maskPhone(displayPhone), wabaId, app, isDefault }
    await recordAudit(tx, { ...account, actor, command: 'link-number', after }, now)
    return number
  })
}
