import { readdirSync, readFileSync } from 'node:fs'
import { readEvent, type StripeEvent } from '../server/stripe/read/event.ts'

const folder = new URL('./fixtures/', import.meta.url)

/** The names of all events that were recorded as Stripe sends them. */
export const recordedNames: readonly string[] = readdirSync(folder).filter((name) => name.endsWith('.json'))

/** A recorded event as it stands in its webhook. */
export function recordedBody(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}

/** A recorded event as it is read. */
export function recorded(name: string): StripeEvent {
  const event = readEvent(JSON.parse(recordedBody(name)))
  if (!event) throw new Error(`${name} is no event`)
  return event
}

/** Every type name of Stripe's own package. */
export function everyType(): readonly string[] {
  const declared = readFileSync(
    new URL('../node_modules/stripe/esm/resources/Events.d.ts', import.meta.url),
    'utf8',
  )
  const union = /\btype Type = ([^;]+);/.exec(declared)?.[1] ?? ''
  return [...union.matchAll(/'([^']+)'/g)].map(([, type]) => type ?? '')
}
