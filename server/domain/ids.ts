import { randomBytes, randomUUID } from 'node:crypto'

let lastMs = 0
let counter = 0

/**
 * A UUIDv7 (RFC 9562) of that moment. Ids made by one process for the same moment grow, so that ordering by id is
 * ordering by time.
 */
export function newId(now: Temporal.Instant): string {
  const ms = now.epochMilliseconds
  // The count only starts anew when time has moved on; an id asked for an earlier moment goes on counting.
  counter = ms > lastMs ? 0 : counter + 1
  lastMs = Math.max(lastMs, ms)
  const time = ms.toString(16).padStart(12, '0')
  const high = ((counter >> 14) & 0xfff).toString(16).padStart(3, '0')
  const low = (0x8000 | (counter & 0x3fff)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${low}-${random12()}`
}

/** Twelve random hexadecimal digits: the last ones of a UUIDv4, for which node keeps random bytes ready. */
function random12(): string {
  return randomUUID().slice(-12)
}

/** 128 random bits, safe in a URL: the secret of a pay link, or the salt of an account's draws. */
export function newToken(): string {
  return randomBytes(16).toString('base64url')
}
