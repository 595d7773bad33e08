import type { Change } from './bodies.ts'
import { type Refusal, statusError } from './errors.ts'
import { digitsOf } from './phones.ts'
import type { BusinessNumber, Message, Person } from './state.ts'
import type { Template } from './template.ts'

/** One row of `statuses`, and the person it is about. */
export type StatusItem = {
  readonly person: Person
  readonly row: Readonly<Record<string, unknown>>
}

/** The statuses of one number as one change; `contacts` stands beside them, but not for failures. */
export function statusChange(number: BusinessNumber, items: readonly StatusItem[]): Change {
  const arrived = items.filter((item) => item.row.status !== 'failed').map((item) => item.person)
  const contacts = [...new Set(arrived)].map(contactOf)
  return change('messages', number, {
    ...(contacts.length > 0 && { contacts }),
    statuses: items.map((item) => item.row),
  })
}

/** The report that a message reached this status, with what it costs when Meta says so. */
export function statusItem(
  message: Message,
  person: Person,
  given: { readonly at: Temporal.Instant; readonly pricing?: unknown; readonly refusal?: Refusal },
): StatusItem {
  const row = {
    id: message.id,
    status: message.status,
    timestamp: secondsOf(given.at),
    ...(!person.hidesPhone && { recipient_id: person.digits }),
    recipient_user_id: person.userId,
    ...(message.opaque !== undefined && { biz_opaque_callback_data: message.opaque }),
    ...(given.pricing !== undefined && { pricing: given.pricing }),
    ...(given.refusal && { errors: [statusError(given.refusal)] }),
  }
  return { person, row }
}

/** A person's message as one change; `content` is the part that depends on its type. */
export function inboundChange(
  number: BusinessNumber,
  person: Person,
  message: Message,
  content: Readonly<Record<string, unknown>>,
): Change {
  const context = message.answers && { from: digitsOf(number.displayPhone), id: message.answers }
  const row = {
    ...(context && { context }),
    ...(!person.hidesPhone && { from: person.digits }),
    from_user_id: person.userId,
    id: message.id,
    timestamp: secondsOf(message.at),
    ...content,
  }
  return change('messages', number, { contacts: [contactOf(person)], messages: [row] })
}

/** The report that a person stopped or resumed a number's marketing messages. */
export function preferenceChange(
  number: BusinessNumber,
  person: Person,
  { value, at }: { readonly value: 'stop' | 'resume'; readonly at: Temporal.Instant },
): Change {
  const row = {
    ...(!person.hidesPhone && { wa_id: person.digits }),
    user_id: person.userId,
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: Math.floor(at.epochMilliseconds / 1000),
  }
  return change('user_preferences', number, { contacts: [contactOf(person)], user_preferences: [row] })
}

/** The report that a template changed its state; its language has a hyphen here, as in Meta's examples. */
export function templateChange(template: Template, reason?: string): Change {
  const { status } = template
  return {
    field: 'message_template_status_update',
    value: {
      event: status,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language.replace('_', '-'),
      message_template_category: template.category,
      reason: status === 'REJECTED' ? template.rejectedReason : status === 'APPROVED' ? 'NONE' : null,
      ...(status === 'PAUSED' && { other_info: { title: 'FIRST_PAUSE', description: reason ?? '' } }),
      ...(status === 'DISABLED' && { other_info: { title: 'DISABLED', description: reason ?? '' } }),
      ...(status === 'REJECTED' && {
        rejection_info: {
          reason: template.rejectedReason,
          recommendation: 'Change the text and submit it again.',
        },
      }),
    },
  }
}

/** What every report about a template begins with. */
function aboutTemplate(template: Template) {
  return {
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language.replace('_', '-'),
  }
}

/** The report that a template counts as another kind from now on. */
export function categoryChange(template: Template, category: string): Change {
  const value = { ...aboutTemplate(template), previous_category: template.category, new_category: category }
  return { field: 'template_category_update', value }
}

/** The report that a template will count as another kind; `new_category` is the one it has until then. */
export function categoryAnnouncement(template: Template, category: string, at: Temporal.Instant): Change {
  const value = {
    ...aboutTemplate(template),
    new_category: template.category,
    correct_category: category,
    category_update_timestamp: Math.floor(at.epochMilliseconds / 1000),
  }
  return { field: 'template_category_update', value }
}

/** The report that Meta rates a template otherwise. */
export function qualityChange(template: Template, quality: string): Change {
  const before = template.quality ?? 'UNKNOWN'
  const value = { ...aboutTemplate(template), previous_quality_score: before, new_quality_score: quality }
  return { field: 'message_template_quality_update', value }
}

/** The report that a number may write more messages a second. */
export function throughputUpgrade(number: BusinessNumber): Change {
  return numberNews(number, 'THROUGHPUT_UPGRADE', 'TIER_UNLIMITED')
}

/** The report, by one of the older events, that people think badly of a number, or do so no more. */
export function flagChange(number: BusinessNumber, event: 'FLAGGED' | 'UNFLAGGED', limit: string): Change {
  return numberNews(number, event, limit)
}

function numberNews(number: BusinessNumber, event: string, limit: string): Change {
  const display_phone_number = digitsOf(number.displayPhone)
  const value = { display_phone_number, event, max_daily_conversations_per_business: limit }
  return { field: 'phone_number_quality_update', value }
}

/** The report that a business may write to so many people a day; -1 stands for no limit. */
export function capabilityChange(people: number): Change {
  const value = { max_daily_conversations_per_business: people, max_phone_numbers_per_business: 20 }
  return { field: 'business_capability_update', value }
}

function change(field: string, number: BusinessNumber, value: Readonly<Record<string, unknown>>): Change {
  const metadata = {
    display_phone_number: digitsOf(number.displayPhone),
    phone_number_id: number.phoneNumberId,
  }
  return { field, value: { messaging_product: 'whatsapp', metadata, ...value } }
}

function contactOf(person: Person) {
  return {
    ...(person.name !== undefined && { profile: { name: person.name } }),
    ...(!person.hidesPhone && { wa_id: person.digits }),
    user_id: person.userId,
  }
}

function secondsOf(time: Temporal.Instant): string {
  return String(Math.floor(time.epochMilliseconds / 1000))
}
