import type { Parcel } from '../courier.ts'

/** A webhook endpoint of an account in one mode. */
export type Endpoint = {
  readonly account: string
  readonly livemode: boolean
  readonly url: string
  readonly secrets: readonly string[]
  /** Gets the events of connected accounts instead of the account's own. */
  readonly connect: boolean
  readonly enabledEvents: readonly string[]
}

/** An event on its way to an endpoint. */
export type EventParcel = Parcel<{ readonly eventId: string; readonly type: string }>
