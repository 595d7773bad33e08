import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import { addRegular, openShop } from '../simulator/shop.ts'
import { businessNumber, startWorld } from '../simulator/world.ts'
import { secrets } from './events.ts'
import { answerAsks, givenOptions } from './processes.ts'

/** What the outside of the sending bench is asked: a Stripe and a Meta that cost next to nothing. */
export type OutsideAsks = {
  readonly urls: {
    readonly given: undefined
    readonly answer: { readonly stripe: string; readonly meta: string; readonly invoice: string }
  }
  /** Where reports go, nowhere when nothing is said, and how many reads a second Stripe answers, else all. */
  readonly begin: {
    readonly given: { readonly webhooks?: string; readonly readsPerSecond?: number }
    readonly answer: undefined
  }
  readonly seen: { readonly given: undefined; readonly answer: Seen }
}

/** What Meta and Stripe saw since the beginning. */
export type Seen = {
  readonly messages: number
  readonly refused: number
  readonly reads: number
  /** Reads beyond what Stripe allows, which it refused. */
  readonly readsRefused: number
  /** Messages in each second from the first one on. */
  readonly perSecond: readonly number[]
  readonly reportsLeft: number
}

/** What Meta allows an upgraded number. */
const perSecondAtMost = 1_000
const reportAfterMs = [200, 1_000, 5_000] as const
const statuses = ['sent', 'delivered', 'read'] as const
const reportsInBody = 1_000
const reportEveryMs = 50

const { databaseUrl } = givenOptions<{ readonly databaseUrl: string }>()
const start = Temporal.Now.instant().subtract({ hours: 2 })
const world = await startWorld({ databaseUrl, start })
await openShop(world, ['settings', 'set', '--hours', '00:00-24:00'])
addRegular(world, { id: 'cus_0', name: 'Customer', phone: '+34600000000', country: 'ES', optIn: 'true' })
const invoice = world.stripe.declineRenewal('cus_0')
await world.stripe.delivered()
await world.house.close()

const state = fresh()
const stripe = await listen(answerStripe)
const meta = await listen(answerMeta)
const templates = new Map<string, Promise<string>>()
let reports: Report[] = []
let pool: Pool | undefined
let readsAtMost = Number.POSITIVE_INFINITY

type Report = {
  readonly wamid: string
  readonly to: string
  readonly sendId: string
  readonly status: string
  readonly dueAt: number
}

function fresh() {
  return {
    messages: 0,
    refused: 0,
    reads: 0,
    readsRefused: 0,
    seconds: [] as number[],
    lately: [] as number[],
    readsLately: [] as number[],
    firstAt: 0,
  }
}

answerAsks<OutsideAsks>(
  {
    urls: async () => ({ stripe, meta, invoice }),
    begin: async ({ webhooks, readsPerSecond }) => {
      Object.assign(state, fresh())
      await pool?.close()
      reports = []
      pool = webhooks ? new Pool(webhooks, { connections: 8 }) : undefined
      readsAtMost = readsPerSecond ?? Number.POSITIVE_INFINITY
      return undefined
    },
    seen: async () => {
      const { messages, refused, reads, readsRefused, seconds } = state
      return { messages, refused, reads, readsRefused, perSecond: seconds, reportsLeft: reports.length }
    },
  },
  async () => undefined,
)
setInterval(() => void report(), reportEveryMs)

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Answers as the simulated Stripe does about one invoice, with the ids of the one that was asked about. */
async function answerStripe(request: IncomingMessage, response: ServerResponse) {
  if (!isWithin(state.readsLately, readsAtMost, performance.now())) {
    state.readsRefused += 1
    const error = {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message: 'Request rate limit exceeded.',
    }
    response.writeHead(429, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
    return
  }
  state.reads += 1
  const nth = /_bench(\d+)/.exec(request.url ?? '')?.[1]
  const path = (request.url ?? '').replace(`in_bench${nth}`, invoice)
  const known = templates.get(path) ?? fetchOnce(path, request)
  templates.set(path, known)
  const text = nth === undefined ? await known : renamed(await known, nth)
  response.writeHead(200, { 'content-type': 'application/json' }).end(text)
}

function renamed(text: string, nth: string): string {
  return text
    .replaceAll(invoice, `in_bench${nth}`)
    .replaceAll('cus_0', `cus_bench${nth}`)
    .replaceAll('+34600000000', phoneOf(nth))
}

function phoneOf(nth: string): string {
  return `+3461${nth.padStart(7, '0')}`
}

async function fetchOnce(path: string, { headers }: IncomingMessage): Promise<string> {
  const answer = await fetch(`${world.stripe.url}${path}`, {
    headers: {
      authorization: headers.authorization ?? '',
      'stripe-version': String(headers['stripe-version']),
    },
  })
  return answer.text()
}

/** Whether one more fits into the last second; it counts if it does. */
function isWithin(lately: number[], most: number, now: number): boolean {
  while ((lately[0] ?? now) <= now - 1_000) lately.shift()
  if (lately.length >= most) return false
  lately.push(now)
  return true
}

async function answerMeta(request: IncomingMessage, response: ServerResponse) {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const now = performance.now()
  response.setHeader('content-type', 'application/json')
  if (!isWithin(state.lately, perSecondAtMost, now)) {
    state.refused += 1
    response
      .writeHead(400)
      .end(JSON.stringify({ error: { code: 130429, message: '(#130429) Rate limit hit' } }))
    return
  }
  state.firstAt ||= now
  const second = Math.floor((now - state.firstAt) / 1_000)
  state.seconds[second] = (state.seconds[second] ?? 0) + 1
  state.messages += 1
  const body = JSON.parse(Buffer.concat(parts).toString()) as { to: string; biz_opaque_callback_data: string }
  const wamid = `wamid.bench${body.biz_opaque_callback_data}`
  response.end(
    JSON.stringify({
      messaging_product: 'whatsapp',
      contacts: [{ input: body.to, wa_id: body.to.slice(1) }],
      messages: [{ id: wamid, message_status: 'accepted' }],
    }),
  )
  if (pool)
    for (const [index, status] of statuses.entries())
      reports.push({
        wamid,
        to: body.to.slice(1),
        sendId: body.biz_opaque_callback_data,
        status,
        dueAt: now + (reportAfterMs[index] ?? 0),
      })
}

async function report() {
  const now = performance.now()
  const due = reports.filter(({ dueAt }) => dueAt <= now)
  if (due.length === 0) return
  reports = reports.filter(({ dueAt }) => dueAt > now)
  for (let first = 0; first < due.length; first += reportsInBody)
    await post(due.slice(first, first + reportsInBody))
}

async function post(due: readonly Report[]) {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const list = due.map(({ wamid, to, sendId, status }) => ({
    id: wamid,
    recipient_id: to,
    status,
    timestamp,
    biz_opaque_callback_data: sendId,
  }))
  const value = {
    messaging_product: 'whatsapp',
    metadata: { phone_number_id: businessNumber.phoneNumberId },
    statuses: list,
  }
  const changes = [{ field: 'messages', value }]
  const entry = [{ id: businessNumber.wabaId, changes }]
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry })
  const digest = createHmac('sha256', secrets.meta).update(body).digest('hex')
  const answer = await pool?.request({
    method: 'POST',
    path: '/webhooks/whatsapp/default',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${digest}` },
    body,
  })
  await answer?.body.dump()
}
