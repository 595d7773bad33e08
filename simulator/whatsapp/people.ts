import { report } from './lifecycle.ts'
import { neverArrives } from './magic-numbers.ts'
import { inboundChange, preferenceChange } from './payloads.ts'
import { countryOf, digitsOf, e164 } from './phones.ts'
import {
  type BusinessNumber,
  changeMessage,
  type Message,
  type MessageButton,
  type Person,
  pairKey,
  type State,
} from './state.ts'
import { post } from './webhooks.ts'

/** What may be said about a person; the rest is as with most people. */
export type PersonTraits = Partial<Omit<Person, 'digits' | 'userId'>>

/** The person with this phone, with these traits from now on; somebody on WhatsApp who reads, when nothing was said. */
export function person(state: State, phone: string, traits: PersonTraits = {}): Person {
  const digits = digitsOf(phone)
  const usual = { reads: true, delivers: !neverArrives(digits), onWhatsApp: true, hidesPhone: false }
  const userId = state.ids.user(countryOf(digits), digits)
  const known = { ...usual, ...state.people.get(digits), ...traits, digits, userId }
  state.people.set(digits, known)
  return known
}

/** The person with this business-scoped user id, if one of our people has it. */
export function personByUserId(state: State, userId: string): Person | undefined {
  return [...state.people.values()].find((one) => one.userId === userId)
}

/** A person writes to a business: the one that wrote to them last, or the only one there is. */
export async function reply(
  state: State,
  phone: string,
  text: string,
  phoneNumberId?: string,
): Promise<Message> {
  const who = person(state, phone)
  const number = phoneNumberId ? numberWithId(state, phoneNumberId) : numberInTouch(state, who)
  const message = keepInbound(state, number, who, { body: text })
  await post(state, number.wabaId, [
    inboundChange(number, who, message, { type: 'text', text: { body: text } }),
  ])
  return message
}

/** A person puts an emoji on the last message a business sent them. */
export async function react(state: State, phone: string, emoji: string): Promise<void> {
  const who = person(state, phone)
  const number = numberInTouch(state, who)
  const about = messagesTo(state, phone).at(-1)?.id ?? ''
  const message = keepInbound(state, number, who, { body: emoji, answers: about })
  const reaction = { message_id: about, emoji }
  await post(state, number.wabaId, [inboundChange(number, who, message, { type: 'reaction', reaction })])
}

/** A person taps a button below a message; it is found by its label. */
export async function tap(state: State, phone: string, messageId: string, label: string): Promise<Message> {
  const who = person(state, phone)
  const { message, button } = findButton(state, who, messageId, label)
  const number = numberWithId(state, message.phoneNumberId)
  const answer = keepInbound(state, number, who, { body: label, answers: messageId })
  await post(state, number.wabaId, [inboundChange(number, who, answer, tapped(button))])
  return answer
}

/** A person opens the chat and sees this message, whether or not they usually do. */
export async function read(state: State, phone: string, messageId: string): Promise<void> {
  const message = messagesTo(state, phone).find((one) => one.id === messageId)
  if (!message) throw new Error(`${e164(phone)} has no message ${messageId}`)
  await report(state, messageId, 'read')
}

/** A person stops or resumes a business's marketing messages in the app's own settings. */
export async function setMarketingPreference(
  state: State,
  phone: string,
  { value, phoneNumberId }: { readonly value: 'stop' | 'resume'; readonly phoneNumberId?: string },
): Promise<void> {
  const who = person(state, phone)
  const number = phoneNumberId ? numberWithId(state, phoneNumberId) : numberInTouch(state, who)
  const key = pairKey(number.phoneNumberId, who.digits)
  if (value === 'stop') state.stoppedMarketing.add(key)
  else state.stoppedMarketing.delete(key)
  await post(state, number.wabaId, [preferenceChange(number, who, { value, at: state.clock.now() })])
}

/** What businesses sent to this phone, oldest first; what failed never got there. */
export function messagesTo(state: State, phone: string): readonly Message[] {
  return state.messages.filter(
    ({ direction, to, status }) => direction === 'outbound' && to === e164(phone) && status !== 'failed',
  )
}

/** The two ticks turn blue for what a person wrote, up to this message. */
export function markInboundRead(state: State, number: BusinessNumber, messageId: string): boolean {
  const marked = state.messages.find((message) => message.id === messageId && message.direction === 'inbound')
  if (marked?.phoneNumberId !== number.phoneNumberId) return false
  for (const message of state.messages) {
    const isEarlier = Temporal.Instant.compare(message.at, marked.at) <= 0
    const isSameChat = message.from === marked.from && message.to === marked.to
    if (isEarlier && isSameChat) changeMessage(state, message.id, { status: 'read' })
  }
  return true
}

/** Seconds for which a phone shows that a business is writing (facts/whatsapp.md section 1.1). */
const typingSeconds = 25

/** The person who wrote this message sees that the business is writing, until it has written or the time is over. */
export function showTyping(state: State, number: BusinessNumber, messageId: string): void {
  const answered = state.messages.find((message) => message.id === messageId)
  if (!answered) return
  const key = pairKey(number.phoneNumberId, digitsOf(answered.from))
  state.typingUntil.set(key, state.clock.now().add({ seconds: typingSeconds }))
}

function keepInbound(
  state: State,
  number: BusinessNumber,
  who: Person,
  content: { readonly body: string; readonly answers?: string },
): Message {
  const message: Message = {
    id: state.ids.message(),
    direction: 'inbound',
    phoneNumberId: number.phoneNumberId,
    from: e164(who.digits),
    to: e164(number.displayPhone),
    at: state.clock.now(),
    category: 'service',
    buttons: [],
    status: 'delivered',
    ...content,
  }
  state.messages.push(message)
  state.lastInbound.set(pairKey(number.phoneNumberId, who.digits), message.at)
  return message
}

function findButton(state: State, who: Person, messageId: string, label: string) {
  const message = messagesTo(state, who.digits).find((one) => one.id === messageId)
  if (!message) throw new Error(`${e164(who.digits)} has no message ${messageId}`)
  const button = message.buttons.find((one) => one.label === label && one.payload !== undefined)
  if (button) return { message, button }
  const answers = message.buttons.filter((one) => one.payload !== undefined).map((one) => one.label)
  throw new Error(`no button of ${messageId} answers "${label}"; it has: ${answers.join(', ') || 'none'}`)
}

function tapped({ type, label, payload }: MessageButton) {
  if (type === 'quick_reply') return { type: 'button', button: { payload, text: label } }
  const chosen = { id: payload, title: label }
  return type === 'row'
    ? { type: 'interactive', interactive: { type: 'list_reply', list_reply: chosen } }
    : { type: 'interactive', interactive: { type: 'button_reply', button_reply: chosen } }
}

function numberInTouch(state: State, who: Person): BusinessNumber {
  const last = messagesTo(state, who.digits).at(-1)
  if (last) return numberWithId(state, last.phoneNumberId)
  const [only, ...others] = [...state.numbers.values()]
  if (!only || others.length > 0)
    throw new Error(`say which number ${e164(who.digits)} writes to: no business has written to them yet`)
  return only
}

/** The business number with this id of Meta's. */
export function numberWithId(state: State, phoneNumberId: string): BusinessNumber {
  const number = state.numbers.get(phoneNumberId)
  if (!number) throw new Error(`there is no number with the id ${phoneNumberId}`)
  return number
}
