import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Whether the raw body was signed with the app's secret. Compared in constant time; no header is no. */
export function isSigned(body: Buffer, header: string | undefined, appSecret: string): boolean {
  const given = Buffer.from(header?.replace(/^sha256=/, '') ?? '', 'hex')
  const wanted = createHmac('sha256', appSecret).update(body).digest()
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Whether two texts are the same, without telling by the time it takes how much of them is. */
export function isSameText(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && wanted !== '' && timingSafeEqual(a, b)
}
