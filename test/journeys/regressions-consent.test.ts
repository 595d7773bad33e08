import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { currentConsent } from '../../server/domain/consent.ts'
import { handleInbox } from '../../server/pipeline/handle-inbox.ts'
import { sendDue } from '../../server/pipeline/send-due.ts'
import type { Tools } from '../../server/pipeline/tools.ts'
import { readLedger } from '../../server/store/consents.ts'
import { claimInbox } from '../../server/store/inbox.ts'
import { addRegular } from '../../simulator/shop.ts'
import { businessNumber, type World } from '../../simulator/world.ts'
import { postMeta } from '../routes/signed.ts'
import {
  count,
  explained,
  maya,
  mayaFails,
  mayaPhone,
  setAside,
  shopWithMaya,
  templatesSent,
} from './stage.ts'

const otherPhone = '+34600000002'
const agreed = 'Yes, Harbor Coffee may remind me of payments on WhatsApp'
const metadata = { display_phone_number: '34910000000', phone_number_id: businessNumber.phoneNumberId }

/** A body of Meta's with these changes, as it arrives. */
function post(world: World, changes: readonly object[]) {
  const body = { object: 'whatsapp_business_account', entry: [{ id: businessNumber.wabaId, changes }] }
  return postMeta(world, JSON.stringify(body))
}

function messages(value: object) {
  return { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
}

/** What a person wrote, on Meta's clock of whole seconds. */
function wrote(world: World, { from, id, body }: { from: string; id: string; body: string }) {
  return { from, id, type: 'text', timestamp: secondsOf(world), text: { body } }
}

function secondsOf(world: World): string {
  return String(Math.floor(world.clock.now().epochMilliseconds / 1000))
}

/** Tools to which Stripe shows every invoice as that of a guest, who is known by the phone on it and nothing else. */
function forGuest(tools: Tools, phone: () => string): Tools {
  const stripe: Tools['stripe'] = (account) => {
    const real = tools.stripe(account)
    const retrieve = async (id: string, params: Stripe.InvoiceRetrieveParams) => ({
      ...(await real.invoices.retrieve(id, params)),
      customer: null,
      customer_phone: phone(),
    })
    return Object.create(real, { invoices: { value: { retrieve } } })
  }
  return { ...tools, stripe }
}

test.each([
  ['stays as it was, the message goes out', mayaPhone, undefined, 1],
  ['becomes that of somebody who said STOP, no message goes out', otherPhone, 'STOP', 0],
  ['becomes that of somebody who never agreed, no message goes out', otherPhone, undefined, 0],
] as const)('when the phone on the invoice of a guest who agreed %s', async (_, phone, said, sent) => {
  const world = await shopWithMaya()
  if (said) await world.whatsapp.reply(phone, said)
  await world.run('consent', 'grant', mayaPhone, '--wording', agreed)
  await world.settle()
  let current = mayaPhone
  const tools = forGuest(world.house.tools, () => current)
  world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  await handleInbox(tools)
  expect(await count(world, 'enrollment')).toBe(1)

  current = phone
  await world.clock.moveTo(world.clock.now().add({ minutes: 61 }))
  const [outcome] = await sendDue(tools)

  expect(world.messagesTo(phone)).toHaveLength(sent)
  expect(outcome?.kind).toBe(sent === 1 ? 'sent' : 'skipped')
})

test('a shopper who turns out to be somebody who agreed before is written to on that permission', async () => {
  const world = await shopWithMaya()
  world.stripe.updateCustomer('cus_maya', { metadata: {} })
  await world.run('consent', 'grant', otherPhone, '--wording', agreed)
  await world.advance({ minutes: 1 })
  world.stripe.declineRenewal('cus_maya')
  await world.settle()

  world.stripe.updateCustomer('cus_maya', { phone: otherPhone })
  await world.advance({ hours: 2 })

  expect(world.messagesTo(otherPhone)).toHaveLength(1)
  expect(await count(world, 'shopper')).toBe(1)
})

test('a STOP that came in behind two hundred reports stops the message that is due at the same moment', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ minutes: 60 }))
  const statuses = Array.from({ length: 210 }, (_, index) => ({
    id: `wamid.other.${index}`,
    status: 'sent',
    timestamp: secondsOf(world),
  }))
  await Promise.all(statuses.map((status) => post(world, [messages({ statuses: [status] })])))
  await post(world, [messages({ messages: [wrote(world, { from: '34600000001', id: 'w', body: 'STOP' })] })])

  await world.house.turn()

  const { db } = world.house.tools
  const stop = db.selectFrom('inbox').select('state').where('type', '=', 'answers')
  expect(await stop.execute()).toEqual([{ state: 'handled' }])
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

/** A message is due, and a STOP has been acknowledged that nobody has handled yet. */
async function stopBeforeSend() {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ minutes: 60 }))
  await world.whatsapp.reply(mayaPhone, 'STOP')
  return { world, invoice }
}

test('nothing is sent while a STOP waits to be handled', async () => {
  const { world, invoice } = await stopBeforeSend()

  expect(await sendDue(world.house.tools)).toEqual([])

  await world.advance({ hours: 1 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
})

test('nothing is sent while a worker that took a STOP has not handled it, be it slow or dead', async () => {
  const { world } = await stopBeforeSend()
  const { db } = world.house.tools
  const taken = await claimInbox(db, { limit: 200, leaseMs: 60_000, only: 'answers' }, world.clock.now())
  expect(taken).toHaveLength(1)

  await sendDue(world.house.tools)

  await world.advance({ hours: 1 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test("a withdrawal an operator wrote down is not lifted by a yes that stood in the customer's notes", async () => {
  const world = await shopWithMaya()
  await world.run('consent', 'withdraw', mayaPhone)
  await world.advance({ hours: 1 })

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
})

test.each(['in one body', 'in two bodies', 'in two bodies of which the second comes first'])(
  'of forty people who write START and STOP within one second, %s, each is left in peace',
  async (how) => {
    const world = await shopWithMaya()
    const before = await count(world, 'shopper')
    await world.clock.moveTo(world.clock.now().add({ milliseconds: 700 }))
    for (let person = 0; person < 40; person += 1) {
      const from = `3461000${String(person).padStart(4, '0')}`
      const start = wrote(world, { from, id: `wamid.start.${person}`, body: 'START' })
      const stop = wrote(world, { from, id: `wamid.stop.${person}`, body: 'STOP' })
      const inOrder = how.endsWith('first') ? [stop, start] : [start, stop]
      const bodies = how === 'in one body' ? [inOrder] : inOrder.map((one) => [one])
      for (const body of bodies) await post(world, [messages({ messages: body })])
    }
    await world.settle()

    const { db } = world.house.tools
    const shoppers = await db.selectFrom('shopper').select('id').execute()
    const ledgers = await Promise.all(shoppers.map(({ id }) => readLedger(db, world.merchant, id)))
    const consents = ledgers.map((ledger) => currentConsent(ledger, 'service', []))
    expect(consents).toHaveLength(before + 40)
    expect(consents.filter((consent) => consent !== 'withdrawn')).toEqual([])
  },
)

/** What went out, to whichever form of a number. */
const twoForms = [
  ['Mexico', '+5215512345678', '+525512345678', 'MX'],
  ['Mexico', '+525512345678', '+5215512345678', 'MX'],
  ['Brazil', '+551187654321', '+5511987654321', 'BR'],
  ['Brazil', '+5511987654321', '+551187654321', 'BR'],
  ['Argentina', '+5491123456789', '+541123456789', 'AR'],
  ['Argentina', '+541123456789', '+5491123456789', 'AR'],
] as const

test.each(twoForms)(
  'somebody in %s who says STOP as %s before all else is never written to at %s',
  async (_, writesAs, phone, country) => {
    const world = await shopWithMaya()
    await world.whatsapp.reply(writesAs, 'STOP')
    await world.settle()
    addRegular(world, { ...maya, id: 'cus_abroad', phone, country })

    const invoice = world.stripe.declineRenewal('cus_abroad')
    await world.advance({ days: 8 })

    expect(templatesSent(world)).toEqual([])
    expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
  },
)

test.each(twoForms)(
  'somebody in %s who says STOP as %s after the first message at %s gets no second one',
  async (_, writesAs, phone, country) => {
    const world = await shopWithMaya()
    addRegular(world, { ...maya, id: 'cus_abroad', phone, country })
    world.stripe.declineRenewal('cus_abroad')
    await world.advance({ hours: 2 })
    expect(templatesSent(world)).toHaveLength(1)

    await world.whatsapp.reply(writesAs, 'STOP', businessNumber.phoneNumberId)
    await world.advance({ days: 8 })

    expect(templatesSent(world)).toHaveLength(1)
  },
)

const odd: readonly (readonly [string, object])[] = [
  ['without a number', { field: 'messages', value: { messaging_product: 'whatsapp' } }],
  ['without a value', { field: 'messages' }],
  ['whose messages are no list', messages({ messages: 'STOP' })],
]

test.each(odd)(
  'beside a change %s a STOP counts, and the odd one is set aside by itself and may be tried again',
  async (_, change) => {
    const world = await shopWithMaya()
    const stop = messages({ messages: [wrote(world, { from: '34600000001', id: 'wamid.1', body: 'STOP' })] })

    expect((await post(world, [change, stop])).status).toBe(200)
    await world.settle()

    const [line, ...others] = await world.run('events')
    expect(others).toEqual([])
    const id = line?.split(' ')[0] ?? ''
    const kept = await world.house.tools.db
      .selectFrom('inbox')
      .select('body')
      .where('id', '=', id)
      .executeTakeFirst()
    expect(kept?.body).not.toContain('wamid.1')
    expect(await world.run('events', 'rerun', id)).toHaveLength(1)
    expect(await setAside(world)).toEqual([])

    await mayaFails(world)
    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
    expect((await world.run('events'))[0]).toContain(id)
  },
)

test('a test message goes to numbers of your own only, in live mode as well', async () => {
  const world = await shopWithMaya()
  await expect(world.run('send-test', otherPhone)).rejects.toThrow('allow-list')
  expect(world.messagesTo(otherPhone)).toHaveLength(0)

  await world.run('allow-list', 'add', otherPhone)
  await world.run('send-test', otherPhone)

  expect(world.messagesTo(otherPhone)).toHaveLength(1)
})
