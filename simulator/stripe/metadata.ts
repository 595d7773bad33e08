import type Stripe from 'stripe'
import type { Form } from './form.ts'
import { refuseParam } from './refusal.ts'

// Stripe's limits (facts/stripe-events.md section 4).
const mostKeys = 50
const longestKey = 40
const longestValue = 500

/** The metadata after an update: it merges, an empty value takes its key away, an empty map takes all away. */
export function mergeMetadata(old: Stripe.Metadata, given: string | Form | undefined): Stripe.Metadata {
  if (given === undefined) return old
  if (given === '') return {}
  if (typeof given === 'string') refuseParam('Invalid hash', 'metadata')
  const merged = new Map(Object.entries(old))
  for (const [key, value] of Object.entries(given)) {
    if (checked(key, value) === '') merged.delete(key)
    else merged.set(key, checked(key, value))
  }
  if (merged.size > mostKeys) {
    refuseParam(
      `You can only have up to ${mostKeys} metadata keys; this object would have ${merged.size}.`,
      'metadata',
    )
  }
  return Object.fromEntries(merged)
}

function checked(key: string, value: string | Form): string {
  const param = `metadata[${key}]`
  if (typeof value !== 'string' || /[[\]]/.test(key)) {
    refuseParam('Metadata keys must not hold square brackets, and values must be strings.', param)
  }
  if (key.length > longestKey) {
    refuseParam(`Metadata keys can have up to ${longestKey} characters; '${key}' has ${key.length}.`, param)
  }
  if (value.length > longestValue) {
    refuseParam(
      `Metadata values can have up to ${longestValue} characters, but you passed in a value that is ${value.length} characters.`,
      param,
    )
  }
  return value
}
