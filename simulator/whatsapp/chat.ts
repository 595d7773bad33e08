import { digitsOf, e164 } from './phones.ts'
import { type BusinessNumber, type Message, pairKey, type State } from './state.ts'

/** A person in the list of phones. */
export type ChatLine = {
  readonly phone: string
  readonly name: string
  readonly lastLine: string
  readonly at: string
  readonly unread: number
}

/** What a phone shows: one chat, and the other businesses that wrote to it. */
export type Chat = {
  readonly now: string
  readonly phone: string
  readonly name: string
  readonly businesses: readonly { readonly id: string; readonly name: string; readonly phone: string }[]
  /** The business whose chat is open; undefined while nobody has written. */
  readonly business?: string
  /** The business is writing. */
  readonly isTyping: boolean
  readonly messages: readonly Message[]
}

/** Everybody who has a chat, the latest first. */
export function chatLines(state: State): readonly ChatLine[] {
  const byPhone = Map.groupBy(shown(state), (message) => personPhone(message))
  return [...byPhone]
    .map(([phone, messages]) => lineOf(state, phone, messages))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** The chat of a phone with one business: the asked one, or else the one that was in touch last. */
export function chatOf(state: State, phone: string, asked?: string): Chat {
  const messages = shown(state).filter((message) => personPhone(message) === e164(phone))
  const business = asked ?? messages.at(-1)?.phoneNumberId
  const ids = [...new Set(messages.map((message) => message.phoneNumberId))]
  return {
    now: state.clock.now().toString(),
    phone: e164(phone),
    name: nameOf(state, phone),
    businesses: ids.flatMap((id) => businessOf(state.numbers.get(id))),
    ...(business !== undefined && { business }),
    isTyping: isTyping(state, business, phone),
    messages: messages.filter((message) => message.phoneNumberId === business),
  }
}

function isTyping(state: State, business: string | undefined, phone: string): boolean {
  const until = state.typingUntil.get(pairKey(business ?? '', digitsOf(phone)))
  return until !== undefined && Temporal.Instant.compare(state.clock.now(), until) < 0
}

function lineOf(state: State, phone: string, messages: readonly Message[]): ChatLine {
  const last = messages.at(-1)!
  const isUnread = (message: Message) => message.direction === 'outbound' && message.status !== 'read'
  return {
    phone,
    name: nameOf(state, phone),
    lastLine: last.body || (last.media?.filename ?? ''),
    at: last.at.toString(),
    unread: messages.filter(isUnread).length,
  }
}

/** What has reached the phone's screen: neither what failed nor what is still with Meta. */
function shown(state: State): readonly Message[] {
  return state.messages.filter(({ status }) => status !== 'failed' && status !== 'accepted')
}

function personPhone(message: Message): string {
  return message.direction === 'outbound' ? message.to : message.from
}

function nameOf(state: State, phone: string): string {
  return state.people.get(digitsOf(phone))?.name ?? e164(phone)
}

function businessOf(number: BusinessNumber | undefined) {
  return number ? [{ id: number.phoneNumberId, name: number.verifiedName, phone: number.displayPhone }] : []
}
