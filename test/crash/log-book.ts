import { createHash } from 'node:crypto'
import type { Answer, Passage } from './door.ts'

/** What was said by a shopper in a body of Meta's. */
export type Said = {
  readonly id: string
  readonly phone: string
  readonly text: string
  /** Whether it stops messages: the word, or a tap on its button. */
  readonly isStop: boolean
  /** As Meta tells it, in whole seconds; epoch milliseconds. */
  readonly saidAt: number
}

/** The status of a message as Meta reports it. */
export type Report = { readonly message: string; readonly status: string }

/** A webhook the server answered with 200, which it must never forget. */
export type Acknowledged = {
  readonly source: 'stripe' | 'whatsapp'
  readonly eventId: string
  /** On the simulated clock, epoch milliseconds: the first time it was acknowledged. */
  readonly at: number
  readonly reports: readonly Report[]
  readonly said: readonly Said[]
}

/** What went through the server's own door. */
export type LogBook = {
  readonly acknowledged: ReadonlyMap<string, Acknowledged>
  /** The tokens of pay links that were followed to a payment page. */
  readonly followed: ReadonlySet<string>
  /** Deliveries nobody answered, since the server was down or died over them. */
  readonly unanswered: () => number
  /** Deliveries that were answered with something else than 200. */
  readonly refused: () => number
  /** Events the merchant left out of the endpoint; nobody waits for them. */
  readonly leftOut: Set<string>
  readonly note: (passage: Passage, answer: Answer | undefined, now: Temporal.Instant) => void
}

/** An empty log book. */
export function openLogBook(): LogBook {
  const acknowledged = new Map<string, Acknowledged>()
  const leftOut = new Set<string>()
  const followed = new Set<string>()
  let unanswered = 0
  let refused = 0

  function note(passage: Passage, answer: Answer | undefined, now: Temporal.Instant) {
    if (passage.path.startsWith('/r/') && answer?.status === 303)
      followed.add(passage.path.slice('/r/'.length))
    if (!passage.path.startsWith('/webhooks/')) return
    if (!answer) unanswered += 1
    else if (answer.status >= 300) refused += 1
    else {
      const entry = read(passage, now.epochMilliseconds)
      if (!acknowledged.has(entry.eventId)) acknowledged.set(entry.eventId, entry)
    }
  }

  return { acknowledged, followed, leftOut, unanswered: () => unanswered, refused: () => refused, note }
}

type Envelope = {
  readonly id?: string
  readonly entry?: readonly { readonly changes?: readonly { readonly value?: Value }[] }[]
}
type Value = {
  readonly statuses?: readonly { readonly id: string; readonly status: string }[]
  readonly messages?: readonly Message[]
}
type Message = {
  readonly id: string
  readonly from?: string
  readonly timestamp: string
  readonly text?: { readonly body: string }
  readonly button?: { readonly payload: string; readonly text: string }
}

function read({ path, body }: Passage, at: number): Acknowledged {
  const envelope = JSON.parse(body.toString('utf8')) as Envelope
  const isStripe = path.startsWith('/webhooks/stripe/')
  const values = (envelope.entry ?? []).flatMap(({ changes = [] }) =>
    changes.flatMap(({ value }) => value ?? []),
  )
  return {
    source: isStripe ? 'stripe' : 'whatsapp',
    eventId: isStripe ? (envelope.id ?? '') : createHash('sha256').update(body).digest('hex'),
    at,
    reports: values.flatMap(({ statuses = [] }) =>
      statuses.map(({ id, status }) => ({ message: id, status })),
    ),
    said: values.flatMap(({ messages = [] }) => messages.map(saidIn)),
  }
}

function saidIn({ id, from = '', timestamp, text, button }: Message): Said {
  const isStop = text?.body === 'Stop' || (button?.payload.startsWith('stop:') ?? false)
  return { id, phone: `+${from}`, text: text?.body ?? '', isStop, saidAt: Number(timestamp) * 1000 }
}
