import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type DeliveryStatus, deliveryStatusOf } from '../domain/delivery.ts'

/** How Meta may name a person; any of them may be missing. */
export type PersonIds = {
  readonly waId: string | undefined
  readonly bsuid: string | undefined
  readonly parentBsuid: string | undefined
}

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
  readonly at: Temporal.Instant
}

export type PreferenceItem = {
  readonly kind: 'preference'
  readonly phoneNumberId: string
  readonly person: PersonIds
  readonly category: string
  readonly value: string
  readonly at: Temporal.Instant
}

export type TemplateItem = {
  readonly kind: 'template'
  readonly metaId: string
  readonly status: string
  readonly reason: string | undefined
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
const list = z.array(z.unknown()).catch([])

const body = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.looseObject({}) })) })),
})

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
  timestamp: seconds,
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
  timestamp: seconds,
})

const templateValue = z.object({
  event: z.string(),
  message_template_id: z.coerce.string(),
  reason: z.string().nullish().catch(undefined),
})

/**
 * One item of a body, not read yet, so that one that cannot be read spoils no other. `alone` is the body as Meta would
 * have sent it with this item only.
 */
export type RawItem = { readonly read: () => Item; readonly alone: () => string }

/**
 * Every item of a body, over all entries, changes and lists. Throws when the body is not Meta's envelope; an item of
 * an unexpected shape throws only when it is read.
 */
export function readItems(json: unknown): readonly RawItem[] {
  const changes = body.parse(json).entry.flatMap((entry) => entry.changes)
  return changes.flatMap(({ field, value }) => itemsOf(field, value))
}

function itemsOf(field: string, value: object): readonly RawItem[] {
  const whole = () => envelope(field, value)
  if (field === 'message_template_status_update') return [{ read: () => readTemplate(value), alone: whole }]
  if (field !== 'messages' && field !== 'user_preferences') {
    return [{ read: () => ({ kind: 'other', field }), alone: whole }]
  }
  const { metadata, statuses, messages, user_preferences } = messagesValue.parse(value)
  const from = metadata.phone_number_id
  const only = (list: object) => () => envelope(field, { ...value, ...noLists, ...list })
  return [
    ...statuses.map((raw) => ({ read: () => readStatus(from, raw), alone: only({ statuses: [raw] }) })),
    ...messages.map((raw) => ({ read: () => readMessage(from, raw), alone: only({ messages: [raw] }) })),
    ...user_preferences.map((raw) => ({
      read: () => readPreference(from, raw),
      alone: only({ user_preferences: [raw] }),
    })),
  ]
}

const noLists = { statuses: [], messages: [], user_preferences: [] }

function envelope(field: string, value: object): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ changes: [{ field, value }] }] })
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

function readTemplate(raw: unknown): TemplateItem {
  const value = templateValue.parse(raw)
  return {
    kind: 'template',
    metaId: value.message_template_id,
    status: value.event,
    reason: value.reason ?? undefined,
  }
}
