import type { Refusal } from './errors.ts'
import { renderFreeForm } from './free-form.ts'
import { asList, asObject, asText, type Json } from './json.ts'
import { follow } from './lifecycle.ts'
import { isHeldFirst } from './magic-numbers.ts'
import { numberStateOf } from './number-states.ts'
import { person, personByUserId } from './people.ts'
import { digitsOf, e164, recipientDigits } from './phones.ts'
import { pricingOf } from './pricing.ts'
import { refusePeople, refuseRate } from './rates.ts'
import { type Content, renderTemplate } from './render.ts'
import { type BusinessNumber, type Message, type Person, pairKey, type State } from './state.ts'
import type { Template } from './template.ts'
import { templatesOf } from './templates.ts'

/** Which of Meta's two endpoints a message was posted to. */
export type SendRoute = 'messages' | 'marketing_messages'

/** A message as it is handed to Meta; `late` is why it fails after it was taken. */
export type Handed = {
  readonly body: Json
  readonly route: SendRoute
  readonly late: Refusal | undefined
}

/** A message Meta took, who it is for and its `pricing` block. */
export type Accepted = { readonly message: Message; readonly person: Person; readonly pricing: unknown }

type Refused = { readonly refused: Refusal }
type Written = {
  readonly content: Content
  readonly category: Message['category']
  readonly template?: Template
}

/** Hours for which a business may write freely after a person wrote. */
const windowHours = 24
/** Characters of `biz_opaque_callback_data`. */
const opaqueLimit = 512
/** People a test number may write to. */
const testRecipientLimit = 5

/** Takes a message for delivery, or says why Meta would not; what follows comes with the clock. */
export function accept(
  state: State,
  number: BusinessNumber,
  { body, route, late }: Handed,
): Accepted | Refused {
  if (numberStateOf(state, number).status !== 'CONNECTED') return { refused: { code: 133010 } }
  const to = findRecipient(state, number, body)
  if ('refused' in to) return to
  const refused = refuseEnvelope(body) ?? refusePair(state, number, to)
  if (refused) return { refused }
  const written = write(state, number, to, body)
  if ('refused' in written) return written
  if (route === 'marketing_messages' && written.category !== 'marketing')
    return refuse(131055, 'Only marketing templates can be sent through /marketing_messages.')
  const tooMany = refuseRate(state, number, to.digits) ?? refuseStranger(state, number, to)
  if (tooMany) return { refused: tooMany }
  return keep(state, number, to, { body, route, late, written })
}

function findRecipient(state: State, number: BusinessNumber, body: Json): Person | Refused {
  const to = asText(body.to)
  const userId = asText(body.recipient)
  if (to === undefined && userId === undefined) return refuse(100, 'The parameter to is required.')
  if (to === undefined)
    return personByUserId(state, userId!) ?? refuse(131009, `nobody has the user id ${userId}`)
  const digits = recipientDigits(to, number.displayPhone)
  return digits ? person(state, digits) : refuse(131009, 'to is not a phone number with its country code')
}

function refuseEnvelope(body: Json): Refusal | undefined {
  if (body.messaging_product !== 'whatsapp')
    return { code: 100, details: 'The parameter messaging_product is required.' }
  const opaque = asText(body.biz_opaque_callback_data) ?? ''
  if (opaque.length > opaqueLimit)
    return { code: 100, details: `biz_opaque_callback_data can have at most ${opaqueLimit} characters` }
  return undefined
}

function refusePair(state: State, number: BusinessNumber, to: Person): Refusal | undefined {
  if (to.digits === digitsOf(number.displayPhone)) return { code: 131021 }
  if (!number.testNumber) return undefined
  const used =
    state.testRecipients.get(number.phoneNumberId) ?? new Set(number.allowedRecipients?.map(digitsOf))
  const isFull = number.allowedRecipients !== undefined || used.size >= testRecipientLimit
  if (!used.has(to.digits) && isFull)
    return {
      code: 131030,
      details: 'Add the recipient phone number to the list of allowed recipients and try again.',
    }
  state.testRecipients.set(number.phoneNumberId, used.add(to.digits))
  return undefined
}

function write(state: State, number: BusinessNumber, to: Person, body: Json): Written | Refused {
  if (body.type === 'template') return writeTemplate(state, number, asObject(body.template))
  if (!isInWindow(state, number, to))
    return refuse(
      131047,
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    )
  const rendered = renderFreeForm(state, number.phoneNumberId, body)
  return 'refused' in rendered ? rendered : { ...rendered, category: 'service' }
}

function writeTemplate(state: State, number: BusinessNumber, sent: Json): Written | Refused {
  const name = asText(sent.name) ?? ''
  const language = asText(asObject(sent.language).code) ?? ''
  const template = templatesOf(state, number.wabaId).find(
    (one) => one.name === name && one.language === language,
  )
  if (!template || template.status === 'PENDING' || template.status === 'REJECTED')
    return refuse(132001, `template name (${name}) does not exist in ${language}`)
  if (template.status === 'PAUSED') return refuse(132015, `template name (${name}) is paused`)
  if (template.status === 'DISABLED') return refuse(132016, `template name (${name}) is disabled`)
  const rendered = renderTemplate(
    state,
    { template, phoneNumberId: number.phoneNumberId },
    asList(sent.components).map(asObject),
  )
  if ('refused' in rendered) return rendered
  return { ...rendered, template, category: template.category.toLowerCase() as Message['category'] }
}

function keep(
  state: State,
  number: BusinessNumber,
  to: Person,
  given: Handed & { readonly written: Written },
): Accepted {
  const { content, category, template } = given.written
  const opaque = asText(given.body.biz_opaque_callback_data)
  const answers = asText(asObject(given.body.context).message_id)
  const message: Message = {
    id: state.ids.message(),
    direction: 'outbound',
    phoneNumberId: number.phoneNumberId,
    from: e164(number.displayPhone),
    to: e164(to.digits),
    at: state.clock.now(),
    ...(template && { template: template.name, language: template.language }),
    category,
    ...content,
    status: 'accepted',
    ...(opaque !== undefined && { opaque }),
    ...(answers !== undefined && { answers }),
    ...(template && (state.toHold > 0 || isHeldFirst(to.digits)) && { held: true as const }),
  }
  if (message.held && !isHeldFirst(to.digits)) state.toHold -= 1
  state.messages.push(message)
  state.typingUntil.delete(pairKey(number.phoneNumberId, to.digits))
  const inWindow = isInWindow(state, number, to)
  const pricing = pricingOf(message, {
    at: message.at,
    inWindow,
    isLite: given.route === 'marketing_messages',
  })
  follow(state, message, { pricing, late: given.late })
  return { message, person: to, pricing }
}

/** Outside an open chat a business writes to so many people a day. */
function refuseStranger(state: State, number: BusinessNumber, to: Person): Refusal | undefined {
  return isInWindow(state, number, to) ? undefined : refusePeople(state, number, to.digits)
}

function isInWindow(state: State, number: BusinessNumber, to: Person): boolean {
  const last = state.lastInbound.get(pairKey(number.phoneNumberId, to.digits))
  return (
    last !== undefined && Temporal.Instant.compare(state.clock.now(), last.add({ hours: windowHours })) < 0
  )
}

function refuse(code: number, details: string): Refused {
  return { refused: { code, details } }
}
