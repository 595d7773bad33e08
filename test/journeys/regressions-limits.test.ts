import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { handleInbox } from '../../server/pipeline/handle-inbox.ts'
import { start } from '../../server/start.ts'
import { systemClock } from '../../server/system-clock.ts'
import { isSend, sends } from '../../simulator/whatsapp/call.ts'
import { businessNumber, type World } from '../../simulator/world.ts'
import { postMeta } from '../routes/signed.ts'
import {
  count,
  explained,
  linkOf,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  notesOn,
  nudgeStates,
  onlyMessage,
  open,
  sendsToMeta,
  setAside,
  shopWithMaya,
  stripeDown,
} from './stage.ts'

const { phoneNumberId, wabaId } = businessNumber
const metadata = { display_phone_number: '34910000000', phone_number_id: phoneNumberId }

function secondsOf(world: World): string {
  return String(Math.floor(world.clock.now().epochMilliseconds / 1000))
}

/** A body of Meta's with these reports, as it arrives. */
function postStatuses(world: World, statuses: readonly object[]) {
  const value = { messaging_product: 'whatsapp', metadata, statuses }
  const entry = [{ id: wabaId, changes: [{ field: 'messages', value }] }]
  return postMeta(world, JSON.stringify({ object: 'whatsapp_business_account', entry }))
}

/** Meta reports on the latest try under a message id nobody has seen yet. */
async function reportLatest(world: World, status: 'sent' | 'delivered') {
  const { db } = world.house.tools
  const send = await db.selectFrom('send').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  await postStatuses(world, [
    {
      id: `wamid.of.${send.id}`,
      status,
      timestamp: secondsOf(world),
      recipient_id: '34600000001',
      biz_opaque_callback_data: send.id,
    },
  ])
  await world.settle()
}

const firstText = 'paynudge_payment_failed'
/** An id of Meta's that JavaScript's numbers cannot hold: they would make it one that ends in 2. */
const longId = '24086183647738613'

test.each([
  [longId, 0],
  ['24086183647738612', 1],
])(
  'news that Meta turned the text %s into marketing is about that text only, though its id is long: %i messages',
  async (id, messages) => {
    const world = await shopWithMaya()
    await world.house.tools.db
      .updateTable('template')
      .set({ meta_id: longId })
      .where('name', '=', firstText)
      .where('language', '=', 'es')
      .execute()
    const body =
      `{"object":"whatsapp_business_account","entry":[{"id":"${wabaId}","changes":[{"field":` +
      `"template_category_update","value":{"message_template_id":${id},"new_category":"MARKETING"}}]}]}`

    expect((await postMeta(world, body)).status).toBe(200)
    await world.settle()
    await mayaFails(world)

    expect(await setAside(world)).toEqual([])
    expect(world.messagesTo(mayaPhone)).toHaveLength(messages)
  },
)

test('a message held back for hours until the token is mended, and then once by a full queue, goes out once', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 190, by: 'answer' }, 3)
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 5 * 60 + 50 })
  expect(sendsToMeta(world)).toBe(3)

  world.whatsapp.fail({ ...sends, code: 130429, by: 'answer' })
  await world.advance({ hours: 3 })

  expect(sendsToMeta(world)).toBe(5)
  expect(onlyMessage(world).template).toBe(firstText)
  expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
})

test('a message Meta refused for a moment, and did not try again after a STOP, counts as sent when it arrived after all', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 131000, by: 'answer' })
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 61 })
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ minutes: 30 })
  expect((await nudgeStates(world))[0]).toBe('skipped')
  expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')

  await reportLatest(world, 'delivered')

  expect((await nudgeStates(world))[0]).toBe('sent')
  await world.advance({ days: 8 })
  const texts = world.whatsapp.calls.filter((call) => isSend(call) && call.body.type === 'template')
  expect(texts).toHaveLength(1)
})

test('a message Meta refused for good counts as sent when Meta then says that it went out', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 131026, by: 'answer' })
  await mayaFails(world)
  expect((await nudgeStates(world))[0]).toBe('failed')

  await reportLatest(world, 'sent')

  expect((await nudgeStates(world))[0]).toBe('sent')
  expect(sendsToMeta(world)).toBe(1)
})

test('a refund after notes that could not be written is noted at once, without waiting for the next try of the old one', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.fail({ ...stripeDown, method: 'POST', path: `/v1/invoices/${invoice}` }, 6)
  world.stripe.payInvoice(invoice)
  await world.advance({ minutes: 40 })
  expect(notesOn(world, invoice).invoice).toEqual({})
  const { db } = world.house.tools
  const due = await db.selectFrom('recovery').select('write_next_at').executeTakeFirstOrThrow()
  expect(due.write_next_at).toBeGreaterThan(world.clock.now().add({ minutes: 10 }).epochMilliseconds)

  const [intent] = world.stripe.paymentIntentsOf(invoice)
  world.stripe.refund(intent ?? '')
  await world.settle()

  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'refunded' })
})

/** How often an invoice was asked for. */
function looksAt(world: World, invoice: string): number {
  return world.stripe.calls.filter(({ path }) => path === `/v1/invoices/${invoice}`).length
}

test('a single bad answer of Stripe after ten in which it was down sets no webhook aside', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  const path = `/v1/invoices/${invoice}`
  world.stripe.fail({ ...stripeDown, path }, 10)
  world.stripe.fail({ status: 400, path })

  for (let step = 0; step < 100 && looksAt(world, invoice) < 11; step += 1) {
    await world.advance({ minutes: 1 })
    expect(await setAside(world)).toEqual([])
  }
  expect(await count(world, 'enrollment')).toBe(0)
  await world.advance({ hours: 1 })

  expect(looksAt(world, invoice)).toBeGreaterThan(11)
  expect(await setAside(world)).toEqual([])
  expect(await count(world, 'enrollment')).toBe(1)
})

test('a webhook waits three days for a Stripe that is down, and is then set aside', async () => {
  const world = await shopWithMaya({}, { stripe: { automaticRetries: false } })
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.fail({ ...stripeDown, path: `/v1/invoices/${invoice}` }, 10_000)

  await world.advance({ hours: 71 })
  expect(await setAside(world)).toEqual([])
  expect(looksAt(world, invoice)).toBeLessThan(400)

  await world.advance({ hours: 2 })
  expect(await setAside(world)).not.toEqual([])
  const looks = looksAt(world, invoice)
  await world.advance({ hours: 2 })
  expect(looksAt(world, invoice)).toBe(looks)
})

test('three hundred taps on one link at the same moment lead to the page, cost a few reads at Stripe and are one click', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  const page = world.stripe.find('invoice', invoice).hosted_invoice_url
  const before = world.stripe.calls.length

  const answers = await Promise.all(Array.from({ length: 300 }, () => open(linkOf(message))))

  expect(new Set(answers.map(({ headers }) => headers.get('location')))).toEqual(new Set([page]))
  expect(world.stripe.calls.length - before).toBeLessThanOrEqual(5)
  expect(await count(world, 'click')).toBe(1)
})

test('while two hundred bodies of twenty reports each are handled, others are let in between', async () => {
  const world = await shopWithMaya()
  for (let body = 0; body < 200; body += 1) {
    const statuses = Array.from({ length: 20 }, (_, index) => ({
      id: `wamid.other.${body}.${index}`,
      status: 'sent',
      timestamp: secondsOf(world),
    }))
    await postStatuses(world, statuses)
  }

  let isDone = false
  const handled = handleInbox(world.house.tools).finally(() => {
    isDone = true
  })
  const health = fetch(`${world.url}/health`).then(({ status }) => ({ status, isDone }))
  let pauses = 0
  for (; pauses < 100_000 && !isDone; pauses += 1) await setImmediate()

  expect(await handled).toHaveLength(200)
  expect(pauses).toBeGreaterThan(100)
  expect(await health).toEqual({ status: 200, isDone: false })
})

/** A client that announces a long body, is told to go on, and never does. */
async function holdPostOpen(url: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  socket.write(
    'POST /webhooks/whatsapp/default HTTP/1.1\r\nHost: paynudge\r\nContent-Type: application/json\r\n' +
      'Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n',
  )
  const [answer] = await once(socket, 'data')
  socket.write('{"object":')
  return String(answer)
}

test('a server that is told to stop does so within seconds, though somebody never finishes a request', async () => {
  const env = { PORT: '0', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'silent' }
  const running = await start(readConfig(env), systemClock())
  expect(await holdPostOpen(running.url)).toContain('100 Continue')

  const began = performance.now()
  await running.stop()

  expect(performance.now() - began).toBeLessThan(8_000)
})
