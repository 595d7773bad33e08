import { z } from 'zod'
import { newToken } from '../domain/ids.ts'
import { appOwner, seal, unseal } from '../domain/secret-box.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import * as store from '../store/meta-apps.ts'
import { defaultApp, type MetaApp } from '../whatsapp/apps.ts'
import { subscribedFields } from '../whatsapp/webhook.ts'
import { type By, type CommandTools, refusal } from './tools.ts'
import { readGiven } from './wanted.ts'

const given = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/, {
      error:
        'The name of an app has 3 to 40 lowercase letters, digits and hyphens: it is part of its address',
    })
    .refine((name) => name !== defaultApp, {
      error: 'The app default is the one of WHATSAPP_APP_SECRET; give yours another name',
    }),
  appId: z.string().regex(/^\d+$/, { error: 'The app id is a number made of digits only' }),
  secret: z.string().regex(/^[0-9a-f]{32}$/, {
    error: 'The app secret has 32 digits and letters from a to f; see App settings > Basic',
  }),
})
/** A Meta app, as its merchant finds it at Meta. */
export type GivenApp = z.input<typeof given>

/** What the merchant enters at Meta, so that the app's webhooks come here. */
export type AppCallback = {
  readonly url: string
  readonly verifyToken: string
  /** What the app is to subscribe to. */
  readonly fields: readonly string[]
}

/** The Meta app of this name, with its secrets opened; undefined when there is none. */
export async function findMetaApp(
  { db, metaApp, secretKeys }: Pick<CommandTools, 'db' | 'metaApp' | 'secretKeys'>,
  name: string,
): Promise<MetaApp | undefined> {
  if (name === defaultApp) return metaApp
  const app = await store.findMetaApp(db, name)
  return (
    app && {
      appId: app.appId,
      secret: unseal(secretKeys, app.secretSealed, appOwner(app, 'secret')),
      verifyToken: unseal(secretKeys, app.verifyTokenSealed, appOwner(app, 'verify-token')),
    }
  )
}

/** The names of the Meta apps an account has added. */
export async function listApps({ db }: CommandTools, { account }: By): Promise<readonly string[]> {
  return (await store.listMetaApps(db, account)).map(({ name }) => name)
}

/** Adds a Meta app of the merchant's own, or renews its secret; the address and verify token stay once they are there. */
export async function addMetaApp(
  tools: CommandTools,
  { actor, account }: By,
  wanted: GivenApp,
): Promise<AppCallback> {
  const { name, appId, secret } = readGiven(given, wanted)
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    const before = await store.findMetaApp(tx, name)
    if (before && (before.accountId !== account.accountId || before.environment !== account.environment))
      throw refusal(`The name ${name} is taken; choose another`)
    const key = { ...account, name }
    const verifyToken = before
      ? unseal(tools.secretKeys, before.verifyTokenSealed, appOwner(key, 'verify-token'))
      : newToken()
    const sealed = {
      secretSealed: seal(tools.secretKeys, secret, appOwner(key, 'secret')),
      verifyTokenSealed: seal(tools.secretKeys, verifyToken, appOwner(key, 'verify-token')),
    }
    await store.saveMetaApp(tx, { ...key, appId, ...sealed }, now)
    await recordAudit(tx, { ...account, actor, command: 'add-app', after: { name, appId } }, now)
    return { url: callbackUrl(tools.publicUrl, name), verifyToken, fields: subscribedFields }
  })
}

/** Where the webhooks of an app come in. */
export function callbackUrl(publicUrl: string, name: string): string {
  return `${publicUrl}/webhooks/whatsapp/${name}`
}
