import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryStatuses } from '../../../server/domain/delivery.ts'
import { handleInbox } from '../../../server/pipeline/handle-inbox.ts'
import { matchParked } from '../../../server/pipeline/match-parked.ts'
import { createSenders } from '../../../server/pipeline/senders.ts'
import type { Tools } from '../../../server/pipeline/tools.ts'
import { saveAccount } from '../../../server/store/accounts.ts'
import type { Db } from '../../../server/store/database.ts'
import { createKeeper } from '../../../server/store/keeper.ts'
import { setState } from '../../../server/store/nudges.ts'
import { saveNumber } from '../../../server/store/numbers.ts'
import { addSend, closeSend, markUnknown } from '../../../server/store/sends.ts'
import { createReadBudget } from '../../../server/stripe/read-budget.ts'
import { createClock } from '../../../simulator/clock.ts'
import { unseen } from '../../commands/desk.ts'
import { bodega, bodegaAccount, enrollMaya, now, openStockroom } from '../../store/stockroom.ts'

const runs = 150
const numbers = ['111', '222'] as const
const said = ['sent', 'delivered', 'read', 'failed', 'deleted'] as const

/** What happens to one message: how its send ended for us, and what Meta reports of it, in whatever order. */
const story = fc.record({
  answer: fc.constantFrom('accepted', 'unknown', 'died'),
  number: fc.constantFrom(...numbers),
  reports: fc.array(
    fc.record({
      status: fc.constantFrom(...said),
      isNamed: fc.boolean(),
      times: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 6 },
  ),
})

/** Everything of all messages, shuffled; what belongs together in one body, and the hours before each body. */
const case_ = fc.array(story, { minLength: 1, maxLength: 4 }).chain((stories) => {
  const events = stories.flatMap(({ reports }, message) => [
    { message, report: undefined },
    ...reports.flatMap((report) => Array.from({ length: report.times }, () => ({ message, report }))),
  ])
  return fc.record({
    stories: fc.constant(stories),
    events: fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
    joined: fc.array(fc.boolean(), { minLength: events.length, maxLength: events.length }),
    hours: fc.array(fc.constantFrom(0, 0, 0, 1, 30, 170), {
      minLength: events.length,
      maxLength: events.length,
    }),
  })
})
type Case = typeof case_ extends fc.Arbitrary<infer T> ? T : never
type Event = Case['events'][number]

let made = 0

async function openBodega() {
  const db = await openStockroom()
  await saveAccount(db, bodegaAccount, now)
  for (const phoneNumberId of numbers) {
    const shown = {
      displayPhone: `+34 ${phoneNumberId}`,
      verifiedName: 'Bodega',
      isDefault: phoneNumberId === '111',
    }
    const number = { ...unseen, ...bodega, phoneNumberId, wabaId: '900', app: 'default', tokenSealed: 'v1.x' }
    await saveNumber(db, { ...number, ...shown }, now)
  }
  return db
}

type Message = {
  readonly wamid: string
  readonly sendId: string
  readonly story: Case['stories'][number]
} & Pick<Awaited<ReturnType<typeof enrollMaya>>, 'nudges'>

async function open(db: Db, story: Case['stories'][number]): Promise<Message> {
  made += 1
  const { nudges } = await enrollMaya(db, { subject: `in_${made}`, moneyKey: `in_${made}` })
  const [nudge] = nudges
  await setState(db, nudge!, { from: ['scheduled'], to: 'sending' })
  const sendId = await addSend(db, nudge!, { phoneNumberId: story.number, to: '+34600000001' }, now)
  return { wamid: `wamid.${made}`, sendId, nudges, story }
}

async function answer(db: Db, { sendId, wamid, nudges: [nudge], story }: Message, at: Temporal.Instant) {
  if (story.answer === 'accepted') {
    await closeSend(db, sendId, { outcome: 'accepted', wamid }, at)
    await setState(db, nudge!, { from: ['sending', 'unknown'], to: 'sent' })
    return
  }
  if (story.answer === 'unknown')
    await closeSend(db, sendId, { outcome: 'unknown', code: undefined, error: 'reset' }, at)
  else await markUnknown(db, nudge!)
  await setState(db, nudge!, { from: ['sending'], to: 'unknown' })
}

function bodyOf(
  events: readonly Event[],
  messages: readonly Message[],
  at: Temporal.Instant,
  salt: number,
): string {
  const changes = events.map(({ message, report }) => {
    const { wamid, sendId, story } = messages[message]!
    const errors = report!.status === 'failed' ? { errors: [{ code: 131026 }] } : {}
    const name = report!.isNamed ? { biz_opaque_callback_data: sendId } : {}
    const timestamp = String(Math.floor(at.epochMilliseconds / 1000))
    const row = {
      id: wamid,
      status: report!.status,
      timestamp,
      recipient_id: '34600000001',
      ...name,
      ...errors,
    }
    const value = { metadata: { phone_number_id: story.number }, statuses: [row], salt }
    return { field: 'messages', value }
  })
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '900', changes }] })
}

async function play({ db, tools, clock }: House, { stories, events, joined, hours }: Case) {
  const messages: Message[] = []
  for (const story of stories) messages.push(await open(db, story))
  const keep = createKeeper(db)
  const seen = messages.map(() => -1)
  let unanswered = messages.length
  let together: Event[] = []
  const flush = async () => {
    if (together.length === 0) return
    const body = bodyOf(together, messages, clock.now(), made)
    together = []
    const event_id = createHash('sha256').update(body).digest('hex')
    const row = {
      environment: '',
      source: 'whatsapp',
      account_id: 'default',
      event_id,
      type: 'reports',
    } as const
    await keep({ ...row, body, receivedAt: clock.now() })
    await handleInbox(tools)
  }
  for (const [index, event] of events.entries()) {
    // An answer comes within minutes or never; a report may take days.
    if (unanswered === 0 && hours[index]! > 0) {
      await flush()
      await clock.moveTo(clock.now().add({ hours: hours[index]! }))
    }
    if (event.report) together.push(event)
    else {
      await flush()
      await answer(db, messages[event.message]!, clock.now())
      unanswered -= 1
    }
    if (!joined[index]) await flush()
    await matchParked(tools)
    await forwardOnly(db, messages, seen)
  }
  await flush()
  await matchParked(tools)
  await forwardOnly(db, messages, seen)
  return messages
}

async function forwardOnly(db: Db, messages: readonly Message[], seen: number[]) {
  for (const [index, { sendId }] of messages.entries()) {
    const { status } = await sendOf(db, sendId)
    const rank = status === null ? -1 : deliveryStatuses.indexOf(status)
    expect(rank).toBeGreaterThanOrEqual(seen[index]!)
    seen[index] = rank
  }
}

function sendOf(db: Db, id: string) {
  return db.selectFrom('send').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

async function expectKnown(db: Db, { sendId, wamid, nudges: [nudge], story }: Message, wasLate: boolean) {
  const send = await sendOf(db, sendId)
  const { state } = await db
    .selectFrom('nudge')
    .select('state')
    .where('id', '=', nudge!.id)
    .executeTakeFirstOrThrow()
  const told = story.reports.filter(({ status }) => status !== 'deleted')
  const isKnown = story.answer === 'accepted' || told.some(({ isNamed }) => isNamed)
  expect(send.outcome).toBe(isKnown ? 'accepted' : 'unknown')
  expect(['sent', 'failed', 'unknown']).toContain(state)
  if (!isKnown) {
    expect([send.status, send.wamid, state]).toEqual([null, null, 'unknown'])
    return
  }
  expect(send.wamid).toBe(wamid)
  if (wasLate) return
  const ranks = told.map(({ status }) => deliveryStatuses.indexOf(status as 'sent'))
  const furthest = Math.max(story.answer === 'accepted' && send.status === 'accepted' ? 0 : -1, ...ranks)
  expect(send.status).toBe(furthest < 0 ? send.status : deliveryStatuses[furthest])
  expect(send.failed_at !== null).toBe(told.some(({ status }) => status === 'failed'))
  if (ranks.some((rank) => rank >= 2)) expect(state).toBe('sent')
}

type House = { readonly db: Db; readonly tools: Tools; readonly clock: ReturnType<typeof createClock> }

test('whatever order, batches, repeats, losses and delays reports come in, no status goes back and every send ends known, or unknown', async () => {
  const db = await openBodega()
  const unused = () => {
    throw new Error('Reports are taken in without a call')
  }
  const clock = createClock(now)
  const whatsapp = { send: unused, call: unused, upload: unused, close: unused }
  const tools: Tools = {
    db,
    stripe: unused,
    readBudget: createReadBudget(clock, {}),
    whatsapp,
    bell: { post: unused, mail: undefined, close: unused },
    secretKeys: [Buffer.alloc(32)],
    metaApp: undefined,
    handInTexts: unused,
    senders: createSenders(now),
    clock,
  }
  await fc.assert(
    fc.asyncProperty(case_, async (one) => {
      const messages = await play({ db, tools, clock }, one)
      const wasLate = one.hours.some((hours) => hours > 0)
      for (const message of messages) await expectKnown(db, message, wasLate)
    }),
    { numRuns: runs },
  )
}, 240_000)
