/** A snapshot event as it stands in its webhook, whatever API version it was rendered in. */
export type StripeEvent = {
  readonly id: string
  readonly type: string
  readonly createdAt: Temporal.Instant
  readonly livemode: boolean
  /** The connected account; undefined for events of the own account. */
  readonly account: string | undefined
  readonly object: Fields
  /** What a change replaced; undefined for events that change nothing. */
  readonly previous?: Fields | undefined
}

/** Fields of an object from outside: any may be missing, and none has a promised type. */
export type Fields = Readonly<Record<string, unknown>>

/**
 * Reads a snapshot event; undefined for JSON that is none. Thin events (`v2.core.event`) are none either: they
 * carry no object.
 */
export function readEvent(json: unknown): StripeEvent | undefined {
  const event = fields(json)
  const object = fields(fields(event?.data)?.object)
  const id = text(event?.id)
  const type = text(event?.type)
  const created = event?.created
  if (event?.object !== 'event' || !id || !type || !object || !isSeconds(created)) return undefined
  return {
    id,
    type,
    createdAt: fromSeconds(created),
    livemode: event.livemode === true,
    account: text(event.account),
    object,
    previous: fields(fields(event.data)?.previous_attributes),
  }
}

/** The record at a place, or undefined when something else stands there. */
export function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** The text at a place; an empty one counts as missing. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The whole number at a place. */
export function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/** The id of a reference, which is a text or, where it was expanded, the object itself. */
export function idOf(value: unknown): string | undefined {
  return text(value) ?? text(fields(value)?.id)
}

/** Stripe's times are whole seconds since 1970. */
export function fromSeconds(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
}

/** Seconds that a time can be made of: up to the year 9999. */
function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 253_402_300_800
}
