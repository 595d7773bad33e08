import { updatesAtMost } from './batches.ts'
import type { Change } from './bodies.ts'
import type { Refusal } from './errors.ts'
import type { LostStatus } from './faults.ts'
import { isHeldFirst } from './magic-numbers.ts'
import { type StatusItem, statusChange, statusItem } from './payloads.ts'
import { countryOf, digitsOf } from './phones.ts'
import {
  changeMessage,
  type Message,
  type MessageStatus,
  type Person,
  pairKey,
  type Report,
  type State,
} from './state.ts'
import { post } from './webhooks.ts'

/** Milliseconds from the acceptance to each status, when nothing is in its way. */
const afterMs = { failed: 200, sent: 200, delivered: 1_000, read: 5_000 } as const

/** A status only moves forward. */
const rank: Readonly<Record<MessageStatus, number>> = {
  accepted: 0,
  sent: 1,
  delivered: 2,
  read: 3,
  failed: 4,
}

/** Lets an accepted message live on: sent, delivered and read as its person does, or failed. */
export function follow(
  state: State,
  message: Message,
  given: { readonly pricing: unknown; readonly late: Refusal | undefined },
) {
  const person = personOf(state, message)
  if (message.held) {
    const paused = {
      code: 132015,
      details: 'The message was held back and dropped as its template was paused.',
    }
    if (isHeldFirst(person.digits))
      schedule(state, message, { messageId: message.id, status: 'failed', refusal: paused })
    return
  }
  const refusal = given.late ?? refusedByPerson(state, message, person)
  if (refusal) return schedule(state, message, { messageId: message.id, status: 'failed', refusal })
  schedule(state, message, { messageId: message.id, status: 'sent', pricing: given.pricing })
  schedule(state, message, { messageId: message.id, status: 'delivered', pricing: given.pricing })
  schedule(state, message, { messageId: message.id, status: 'read' })
}

/** Reports at once that a message reached this status, unless it is further already. */
export async function report(state: State, messageId: string, status: LostStatus, pricing?: unknown) {
  const message = state.messages.findLast((one) => one.id === messageId)
  const wabaId = message && state.numbers.get(message.phoneNumberId)?.wabaId
  if (wabaId) await postReports(state, wabaId, [{ messageId, status, pricing }])
}

function schedule(state: State, message: Message, due: Report) {
  const wabaId = state.numbers.get(message.phoneNumberId)?.wabaId ?? ''
  const time = message.at.add({ milliseconds: afterMs[due.status] })
  const key = `${wabaId}:${time.epochMilliseconds}`
  const together = state.reports.get(key)
  if (together) {
    together.push(due)
    return
  }
  state.reports.set(key, [due])
  state.clock.at(time, async () => {
    const reports = state.reports.get(key) ?? []
    state.reports.delete(key)
    await postReports(
      state,
      wabaId,
      reports.filter((one) => happens(state, one)),
    )
  })
}

async function postReports(state: State, wabaId: string, reports: readonly Report[]) {
  const items = reports.flatMap((one) => settle(state, one))
  for (let start = 0; start < items.length; start += updatesAtMost)
    await post(state, wabaId, changesOf(state, items.slice(start, start + updatesAtMost)))
}

type Settled = StatusItem & { readonly message: Message }

function changesOf(state: State, items: readonly Settled[]): readonly Change[] {
  const byNumber = Map.groupBy(items, ({ message }) => message.phoneNumberId)
  return Array.from(byNumber).flatMap(([phoneNumberId, of]) => {
    const number = state.numbers.get(phoneNumberId)
    return number ? [statusChange(number, of)] : []
  })
}

function settle(state: State, one: Report): readonly Settled[] {
  const before = state.messages.findLast((message) => message.id === one.messageId)
  if (!before || rank[one.status] <= rank[before.status]) return []
  const message = changeMessage(state, before.id, { status: one.status }) ?? before
  if (state.lostStatuses.has(one.status)) return []
  const { pricing, refusal } = one
  const told = {
    at: state.clock.now(),
    ...(pricing !== undefined && { pricing }),
    ...(refusal && { refusal }),
  }
  return [{ message, ...statusItem(message, personOf(state, message), told) }]
}

function happens(state: State, { messageId, status }: Report): boolean {
  const message = state.messages.findLast((one) => one.id === messageId)
  if (!message) return false
  const person = personOf(state, message)
  if (status === 'delivered') return person.delivers
  return status === 'read' ? person.delivers && person.reads : true
}

function refusedByPerson(state: State, message: Message, person: Person): Refusal | undefined {
  if (!person.onWhatsApp)
    return { code: 131026, details: 'Message Undeliverable. The recipient is not a WhatsApp user.' }
  // Since 2025-04-01: facts/whatsapp.md section 0.5.
  if (message.category === 'marketing' && countryOf(person.digits) === 'US') return { code: 131049 }
  const hasStopped = state.stoppedMarketing.has(pairKey(message.phoneNumberId, person.digits))
  return message.category === 'marketing' && hasStopped ? { code: 131050 } : undefined
}

function personOf(state: State, message: Message): Person {
  const person = state.people.get(digitsOf(message.direction === 'outbound' ? message.to : message.from))
  if (!person) throw new Error(`nobody has the phone of ${message.id}`)
  return person
}
