import { createHash, createHmac } from 'node:crypto'
import type { Parcel } from '../courier.ts'
import { escapeLikeMeta, type Json } from './json.ts'

/** One thing that is reported to a business: a field of Meta's webhooks and its value. */
export type Change = { readonly field: string; readonly value: Json }

/** What is reported about one account at one time. */
export type Entry = { readonly id: string; readonly time: number; readonly changes: readonly Change[] }

/** A body on its way to an app, signed when it was made. */
export type BodyParcel = Parcel<{
  /** SHA-256 of the body, in hexadecimal. */
  readonly bodyHash: string
}> & {
  readonly appSecret: string
  readonly entries: readonly Entry[]
}

/** Where an app listens, and the secret that signs for it. */
export type Receiver = Pick<BodyParcel, 'url' | 'appSecret'>

/** Meta tries for up to 7 days, less and less often (facts/whatsapp.md section 2): here 6.3 days. */
const retryMinutes = [1 / 12, 0.5, 2, 10, 60, 360, 1_440, 1_440, 1_440, 1_440, 1_440, 1_440]

/** The parcel for an app that listens at this address. */
export function parcelOf({ url, appSecret }: Receiver, entries: readonly Entry[]): BodyParcel {
  const body = escapeLikeMeta(JSON.stringify({ object: 'whatsapp_business_account', entry: entries }))
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'facebookexternalua',
    'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
  }
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const write = () => ({ body, headers })
  return { url, appSecret, entries, name: { bodyHash }, write, retryMinutes, attempts: 0 }
}
