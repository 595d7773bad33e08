import { expect, test } from 'vitest'
import { addRegular } from '../../../simulator/shop.ts'
import type { World } from '../../../simulator/world.ts'
import { count, maya, mayaFails, mayaPhone, onlyMessage, setAside, shopWithMaya } from '../stage.ts'
import { type Change, newsOf, stampOf, tellHarbor } from './bodies.ts'

const newPhone = '+34600000077'
const pricing = { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' }

/** Maya was written to, and of how it fared nothing was reported. */
async function unreported(): Promise<World> {
  const world = await shopWithMaya()
  for (const status of ['sent', 'delivered', 'read'] as const) world.whatsapp.loseStatuses(status)
  await mayaFails(world)
  return world
}

const statusRow = (world: World, id: string, change: object = {}) => ({
  id,
  status: 'delivered',
  timestamp: stampOf(world),
  recipient_id: '34600000001',
  ...change,
})

function sendRow(world: World) {
  return world.house.tools.db.selectFrom('send').selectAll().executeTakeFirstOrThrow()
}

test('a report that names no id of ours and comes before the send’s own answer is taken in after it', async () => {
  const world = await unreported()
  const { id } = onlyMessage(world)
  const { db } = world.house.tools
  await db.updateTable('send').set({ wamid: null, status: null }).execute()
  await tellHarbor(world, newsOf({ statuses: [statusRow(world, id)] }))
  expect(await count(world, 'parked_report')).toBe(1)
  expect((await sendRow(world)).status).toBeNull()

  await db.updateTable('send').set({ wamid: id, status: 'accepted' }).execute()
  await world.settle()

  expect((await sendRow(world)).status).toBe('delivered')
  expect(await count(world, 'parked_report')).toBe(0)
})

test('a report about a message that is not ours is kept for a day, once, and then forgotten', async () => {
  const world = await unreported()
  const foreign = newsOf({ statuses: [statusRow(world, 'wamid.of-another-tool')] })
  await tellHarbor(world, foreign)
  await tellHarbor(world, foreign, newsOf({ errors: [] }))
  expect(await count(world, 'parked_report')).toBe(1)

  await world.advance({ hours: 25 })

  expect(await count(world, 'parked_report')).toBe(0)
})

test('what a message counts as is kept with it, once', async () => {
  const world = await unreported()
  const { id } = onlyMessage(world)
  await tellHarbor(world, newsOf({ statuses: [statusRow(world, id, { status: 'sent', pricing })] }))
  await tellHarbor(world, newsOf({ statuses: [statusRow(world, id, { pricing })] }))

  expect(await world.house.tools.db.selectFrom('message_price').selectAll().execute()).toMatchObject([
    { wamid: id, category: 'utility', kind: 'regular', model: 'PMP', billable: 1, account_id: 'acct_harbor' },
  ])
})

test('a thousand reports in one body, each twice and in reverse, are one report each', async () => {
  const world = await unreported()
  const { id } = onlyMessage(world)
  const strangers = Array.from({ length: 332 }, (_, n) => statusRow(world, `wamid.${n}`))
  const ours = ['read', 'delivered', 'sent'].map((status) => statusRow(world, id, { status }))
  const rows = [...ours, ...strangers, ...ours, ...strangers, ...ours, ...strangers].slice(0, 1000)

  await tellHarbor(world, newsOf({ statuses: rows }))

  expect((await sendRow(world)).status).toBe('read')
  expect(await count(world, 'parked_report')).toBe(332)
  expect(await setAside(world)).toEqual([])
})

test('a shopper who hides their number is found by the id the first report gave', async () => {
  const world = await unreported()
  const { id } = onlyMessage(world)
  const row = {
    ...statusRow(world, id),
    recipient_user_id: 'ES.4711',
    recipient_parent_user_id: 'ES.ENT.4711',
  }
  await tellHarbor(world, newsOf({ statuses: [row] }))

  const stop = { id: 'wamid.stop', type: 'text', timestamp: stampOf(world), text: { body: 'STOP' } }
  await tellHarbor(world, newsOf({ messages: [{ ...stop, from_parent_user_id: 'ES.ENT.4711' }] }))
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await count(world, 'shopper')).toBe(1)
})

test('a shopper who hides their number is found by the number a contact beside the message tells', async () => {
  const world = await unreported()
  const stop = { id: 'wamid.stop', type: 'text', timestamp: stampOf(world), text: { body: 'STOP' } }
  const contacts = [
    { user_id: 'ES.1', wa_id: '34600000099' },
    { user_id: 'ES.2', wa_id: '34600000001' },
  ]
  await tellHarbor(world, newsOf({ contacts, messages: [{ ...stop, from_user_id: 'ES.2' }] }))
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

const moved = (world: World, from: string, to: string, system: object = {}) =>
  newsOf({
    messages: [
      {
        id: `wamid.move.${from}.${to}`,
        type: 'system',
        timestamp: stampOf(world),
        from: from.slice(1),
        system: { type: 'user_changed_number', wa_id: to.slice(1), body: 'User changed number', ...system },
      },
    ],
  })

test('a shopper who moves to another number gets the next message there, though Stripe knows the old one', async () => {
  const world = await unreported()
  await tellHarbor(world, moved(world, mayaPhone, newPhone))
  await world.advance({ days: 4 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(world.messagesTo(newPhone)).toHaveLength(1)
  expect(await count(world, 'shopper')).toBe(1)
})

test('a shopper who moves on and comes back is written to where they are', async () => {
  const world = await unreported()
  await tellHarbor(world, moved(world, mayaPhone, newPhone))
  await tellHarbor(world, moved(world, newPhone, '+34600000078'))
  await tellHarbor(world, moved(world, '+34600000078', mayaPhone))
  await world.advance({ days: 4 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
  expect(world.messagesTo(newPhone)).toHaveLength(0)
})

test('a STOP from the number a shopper moved to stops everything', async () => {
  const world = await unreported()
  await tellHarbor(world, moved(world, mayaPhone, newPhone))
  await world.whatsapp.reply(newPhone, 'STOP')
  await world.advance({ days: 8 })

  expect([...world.messagesTo(mayaPhone), ...world.messagesTo(newPhone)]).toHaveLength(1)
})

test('a STOP said before the move holds after it', async () => {
  const world = await unreported()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ minutes: 1 })
  await tellHarbor(world, moved(world, mayaPhone, newPhone))
  await world.advance({ days: 8 })

  expect(world.messagesTo(newPhone)).toHaveLength(0)
})

/** Maya moves with her id at Meta. The simulator gives ids by number: the one she had is the next owner's from now on. */
async function mayaMoves(world: World) {
  await tellHarbor(world, moved(world, mayaPhone, newPhone))
  const ofMaya = world.house.tools.db.updateTable('identity').set({ value: 'ES.maya' })
  await ofMaya.where('kind', '=', 'bsuid').where('of_phone', '=', mayaPhone).execute()
  await world.advance({ minutes: 1 })
}

test('whoever writes from a number that a shopper left gets nothing of theirs', async () => {
  const world = await unreported()
  await mayaMoves(world)
  await world.whatsapp.reply(mayaPhone, 'estado de cuenta')
  await world.advance({ hours: 1 })

  expect(world.answersTo(mayaPhone).filter(({ media }) => media)).toEqual([])
  const { db } = world.house.tools
  const { shopper_id } = await db.selectFrom('message').select('shopper_id').executeTakeFirstOrThrow()
  const customers = await db.selectFrom('customer').selectAll().execute()
  expect(customers.filter((one) => one.shopper_id === shopper_id)).toEqual([])

  await world.advance({ days: 4 })
  await world.whatsapp.reply(newPhone, 'estado de cuenta')
  await world.advance({ hours: 1 })
  expect(world.answersTo(newPhone).filter(({ media }) => media)).toHaveLength(1)
})

test('a START from a number that a shopper left does not take back their STOP', async () => {
  const world = await unreported()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ minutes: 1 })
  await mayaMoves(world)
  await world.whatsapp.reply(mayaPhone, 'START')
  await world.advance({ days: 8 })

  expect(world.messagesTo(newPhone)).toHaveLength(0)
})

test('a START from a number that a shopper left is no permission to write to them', async () => {
  const world = await shopWithMaya({ optIn: 'false' })
  await mayaFails(world)
  await mayaMoves(world)
  await world.whatsapp.reply(mayaPhone, 'START')
  await world.advance({ days: 8 })

  expect(world.messagesTo(newPhone)).toHaveLength(0)
})

test('a STOP said before the move that comes after it holds', async () => {
  const world = await unreported()
  const timestamp = stampOf(world)
  await world.advance({ minutes: 1 })
  await tellHarbor(world, moved(world, mayaPhone, newPhone))
  const stop = { id: 'wamid.stop', type: 'text', timestamp, text: { body: 'STOP' } }
  await tellHarbor(world, newsOf({ messages: [{ ...stop, from: mayaPhone.slice(1) }] }))
  await world.advance({ days: 8 })

  expect(world.messagesTo(newPhone)).toHaveLength(0)
})

test('a STOP holds for a number that was left, until whoever has it now takes it back', async () => {
  const world = await unreported()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ minutes: 1 })
  await mayaMoves(world)
  addRegular(world, { ...maya, id: 'cus_new', name: 'New', phone: mayaPhone })
  world.stripe.declineRenewal('cus_new')
  await world.advance({ days: 4 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  await world.whatsapp.reply(mayaPhone, 'START')
  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone).length).toBeGreaterThan(1)
  expect(world.messagesTo(newPhone)).toHaveLength(0)
})

test('a move that is told again moves nobody who has the number since', async () => {
  const world = await unreported()
  await mayaMoves(world)
  await world.whatsapp.reply(mayaPhone, 'Hola')
  await tellHarbor(world, moved(world, mayaPhone, newPhone))
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ days: 4 })

  expect(await count(world, 'shopper')).toBe(2)
  expect(world.messagesTo(newPhone)).toHaveLength(1)
})

test('whoever becomes a customer with a number that somebody left is not taken for them', async () => {
  const world = await unreported()
  await tellHarbor(world, moved(world, mayaPhone, newPhone))
  await world.advance({ minutes: 1 })
  const customer = { account: 'acct_harbor', id: 'cus_new', name: 'New', phone: mayaPhone, country: 'ES' }
  world.stripe.addCustomer({
    ...customer,
    email: 'new@example.com',
    metadata: { whatsapp_opt_in: 'true' },
    card: { brand: 'visa', last4: '4242' },
  })
  world.stripe.addSubscription({
    customer: 'cus_new',
    amount: 500,
    currency: 'eur',
    productName: 'Tea',
    interval: 'month',
  })
  world.stripe.declineRenewal('cus_new')
  await world.advance({ days: 2 })

  expect(world.messagesTo(newPhone).filter(({ body }) => body.includes('5,00'))).toEqual([])
})

test('a shopper whose id at Meta changes is still found by the new one', async () => {
  const world = await unreported()
  await tellHarbor(
    world,
    moved(world, mayaPhone, mayaPhone, { type: 'user_changed_user_id', user_id: 'ES.new' }),
  )
  const stop = { id: 'wamid.stop', type: 'text', timestamp: stampOf(world), text: { body: 'STOP' } }
  await tellHarbor(world, newsOf({ messages: [{ ...stop, from_user_id: 'ES.new' }] }))
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

type Odd = readonly [string, (world: World) => readonly Change[]]
const message = (world: World, change: object) =>
  newsOf({ messages: [{ id: 'wamid.odd', from: '34600000001', timestamp: stampOf(world), ...change }] })
const errors = [{ code: 131051, title: 'Message type unknown', error_data: { details: 'Unsupported' } }]
const oddities: readonly Odd[] = [
  [
    'an unsupported message with its errors',
    (w) => [message(w, { type: 'unsupported', unsupported: { type: 'poll' }, errors })],
  ],
  [
    'errors of the whole value',
    () => [newsOf({ errors: [{ code: 131000, title: 'Something went wrong' }] })],
  ],
  ['an interactive message without its object', (w) => [message(w, { type: 'interactive' })]],
  [
    'errors in a status whose code is a text',
    (w) => [
      newsOf({ statuses: [statusRow(w, 'wamid.x', { status: 'failed', errors: [{ code: '131026' }] })] }),
    ],
  ],
  [
    'a status of a deleted message',
    (w) => [newsOf({ statuses: [statusRow(w, onlyMessage(w).id, { status: 'deleted' })] })],
  ],
  [
    'a payment’s status',
    (w) => [newsOf({ statuses: [statusRow(w, 'pay_1', { type: 'payment', status: 'captured' })] })],
  ],
  [
    'contacts that are no list',
    (w) => [
      newsOf({
        contacts: 'none',
        messages: [
          { id: 'wamid.c', type: 'text', from: '34600000001', timestamp: stampOf(w), text: { body: 'hi' } },
        ],
      }),
    ],
  ],
  [
    'a message from nobody',
    (w) => [
      newsOf({ messages: [{ id: 'wamid.n', type: 'text', timestamp: stampOf(w), text: { body: 'hi' } }] }),
    ],
  ],
  ['a reaction taken back', (w) => [message(w, { type: 'reaction', reaction: { message_id: 'wamid.1' } })]],
  [
    'an edit and a revocation',
    (w) => [message(w, { type: 'edit' }), message(w, { id: 'wamid.r', type: 'revoke' })],
  ],
  ['a message of a type not invented yet', (w) => [message(w, { type: 'hologram', hologram: { url: 'x' } })]],
  [
    'a note of the system we do not know',
    (w) => [message(w, { type: 'system', system: { type: 'customer_identity_changed' } })],
  ],
  ['a move to nowhere', (w) => [message(w, { type: 'system', system: { type: 'user_changed_number' } })]],
  [
    'a pricing that is no object',
    (w) => [newsOf({ statuses: [statusRow(w, onlyMessage(w).id, { pricing: 'free' })] })],
  ],
  ['a field not invented yet', () => [{ field: 'dreams', value: { anything: [1] } }]],
]

test.each(oddities)('%s is kept and does no harm', async (_, changes) => {
  const world = await unreported()

  await tellHarbor(world, ...changes(world), newsOf({ statuses: [statusRow(world, onlyMessage(world).id)] }))

  expect(await setAside(world)).toEqual([])
  expect((await sendRow(world)).status).toBe('delivered')
  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(3)
})

test.each(['system', 'reaction', 'edit', 'revoke', 'unsupported', 'request_welcome'])(
  'a message of the kind %s is no answer, and earns no money',
  async (type) => {
    const world = await unreported()
    await tellHarbor(world, message(world, { type }))

    world.stripe.payInvoice(await invoiceOf(world))
    await world.settle()

    const recoveries = world.house.tools.db.selectFrom('recovery').select('attribution')
    expect(await recoveries.execute()).toEqual([{ attribution: 'unaided' }])
  },
)

async function invoiceOf(world: World): Promise<string> {
  const { subject } = await world.house.tools.db
    .selectFrom('enrollment')
    .select('subject')
    .executeTakeFirstOrThrow()
  return subject
}

test('an approved text of a person does not go to a number that its customer left', async () => {
  const world = await unreported()
  await world.whatsapp.reply(mayaPhone, 'hola')
  await world.advance({ minutes: 1 })
  await mayaMoves(world)
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ hours: 25 })

  const { db } = world.house.tools
  const { shopper_id: shopper } = await db
    .selectFrom('customer')
    .select('shopper_id')
    .executeTakeFirstOrThrow()
  const answering = (whom: string) =>
    world.run('thread', 'answer', whom, '--template', 'payment_failed', '--language', 'es')
  await expect(answering(newPhone)).rejects.toThrow('from another number than the customer has')
  await answering(shopper)
  await world.advance({ minutes: 1 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  const written = db.selectFrom('answer').select(['state', 'reason']).where('wish', '=', 'written')
  expect(await written.execute()).toEqual([{ state: 'skipped', reason: 'left-number' }])
})
