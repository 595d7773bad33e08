import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { AccountKey } from './account.ts'

/** Keys for secrets at rest, 32 bytes each: the first seals, all of them open (the others while rotating). */
export type SecretKeys = readonly [Buffer, ...Buffer[]]

const version = 'v1'
const ivBytes = 12
const tagBytes = 16

/** Encrypts with AES-256-GCM; `boundTo` names the owner, and the box opens for no other. */
export function seal(keys: SecretKeys, plain: string, boundTo: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', keys[0], iv)
  cipher.setAAD(Buffer.from(boundTo))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** Opens a sealed secret. Throws when no key fits, the box was altered, or it belongs to another owner. */
export function unseal(keys: SecretKeys, sealed: string, boundTo: string): string {
  for (const key of keys) {
    const plain = tryOpen(key, sealed, boundTo)
    if (plain !== undefined) return plain
  }
  throw new Error('A stored secret cannot be opened: SECRET_KEY is not the one it was sealed with')
}

function tryOpen(key: Buffer, sealed: string, boundTo: string): string | undefined {
  const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(boundTo))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    )
  } catch {
    return undefined
  }
}

/** Whom the secret of an account's alarm webhook is sealed for. */
export function alarmSecretOwner({ environment, accountId }: AccountKey): string {
  return `${environment}/${accountId}/alarms`
}

/** Puts a secret into a new box where another key than the first one sealed it; undefined where the first one did. */
export function resealed(keys: SecretKeys, sealed: string, boundTo: string): string | undefined {
  const [first] = keys
  if (tryOpen(first, sealed, boundTo) !== undefined) return undefined
  return seal(keys, unseal(keys, sealed, boundTo), boundTo)
}

/** Whom a secret of a Meta app is sealed for: its `secret` or its `verify-token`. */
export function appOwner(
  app: AccountKey & { readonly name: string },
  which: 'secret' | 'verify-token',
): string {
  return `${app.environment}/${app.accountId}/app/${app.name}/${which}`
}

/** Whom the token of a WhatsApp number is sealed for. */
export function tokenOwner(number: AccountKey & { readonly phoneNumberId: string }): string {
  return `${number.environment}/${number.accountId}/${number.phoneNumberId}`
}
