import { withoutCardNumbers } from '../domain/card-numbers.ts'
import { parseBody } from './webhook.ts'

/** Ids and times: long digits in them are no card numbers, and nothing would be recognised without them. */
const kept = new Set([
  'id',
  'from',
  'to',
  'from_user_id',
  'from_parent_user_id',
  'user_id',
  'parent_user_id',
  'wa_id',
  'new_wa_id',
  'recipient_id',
  'recipient_user_id',
  'recipient_parent_user_id',
  'phone_number_id',
  'display_phone_number',
  'timestamp',
  'payload',
  'biz_opaque_callback_data',
  'message_template_id',
  'sha256',
])

/**
 * The text of a body without the card numbers somebody typed into the chat. One that holds none stays what it was, to
 * the byte. Throws when it is no JSON.
 */
export function scrubBody(text: string): string {
  const body = parseBody(text)
  const scrubbed = scrub(body)
  return scrubbed === body ? text : JSON.stringify(scrubbed)
}

/** The same value where nothing in it changed. */
function scrub(value: unknown): unknown {
  if (typeof value === 'string') return withoutCardNumbers(value)
  if (Array.isArray(value)) {
    const items = value.map(scrub)
    return items.every((item, index) => item === value[index]) ? value : items
  }
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([name, field]) => {
    return [name, kept.has(name) && typeof field === 'string' ? field : scrub(field)] as const
  })
  const isSame = fields.every(([name, field]) => field === (value as Record<string, unknown>)[name])
  return isSame ? value : Object.fromEntries(fields)
}
