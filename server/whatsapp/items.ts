import { z } from 'zod'
import { type DeliveryStatus, deliveryStatusOf } from '../domain/delivery.ts'
import type { Price } from '../domain/price.ts'
import { highThroughput, tierOf } from './limits.ts'
import type { PersonIds } from './person.ts'

/** How one of our messages fared. */
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
  /** What the message counts as; in the first report and in one of the next. */
  readonly price: Price | undefined
  readonly at: Temporal.Instant
}

/** That a shopper took their WhatsApp to another number, or got another id of Meta's. */
export type MoveItem = {
  readonly kind: 'move'
  readonly phoneNumberId: string
  readonly wamid: string
  /** By what they were known. */
  readonly person: PersonIds
  /** By what they are known now. */
  readonly movedTo: PersonIds
}

/** Something a shopper wrote or tapped. */
export type MessageItem = {
  readonly kind: 'message'
  readonly phoneNumberId: string
  readonly wamid: string
  readonly person: PersonIds
  readonly messageKind: string
  /** What was typed, the label of what was tapped, or the words below a picture. */
  readonly text: string | undefined
  /** The payload of a button of ours. */
  readonly payload: string | undefined
  /** The message it answers, by Meta's id, where the shopper chose one. */
  readonly repliesTo: string | undefined
  /** Undefined when Meta's time cannot be read; the word counts all the same. */
  readonly at: Temporal.Instant | undefined
}

/** Something a shopper set in WhatsApp's own settings. */
export type PreferenceItem = {
  readonly kind: 'preference'
  readonly phoneNumberId: string
  readonly person: PersonIds
  readonly category: string
  readonly value: string
  /** Undefined when Meta's time cannot be read; the word counts all the same. */
  readonly at: Temporal.Instant | undefined
}

/** News of one text; what it does not tell is undefined. */
export type TemplateItem = {
  readonly kind: 'template'
  readonly wabaId: string
  readonly metaId: string
  readonly status: string | undefined
  readonly category: string | undefined
  readonly reason: string | undefined
  /** How people take it, in Meta's words. */
  readonly quality: string | undefined
  /** What it will count as, and from when on, as Meta announces a day before. */
  readonly announced: { readonly category: string; readonly at: Temporal.Instant | undefined } | undefined
}

/** News of a number, or of all of a business account; what it does not tell is undefined. */
export type NumberItem = {
  readonly kind: 'number'
  readonly wabaId: string
  /** The number's digits; undefined for news of every number of the account. */
  readonly digits: string | undefined
  readonly throughput: string | undefined
  readonly messagingLimit: string | undefined
  readonly quality: string | undefined
}

const optionalText = z.string().min(1).optional().catch(undefined)
const seconds = z.coerce
  .number()
  .int()
  .nonnegative()
  .transform((value) => Temporal.Instant.fromEpochMilliseconds(value * 1000))

const status = z.object({
  id: z.string(),
  status: z.string(),
  timestamp: seconds,
  recipient_id: optionalText,
  recipient_user_id: optionalText,
  recipient_parent_user_id: optionalText,
  biz_opaque_callback_data: optionalText,
  pricing: z
    .object({
      category: z.string(),
      type: z.string().catch(''),
      pricing_model: z.string().catch(''),
      billable: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  errors: z
    .array(
      z.object({
        code: z.coerce.number(),
        title: optionalText,
        error_data: z.object({ details: optionalText }).optional(),
      }),
    )
    .optional()
    .catch(undefined),
})

type StatusValue = z.output<typeof status>

const contact = z.object({ wa_id: optionalText, user_id: optionalText, parent_user_id: optionalText })
const choice = z.object({ id: z.string(), title: z.string() }).optional()
const captioned = z.object({ caption: optionalText }).optional().catch(undefined)

const message = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: seconds.optional().catch(undefined),
  from: optionalText,
  from_user_id: optionalText,
  from_parent_user_id: optionalText,
  system: z
    .object({ type: optionalText, wa_id: optionalText, new_wa_id: optionalText, user_id: optionalText })
    .optional()
    .catch(undefined),
  text: z.object({ body: z.string() }).optional().catch(undefined),
  button: z.object({ payload: optionalText, text: optionalText }).optional().catch(undefined),
  interactive: z.object({ button_reply: choice, list_reply: choice }).optional().catch(undefined),
  image: captioned,
  video: captioned,
  document: captioned,
  context: z.object({ id: optionalText }).optional().catch(undefined),
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
  new_quality_score: optionalText,
  category_update_timestamp: seconds.optional().catch(undefined),
})

const numberValue = z.object({
  display_phone_number: z.coerce.string().optional(),
  event: optionalText,
  current_limit: optionalText,
  max_daily_conversations_per_business: z
    .union([z.string().min(1), z.number()])
    .optional()
    .catch(undefined),
})

/** A status of one message. Throws when it is of an unexpected shape. */
export function readStatus(phoneNumberId: string, raw: unknown): StatusItem {
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
    price: value.pricing && priceOf(value.pricing),
    at: value.timestamp,
  }
}

function priceOf({ category, type, pricing_model, billable }: NonNullable<StatusValue['pricing']>): Price {
  return { category, kind: type, model: pricing_model, isBillable: billable }
}

/** Meta writes these into the chat for a shopper; they are no words of theirs. */
const moves = ['user_changed_number', 'customer_changed_number', 'user_changed_user_id']

/**
 * Something a shopper wrote or tapped, or that they moved; `contacts` stand beside the messages and may tell more of the
 * sender. Throws when it is of an unexpected shape.
 */
export function readMessage(
  phoneNumberId: string,
  raw: unknown,
  contacts: readonly unknown[] = [],
): MessageItem | MoveItem {
  const value = message.parse(raw)
  const named = { waId: value.from, bsuid: value.from_user_id, parentBsuid: value.from_parent_user_id }
  const person = completed(named, contacts)
  if (value.type === 'system' && moves.includes(value.system?.type ?? '')) {
    const { wa_id, new_wa_id, user_id } = value.system ?? {}
    const movedTo = { waId: wa_id ?? new_wa_id, bsuid: user_id, parentBsuid: undefined }
    return { kind: 'move', phoneNumberId, wamid: value.id, person: named, movedTo }
  }
  const chosen = value.interactive?.button_reply ?? value.interactive?.list_reply
  return {
    kind: 'message',
    phoneNumberId,
    wamid: value.id,
    person,
    messageKind: value.type,
    text: value.text?.body ?? value.button?.text ?? chosen?.title ?? captionOf(value),
    payload: value.button?.payload ?? chosen?.id,
    repliesTo: value.context?.id,
    at: value.timestamp,
  }
}

/** The sender's ids with those that the contact of the same person adds. */
function completed(named: PersonIds, contacts: readonly unknown[]): PersonIds {
  const same = contacts
    .map((raw) => contact.safeParse(raw).data)
    .find(
      (one) =>
        one && ((named.waId && one.wa_id === named.waId) || (named.bsuid && one.user_id === named.bsuid)),
    )
  return {
    waId: named.waId ?? same?.wa_id,
    bsuid: named.bsuid ?? same?.user_id,
    parentBsuid: named.parentBsuid ?? same?.parent_user_id,
  }
}

function captionOf({ image, video, document }: z.output<typeof message>): string | undefined {
  return image?.caption ?? video?.caption ?? document?.caption
}

/** A preference a shopper set. Throws when it is of an unexpected shape. */
export function readPreference(phoneNumberId: string, raw: unknown): PreferenceItem {
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

/**
 * What changed about a number: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/phone_number_quality_update
 * It tells of a faster number, of the limit of people, and by its older events of a poor quality. Throws when it is of an
 * unexpected shape.
 */
export function readNumber(wabaId: string, raw: unknown): NumberItem {
  const value = numberValue.parse(raw)
  const { event, current_limit, max_daily_conversations_per_business: people } = value
  return {
    kind: 'number',
    wabaId,
    digits: value.display_phone_number?.replace(/\D/g, ''),
    throughput: event === 'THROUGHPUT_UPGRADE' ? highThroughput : undefined,
    messagingLimit: tierOf(people ?? current_limit),
    quality: event === 'FLAGGED' ? 'RED' : undefined,
  }
}

/** An announced change of category names the present one as `new_category`; only a done one counts. */
export function readTemplate(wabaId: string, field: string, raw: unknown): TemplateItem {
  const value = templateValue.parse(raw)
  const isDone = field === 'template_category_update' && value.correct_category === undefined
  return {
    kind: 'template',
    wabaId,
    metaId: value.message_template_id,
    status: field === 'message_template_status_update' ? value.event : undefined,
    category: isDone ? value.new_category : value.message_template_category,
    reason: value.reason,
    quality: value.new_quality_score,
    announced: value.correct_category
      ? { category: value.correct_category, at: value.category_update_timestamp }
      : undefined,
  }
}
