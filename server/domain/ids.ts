import { randomBytes } from 'node:crypto'

let lastMs = 0
let counter = 0

/**
 * A UUIDv7 (RFC 9562) of that moment; within one millisecond and process the ids still grow, so that
 * ordering by id is ordering by time.
 */
export function newId(now: Temporal.Instant): string {
  const ms = now.epochMilliseconds
  counter = ms === lastMs ? counter + 1 : 0
  lastMs = ms
  const time = ms.toString(16).padStart(12, '0')
  const order = (counter & 0xfff).toString(16).padStart(3, '0')
  const tail = randomBytes(8)
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80
  const rest = tail.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${rest.slice(0, 4)}-${rest.slice(4)}`
}

/** The secret of a pay link: 128 random bits, safe in a URL. */
export function newToken(): string {
  return randomBytes(16).toString('base64url')
}
