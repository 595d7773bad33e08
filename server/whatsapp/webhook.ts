import { z } from 'zod'
import {
  type MessageItem,
  type MoveItem,
  type NumberItem,
  type PreferenceItem,
  readMessage,
  readNumber,
  readPreference,
  readStatus,
  readTemplate,
  type StatusItem,
  type TemplateItem,
} from './items.ts'

/** One piece of news in a body of Meta's, which may hold many, of several numbers. */
export type Item =
  | StatusItem
  | MessageItem
  | MoveItem
  | PreferenceItem
  | TemplateItem
  | NumberItem
  | { readonly kind: 'other'; readonly field: string }

/**
 * Reads a body's JSON. Meta's ids may be numbers too large for one of ours: those stay the text they were. PostgreSQL
 * keeps no text with a NUL in it, so there is none: https://www.postgresql.org/docs/current/datatype-character.html
 */
export function parseBody(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '') : value
    return typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? value) : value
  })
}

const list = z.array(z.unknown()).default([])

const envelope = z.object({ object: z.string(), entry: z.array(z.unknown()) })
const entry = z.object({ id: z.union([z.string(), z.number().transform(String)]).catch(''), changes: list })
const change = z.object({ field: z.string(), value: z.looseObject({}) })

const messagesValue = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z.array(z.unknown()).catch([]),
  statuses: list,
  messages: list,
  user_preferences: list,
})

/**
 * One item of a body, not read yet, so that one that cannot be read spoils no other. `alone` is the body as Meta would
 * have sent it with this item only.
 */
export type RawItem = { readonly read: () => Item; readonly alone: () => string }

/**
 * Whether the text of a body holds anything a shopper said: that is handled before all else, because it may be a stop.
 * Throws when it is no envelope at all.
 */
export function holdsAnswers(text: string): boolean {
  // Most bodies tell how messages fared and nothing else; to read those with care takes six times as long.
  if (isPlainlyReports(JSON.parse(text))) return false
  return readItems(parseBody(text)).some(({ answers }) => answers)
}

function isPlainlyReports(json: unknown): boolean {
  if (!isObject(json) || json.object !== 'whatsapp_business_account' || !Array.isArray(json.entry))
    return false
  return json.entry.every(
    (entry: unknown) => isObject(entry) && Array.isArray(entry.changes) && entry.changes.every(isOfStatuses),
  )
}

function isOfStatuses(changed: unknown): boolean {
  if (!isObject(changed) || changed.field !== 'messages' || !isObject(changed.value)) return false
  const { metadata, statuses, messages, user_preferences } = changed.value
  const isOfNumber = isObject(metadata) && typeof metadata.phone_number_id === 'string'
  return isOfNumber && Array.isArray(statuses) && messages === undefined && user_preferences === undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

type FoundItem = RawItem & { readonly answers: boolean }

/**
 * Every item of a body, over all entries, changes and lists. Throws when the body is no envelope at all; an entry, a
 * change or an item of an unexpected shape is an item that throws only when it is read.
 */
export function readItems(json: unknown): readonly FoundItem[] {
  const { object, entry: entries } = envelope.parse(json)
  if (object !== 'whatsapp_business_account') return [other(object, json)]
  return entries.flatMap((raw) => {
    const read = entry.safeParse(raw)
    return read.success
      ? read.data.changes.flatMap((each) => changeItems(read.data.id, each))
      : [unreadable(raw, read)]
  })
}

const templateFields = [
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
]

const numberFields = ['phone_number_quality_update', 'business_capability_update']

const talkFields = ['messages', 'user_preferences']

/** What a Meta app is to subscribe to: every field that is read here. */
export const subscribedFields: readonly string[] = [...talkFields, ...templateFields, ...numberFields]

type Failed = { readonly error?: unknown }

function changeItems(wabaId: string, raw: unknown): readonly FoundItem[] {
  const read = change.safeParse(raw)
  if (!read.success) return [unreadable({ id: wabaId, changes: [raw] }, read)]
  const { field, value } = read.data
  const whole = () => wrap(wabaId, { field, value })
  if (templateFields.includes(field)) {
    return [{ answers: false, read: () => readTemplate(wabaId, field, value), alone: whole }]
  }
  if (numberFields.includes(field)) {
    return [{ answers: false, read: () => readNumber(wabaId, value), alone: whole }]
  }
  if (!talkFields.includes(field)) return [{ ...other(field, raw), alone: whole }]
  const lists = messagesValue.safeParse(value)
  return lists.success
    ? listItems(wabaId, field, { value, lists: lists.data })
    : [unreadable({ id: wabaId, changes: [raw] }, lists)]
}

type Lists = { readonly value: object; readonly lists: z.output<typeof messagesValue> }

function listItems(wabaId: string, field: string, { value, lists }: Lists): readonly FoundItem[] {
  const { metadata, contacts, statuses, messages, user_preferences } = lists
  const from = metadata.phone_number_id
  const noLists = { statuses: [], messages: [], user_preferences: [] }
  const only = (list: object) => () => wrap(wabaId, { field, value: { ...value, ...noLists, ...list } })
  return [
    ...statuses.map((raw) => ({
      answers: false,
      read: () => readStatus(from, raw),
      alone: only({ statuses: [raw] }),
    })),
    ...messages.map((raw) => ({
      answers: true,
      read: () => readMessage(from, raw, contacts),
      alone: only({ messages: [raw] }),
    })),
    ...user_preferences.map((raw) => ({
      answers: true,
      read: () => readPreference(from, raw),
      alone: only({ user_preferences: [raw] }),
    })),
  ]
}

function other(field: string, raw: unknown): FoundItem {
  return { answers: false, read: () => ({ kind: 'other', field }), alone: () => JSON.stringify(raw) }
}

/** It may have been a stop, so it is not passed over. */
function unreadable(raw: unknown, { error }: Failed): FoundItem {
  const fail = (): never => {
    throw error instanceof Error ? error : new Error('Meta sent something of an unexpected shape')
  }
  const alone = () => JSON.stringify({ object: 'whatsapp_business_account', entry: [raw] })
  return { answers: true, read: fail, alone }
}

function wrap(wabaId: string, changed: object): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: wabaId, changes: [changed] }] })
}
