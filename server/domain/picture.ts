import { createHash } from 'node:crypto'

/** A picture, and what tells it from others. */
export type Picture = {
  /** Its MIME type. */
  readonly type: string
  readonly sha256: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Meta's limit: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media */
const bytesAtMost = 5 * 1024 * 1024

const beginnings: readonly (readonly [type: string, bytes: readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
]

/** The picture in a file, by how it begins, whatever it is called; undefined when it is none that WhatsApp takes. */
export function pictureIn(bytes: Uint8Array<ArrayBuffer>): Picture | undefined {
  const found = beginnings.find(([, begins]) => begins.every((byte, index) => bytes[index] === byte))
  if (!found || bytes.length > bytesAtMost) return undefined
  return { type: found[0], sha256: createHash('sha256').update(bytes).digest('hex'), bytes }
}
