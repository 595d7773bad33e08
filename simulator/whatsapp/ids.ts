import { createHash } from 'node:crypto'

/** Makes Meta-like ids; the same seed makes the same ids in the same order. */
export type Ids = {
  /** A message id such as `wamid.HBgL...`. */
  readonly message: () => string
  /** Sixteen digits that fit a JavaScript number, as a template's id must. */
  readonly object: () => string
  /** What Meta calls `fbtrace_id`. */
  readonly trace: () => string
  /** The business-scoped user id of a phone (`ES.13491208655302741918`); always the same for the same phone. */
  readonly user: (country: string, digits: string) => string
}

/** A maker of ids that counts from one, for this seed. */
export function createIds(seed: string): Ids {
  let made = 0
  const hash = (text: string) => createHash('sha256').update(`${seed}:${text}`).digest()
  const next = (kind: string) => {
    made += 1
    return hash(`${kind}:${made}`)
  }

  return {
    message: () => `wamid.HBgL${next('message').toString('base64').slice(0, 40)}`,
    object: () => `1${digitsOf(next('object'), 15)}`,
    trace: () => `A${next('trace').toString('base64url').slice(0, 22)}`,
    user: (country, digits) => `${country}.1${digitsOf(hash(`user:${digits}`), 19)}`,
  }
}

function digitsOf(bytes: Buffer, length: number): string {
  return BigInt(`0x${bytes.toString('hex')}`)
    .toString()
    .slice(-length)
}
