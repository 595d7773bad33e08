import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type DeliveryStatus, deliveryStatusOf } from '../domain/delivery.ts'
import type { PersonIds } from './person.ts'

/** One piece of news in a body of Meta's, which may hold many, of several numbers. */
export type Item =
  | StatusItem
  | MessageItem
  | PreferenceItem
  | TemplateItem
  | { readonly kind: 'other'; readonly field: string }

export type StatusItem = {
  readonly kind: 'status'
  readonly phoneNumberId: string
  readonly wamid: string
  /** The id we gave with the send. */
  readonly sendId: string | undefined
  /** Undefined for a failure, and for statuses that say nothing about delivery. */
  readonly status: DeliveryStatus | undefined
  readonly failure: { readonly code: number; readonly text: string } | undefined
  readonly person: PersonIds
  readonly at: Temporal.Instant
}

export type MessageItem = {
  readonly kind: 'message'
  readonly phoneNumberId: string
  readonly wamid: string
  readonly person: PersonIds
  readonly messageKind: string
  /** What was typed, or the label of the button that was tapped. */
  readonly text: string | undefined
  /** The payload of a button of ours. */
  readonly payload: string | undefined
  /** Undefined when Meta's time cannot be read; the word counts all the same. */
  readonly at: Temporal.Instant | undefined
}

export type PreferenceItem = {
  readonly kind: 'preference'
  readonly phoneNumberId: string
  readonly person: PersonIds
  readonly category: string
  readonly value: string
  /** Undefined when Meta's time cannot be read; the word counts all the same. */
  readonly at: Temporal.Instant | undefined
}

export type TemplateItem = {
  readonly kind: 'template'
  readonly wabaId: string
  readonly metaId: string
  readonly status: string | undefined
  readonly category: string | undefined
  readonly reason: string | undefined
}

/** Reads a body's JSON. Meta's ids may be numbers too large for one of ours: those stay the text they were. */
export function parseBody(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? value) : value,
  )
}

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

const optionalText = z.string().min(1).optional().catch(undefined)
const seconds = z.coerce
  .number()
  .int()
  .nonnegative()
  .transform((value) => Temporal.Instant.fromEpochMilliseconds(value * 1000))
const list = z.array(z.unknown()).default([])

const envelope = z.object({ object: z.string(), entry: z.array(z.unknown()) })
const entry = z.object({ id: z.union([z.string(), z.number().transform(String)]).catch(''), changes: list })
const change = z.object({ field: z.string(), value: z.looseObject({}) })

const messagesValue = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  statuses: list,
  messages: list,
  user_preferences: list,
})

const status = z.object({
  id: z.string(),
  status: z.string(),
  timestamp: seconds,
  recipient_id: optionalText,
  recipient_user_id: optionalText,
  recipient_parent_user_id: optionalText,
  biz_opaque_callback_data: optionalText,
  errors: z
    .array(
      z.object({
        code: z.number(),
        title: optionalText,
        error_data: z.object({ details: optionalText }).optional(),
      }),
    )
    .optional()
    .catch(undefined),
})

const message = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: seconds.optional().catch(undefined),
  from: optionalText,
  from_user_id: optionalText,
  from_parent_user_id: optionalText,
  text: z.object({ body: z.string() }).optional().catch(undefined),
  button: z.object({ payload: optionalText, text: optionalText }).optional().catch(undefined),
  interactive: z
    .object({ button_reply: z.object({ id: z.string(), title: z.string() }).optional() })
    .optional()
    .catch(undefined),
})

const preference = z.object({
  wa_id: optionalText,
  user_id: optionalText,
  parent_user_id: optionalText,
  category: z.string(),
  value: z.string(),
  timestamp: seconds.optional().catch(undefined),
})

const templateValue = z.object({
  event: optionalText,
  new_category: optionalText,
  correct_category: optionalText,
  message_template_category: optionalText,
  message_template_id: z.coerce.string(),
  reason: optionalText,
})

/**
 * One item of a body, not read yet, so that one that cannot be read spoils no other. `alone` is the body as Meta would
 * have sent it with this item only.
 */
export type RawItem = { readonly read: () => Item; readonly alone: () => string }

/** Whether a body holds anything a shopper said: that is handled before all else, because it may be a stop. */
export function holdsAnswers(json: unknown): boolean {
  return readItems(json).some(({ answers }) => answers)
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

type Failed = { readonly error?: unknown }

function changeItems(wabaId: string, raw: unknown): readonly FoundItem[] {
  const read = change.safeParse(raw)
  if (!read.success) return [unreadable({ id: wabaId, changes: [raw] }, read)]
  const { field, value } = read.data
  const whole = () => wrap(wabaId, { field, value })
  if (field === 'message_template_status_update' || field === 'template_category_update') {
    return [{ answers: false, read: () => readTemplate(wabaId, field, value), alone: whole }]
  }
  if (field !== 'messages' && field !== 'user_preferences') return [{ ...other(field, raw), alone: whole }]
  const lists = messagesValue.safeParse(value)
  return lists.success
    ? listItems(wabaId, field, { value, lists: lists.data })
    : [unreadable({ id: wabaId, changes: [raw] }, lists)]
}

type Lists = { readonly value: object; readonly lists: z.output<typeof messagesValue> }

function listItems(wabaId: string, field: string, { value, lists }: Lists): readonly FoundItem[] {
  const { metadata, statuses, messages, user_preferences } = lists
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
      read: () => readMessage(from, raw),
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

function readStatus(phoneNumberId: string, raw: unknown): StatusItem {
  const value = status.parse(raw)
  const error = value.errors?.[0]
  return {
    kind: 'status',
    phoneNumberId,
    wamid: value.id,
    sendId: value.biz_opaque_callback_data,
    status: deliveryStatusOf(value.status),
    failure:
      value.status === 'failed'
        ? {
            code: error?.code ?? 0,
            text: error?.error_data?.details ?? error?.title ?? 'Meta gave no reason',
          }
        : undefined,
    person: {
      waId: value.recipient_id,
      bsuid: value.recipient_user_id,
      parentBsuid: value.recipient_parent_user_id,
    },
    at: value.timestamp,
  }
}

function readMessage(phoneNumberId: string, raw: unknown): MessageItem {
  const value = message.parse(raw)
  return {
    kind: 'message',
    phoneNumberId,
    wamid: value.id,
    person: { waId: value.from, bsuid: value.from_user_id, parentBsuid: value.from_parent_user_id },
    messageKind: value.type,
    text: value.text?.body ?? value.button?.text ?? value.interactive?.button_reply?.title,
    payload: value.button?.payload ?? value.interactive?.button_reply?.id,
    at: value.timestamp,
  }
}

function readPreference(phoneNumberId: string, raw: unknown): PreferenceItem {
  const value = preference.parse(raw)
  return {
    kind: 'preference',
    phoneNumberId,
    person: { waId: value.wa_id, bsuid: value.user_id, parentBsuid: value.parent_user_id },
    category: value.category,
    value: value.value,
    at: value.timestamp,
  }
}

/** An announced change of category names the present one as `new_category`; only a done one counts. */
function readTemplate(wabaId: string, field: string, raw: unknown): TemplateItem {
  const value = templateValue.parse(raw)
  const isDone = field === 'template_category_update' && value.correct_category === undefined
  return {
    kind: 'template',
    wabaId,
    metaId: value.message_template_id,
    status: field === 'message_template_status_update' ? value.event : undefined,
    category: isDone ? value.new_category : value.message_template_category,
    reason: value.reason,
  }
}
