import type { AccountKey } from '../domain/account.ts'
import { alarmSecretOwner, appOwner, resealed, type SecretKeys, tokenOwner } from '../domain/secret-box.ts'
import { listSignedWays, saveWay, type WayOut } from '../store/alarm-ways.ts'
import { recordAudit } from '../store/audit.ts'
import { type Db, inTransaction } from '../store/database.ts'
import { everyAccount } from '../store/keys.ts'
import { listAllMetaApps, type MerchantApp, saveMetaApp } from '../store/meta-apps.ts'
import { type LinkedNumber, listSealedTokens, reseal } from '../store/numbers.ts'
import type { Actor, CommandTools } from './tools.ts'

/** How many secrets got a new box, and which ones no key opens. */
export type Renewed = { readonly renewed: number; readonly unreadable: readonly string[] }

type Turned = 'renewed' | 'stays' | 'unreadable'

/**
 * Seals every stored secret with the first key, so that the others may go. Made to be run again: what is sealed with it
 * already stays as it is, and what no key opens spoils nothing else.
 */
export async function renewSecrets(tools: CommandTools, { actor }: Actor): Promise<Renewed> {
  const { db, secretKeys } = tools
  const now = tools.clock.now()
  const turned: { readonly what: string; readonly how: Turned }[] = []
  for (const number of await listSealedTokens(db))
    turned.push({ what: `number ${number.phoneNumberId}`, how: await renewToken(db, secretKeys, number) })
  for (const way of await listSignedWays(db))
    turned.push({ what: `alarm webhook of ${way.accountId}`, how: await renewWay(db, secretKeys, way, now) })
  for (const app of await listAllMetaApps(db))
    turned.push({ what: `app ${app.name}`, how: await renewApp(db, secretKeys, app, now) })
  const renewed = turned.filter(({ how }) => how === 'renewed').length
  const unreadable = turned.filter(({ how }) => how === 'unreadable').map(({ what }) => what)
  const after = { renewed, unreadable: unreadable.length }
  await recordAudit(db, { ...everyAccount, actor, command: 'renew-secrets', after }, now)
  return { renewed, unreadable }
}

/** A token that is linked anew meanwhile is sealed with the first key by that. */
async function renewToken(db: Db, keys: SecretKeys, number: LinkedNumber): Promise<Turned> {
  const box = open(() => resealed(keys, number.tokenSealed, tokenOwner(number)))
  if (typeof box === 'string') return (await reseal(db, number, box)) ? 'renewed' : 'stays'
  return box ? 'unreadable' : 'stays'
}

async function renewWay(
  db: Db,
  keys: SecretKeys,
  { environment, accountId, ...way }: AccountKey & WayOut & { readonly secretSealed: string },
  now: Temporal.Instant,
): Promise<Turned> {
  const key = { environment, accountId }
  const secretSealed = open(() => resealed(keys, way.secretSealed, alarmSecretOwner(key)))
  if (typeof secretSealed !== 'string') return secretSealed ? 'unreadable' : 'stays'
  await inTransaction(db, (tx) => saveWay(tx, key, { ...way, secretSealed }, now))
  return 'renewed'
}

function renewApp(db: Db, keys: SecretKeys, app: MerchantApp, now: Temporal.Instant): Promise<Turned> {
  return inTransaction(db, async (tx) => {
    const secret = open(() => resealed(keys, app.secretSealed, appOwner(app, 'secret')))
    const verify = open(() => resealed(keys, app.verifyTokenSealed, appOwner(app, 'verify-token')))
    if (secret instanceof Error || verify instanceof Error) return 'unreadable'
    if (!secret && !verify) return 'stays'
    const boxes = {
      secretSealed: secret ?? app.secretSealed,
      verifyTokenSealed: verify ?? app.verifyTokenSealed,
    }
    await saveMetaApp(tx, { ...app, ...boxes }, now)
    return 'renewed'
  })
}

function open(work: () => string | undefined): string | undefined | Error {
  try {
    return work()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
