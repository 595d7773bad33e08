import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { pino } from 'pino'
import Stripe from 'stripe'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { createWatch, errorOf } from '../../server/observe.ts'
import { handleInbox } from '../../server/pipeline/handle-inbox.ts'
import type { Outcome } from '../../server/pipeline/outcome.ts'
import type { Tools } from '../../server/pipeline/tools.ts'
import { start } from '../../server/start.ts'
import type { InboxTable } from '../../server/store/schema.ts'
import { addRegular, linkNumber } from '../../simulator/shop.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import { businessNumber, type World } from '../../simulator/world.ts'
import {
  count,
  linkOf,
  maya,
  mayaPhone,
  mayaWasWrittenTo,
  nudgeStates,
  open,
  sendsToMeta,
  setAside,
  shopWithMaya,
} from './stage.ts'

const otherPhone = '+34600000002'

/** A webhook that waits first in line, with a body nobody can read. */
async function addUnreadable(world: World, row: Pick<InboxTable, 'environment' | 'source' | 'type'>) {
  const id = `0-${randomUUID()}`
  await world.house.tools.db
    .insertInto('inbox')
    .values({
      id,
      ...row,
      account_id: row.source === 'stripe' ? world.merchant.accountId : 'default',
      event_id: id,
      body: '{not json',
      received_at: 0,
      state: 'waiting',
      next_at: 0,
      attempts: 0,
    })
    .execute()
  return id
}

test.each([
  ['of Stripe', { environment: 'live', source: 'stripe', type: 'invoice.paid' }],
  ['of Meta with reports', { environment: '', source: 'whatsapp', type: 'reports' }],
  ['of Meta that may hold a STOP', { environment: '', source: 'whatsapp', type: 'answers' }],
] as const)(
  'a webhook %s that cannot be read stops neither those behind it nor the messages',
  async (_, row) => {
    const world = await shopWithMaya()
    addRegular(world, { ...maya, id: 'cus_other', phone: otherPhone })
    const bad = await addUnreadable(world, row)
    await world.whatsapp.reply(otherPhone, 'STOP')
    world.stripe.declineRenewal('cus_maya')
    world.stripe.declineRenewal('cus_other')
    await world.stripe.delivered()

    const outcomes = await world.house.turn()
    expect(outcomes.filter(({ kind }) => kind === 'step-failed')).toEqual([])
    expect(await count(world, 'enrollment')).toBe(2)

    await world.advance({ hours: 2 })
    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
    expect(world.messagesTo(otherPhone)).toHaveLength(0)
    const { db } = world.house.tools
    const kept = db.selectFrom('inbox').select(['state', 'attempts']).where('id', '=', bad)
    expect(await kept.executeTakeFirst()).toEqual({ state: 'set_aside', attempts: 8 })
  },
)

/** Tools with which no call to Stripe gets through. */
function withoutStripe(tools: Tools): Tools {
  const away = () =>
    Promise.reject(
      new Stripe.errors.StripeConnectionError({ message: 'connect ECONNREFUSED', type: 'api_error' }),
    )
  const stripe: Tools['stripe'] = (account) =>
    Object.create(tools.stripe(account), {
      invoices: { value: { retrieve: away, update: away } },
      invoicePayments: { value: { list: away } },
      paymentIntents: { value: { update: away } },
    })
  return { ...tools, stripe }
}

test('what happens while Stripe cannot be reached for two hours is handled when it is back, and nothing is set aside', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  addRegular(world, { ...maya, id: 'cus_other', phone: otherPhone })
  await open(linkOf(message))
  const away = withoutStripe(world.house.tools)
  world.stripe.payInvoice(invoice)
  world.stripe.declineRenewal('cus_other')

  for (let minute = 0; minute < 120; minute += 1) {
    await world.clock.moveTo(world.clock.now().add({ minutes: 1 }))
    await world.stripe.delivered()
    await handleInbox(away)
  }
  expect(await setAside(world)).toEqual([])
  expect(await count(world, 'recovery')).toBe(0)

  await world.advance({ hours: 1 })
  expect(await world.run('results')).toContain('clicked: €29.00 in 1 payment')
  expect(world.messagesTo(otherPhone)).toHaveLength(1)
  expect(await setAside(world)).toEqual([])
})

/** One turn of the house while calls take their time on a clock that stands still unless it is moved. */
async function turnSlowly(world: World): Promise<readonly Outcome[]> {
  let isDone = false
  const turn = world.house.turn().finally(() => {
    isDone = true
  })
  for (let round = 0; round < 200_000 && !isDone; round += 1) {
    const next = world.clock.nextAt()
    if (next && world.clock.now().until(next).total('seconds') < 3) await world.clock.moveTo(next)
    await setImmediate()
  }
  if (!isDone) throw new Error('The turn does not come to its end')
  return turn
}

test('a Stripe that takes two seconds for each answer is still heard: shoppers are enrolled and payments counted', async () => {
  const world = await shopWithMaya()
  world.stripe.slow(2_100)
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  const planned = await turnSlowly(world)
  expect(await nudgeStates(world)).toEqual(['scheduled', 'scheduled', 'scheduled'])

  world.stripe.payInvoice(invoice)
  await world.stripe.delivered()
  const settled = await turnSlowly(world)

  expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled', 'cancelled'])
  expect(await world.run('results')).toContain('unaided: €29.00 in 1 payment')
  expect([...planned, ...settled].filter(({ kind }) => kind === 'failed')).toEqual([])
})

test('a message that is due while Stripe is slow goes out when it is quick again', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ minutes: 60 }))
  world.stripe.slow(2_100)
  await turnSlowly(world)
  expect(sendsToMeta(world)).toBe(0)

  world.stripe.slow(0)
  await world.advance({ hours: 1 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

const serverFolder = path.join(import.meta.dirname, '../../server')

/** Starts a server in a process of its own, which writes what came of it and ends only when nothing is left to do. */
function startAlone(port: number, then: string) {
  const script = `
    import { start } from '${serverFolder}/start.ts'
    import { systemClock } from '${serverFolder}/system-clock.ts'
    import { readConfig } from '${serverFolder}/config.ts'
    const env = { PORT: '${port}', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'silent' }
    try {
      const running = await start(readConfig(env), systemClock())
      ${then}
      console.log('started')
    } catch (error) {
      console.log(error.code)
    }`
  const argv = ['--input-type=module', '-e', script]
  return promisify(execFile)(process.execPath, argv, { timeout: 15_000 })
}

test('a server whose port is taken says so and ends, with no loop left behind', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())

  const { stdout } = await startAlone((other.address() as AddressInfo).port, '')

  expect(stdout.trim()).toBe('EADDRINUSE')
})

test('a server that is told to stop ends, with nothing left behind', async () => {
  const { stdout } = await startAlone(0, 'await running.stop()')

  expect(stdout.trim()).toBe('started')
})

/** A shop whose texts Meta approved with another address than the next server is to have. */
async function shopOnDisk() {
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const databaseUrl = `file:${path.join(folder, 'paynudge.db')}`
  const world = await shopWithMaya({}, { databaseUrl })
  const env = { PORT: '0', DATABASE_URL: databaseUrl, PUBLIC_URL: 'http://127.0.0.1:1', LOG_LEVEL: 'silent' }
  return { world, config: readConfig(env) }
}

test('a server whose address is not the one Meta approved does not start, until those texts are deleted', async () => {
  const { world, config } = await shopOnDisk()
  await expect(start(config, world.clock)).rejects.toThrow(`the texts Meta approved lead to ${world.url}`)

  for (const name of new Set(world.whatsapp.templates().map((template) => template.name))) {
    const gone = `/${businessNumber.wabaId}/message_templates?name=${name}`
    await world.house.tools.whatsapp.call(businessNumber.token, 'DELETE', gone)
  }
  await world.run('template', 'list')

  const running = await start(config, world.clock)
  await running.stop()
  expect(running.url).toContain('127.0.0.1')
})

test('texts that only another number than the default one carries keep such a server from starting, too', async () => {
  const { world, config } = await shopOnDisk()
  const second = { wabaId: '100200302', phoneNumberId: '400500602', token: 'EAAG-second-token' }
  const shown = { displayPhone: '+49 30 7654321', verifiedName: 'Harbor Berlin' }
  world.whatsapp.addNumber({ app: 'default', ...second, ...shown })
  await linkNumber(world, second)
  await world.run('flow', 'set', 'failed-payment', '--sender', second.phoneNumberId)
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })
  const { db } = world.house.tools
  await db.deleteFrom('template').where('waba_id', '=', businessNumber.wabaId).execute()

  await expect(start(config, world.clock)).rejects.toThrow(`the texts Meta approved lead to ${world.url}`)
})

/** A log that is read, not printed. */
function openLog() {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  return { log, lines }
}

const written = [
  '+34600000001',
  '34600000001',
  '+34 600 00 00 01',
  '(600) 000-001',
  '600.000.001',
  '+34-600-000-001',
  '+34\u00a0600\u00a0000\u00a0001',
]

test.each(written)('an error that holds the phone number %s is logged without it', (phone) => {
  const { log, lines } = openLog()
  const { observe } = createWatch(log)
  const text = `The message to ${phone} failed`

  observe({ kind: 'failed', what: 'nudge', id: 'n1', error: text, setAside: false })
  observe({ kind: 'step-failed', what: 'sendDue', error: text })
  observe({
    kind: 'refused',
    account: { environment: 'live', accountId: 'acct_harbor' },
    nudgeId: 'n1',
    code: 131026,
    text,
  })
  log.error({ err: errorOf(new Error(text)) }, 'a request failed')
  log.error({ err: errorOf(text) }, 'a request failed')

  expect(lines).toHaveLength(5)
  expect(lines.filter((line) => line.includes(phone))).toEqual([])
  expect(lines.every((line) => line.includes('•••'))).toBe(true)
})

test('a refusal of Meta that names the phone number is logged without it', async () => {
  const world = await shopWithMaya()
  const { log, lines } = openLog()
  const { observe } = createWatch(log)
  world.whatsapp.fail({ ...sends, code: 131026, by: 'answer', details: `${mayaPhone} is not on WhatsApp` })
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ minutes: 60 }))

  for (const outcome of await world.house.turn()) observe(outcome)

  expect(lines.join()).toContain('is not on WhatsApp')
  expect(lines.join()).not.toMatch(/600000001/)
})
