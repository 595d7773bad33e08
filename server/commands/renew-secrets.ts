import type { AccountKey } from '../domain/account.ts'
import { alarmSecretOwner, appOwner, resealed, type SecretKeys, tokenOwner } from '../domain/secret-box.ts'
import { listSignedWays, resealWay, type WayOut } from '../store/alarm-ways.ts'
import { recordAudit } from '../store/audit.ts'
import type { Db } from '../store/database.ts'
import { everyAccount } from '../store/keys.ts'
import { listAllMetaApps, type MerchantApp, resealMetaApp } from '../store/meta-apps.ts'
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
    turned.push({ what: `alarm webhook of ${way.accountId}`, how: await renewWay(db, secretKeys, way) })
  for (const app of await listAllMetaApps(db))
    turned.push({ what: `app ${app.name}`, how: await renewApp(db, secretKeys, app) })
  const renewed = turned.filter(({ how }) => how === 'renewed').length
  const unreadable = turned.filter(({ how }) => how === 'unreadable').map(({ what }) => what)
  const after = { renewed, unreadable: unreadable.length }
  await recordAudit(db, { ...everyAccount, actor, command: 'renew-secrets', after }, now)
  return { renewed, unreadable }
}

/** A secret that is changed meanwhile is sealed with the first key by that; so for the others below. */
async function renewToken(db: Db, keys: SecretKeys, number: LinkedNumber): Promise<Turned> {
  const box = open(() => resealed(keys, number.tokenSealed, tokenOwner(number)))
  if (typeof box === 'string') return (await reseal(db, number, box)) ? 'renewed' : 'stays'
  return box ? 'unreadable' : 'stays'
}

async function renewWay(
  db: Db,
  keys: SecretKeys,
  way: AccountKey & WayOut & { readonly secretSealed: string },
): Promise<Turned> {
  const box = open(() => resealed(keys, way.secretSealed, alarmSecretOwner(way)))
  if (typeof box === 'string') return (await resealWay(db, way, box)) ? 'renewed' : 'stays'
  return box ? 'unreadable' : 'stays'
}

async function renewApp(db: Db, keys: SecretKeys, app: MerchantApp): Promise<Turned> {
  const secret = open(() => resealed(keys, app.secretSealed, appOwner(app, 'secret')))
  const verify = open(() => resealed(keys, app.verifyTokenSealed, appOwner(app, 'verify-token')))
  if (secret instanceof Error || verify instanceof Error) return 'unreadable'
  if (!secret && !verify) return 'stays'
  const boxes = {
    secretSealed: secret ?? app.secretSealed,
    verifyTokenSealed: verify ?? app.verifyTokenSealed,
  }
  return (await resealMetaApp(db, app, boxes)) ? 'renewed' : 'stays'
}

function open(work: () => string | undefined): string | undefined | Error {
  try {
    return work()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
