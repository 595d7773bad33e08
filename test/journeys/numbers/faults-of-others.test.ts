import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addRegular, linkNumber, openShop } from '../../../simulator/shop.ts'
import { metaApp } from '../../../simulator/world.ts'
import { metaSignature, postMeta } from '../../routes/signed.ts'
import { emptyWorld, maya, mayaFails, shopWithMaya } from '../stage.ts'
import { newsOf, stampOf, tell, tellHarbor } from './bodies.ts'
import { addBerlin, berlin, harbor } from './stage.ts'

// Each of these was found in a package that speaks to WhatsApp for others.

test('every status of a body is read, and not only the first of its first change', async () => {
  const world = await shopWithMaya()
  for (const status of ['sent', 'delivered', 'read'] as const) world.whatsapp.loseStatuses(status)
  for (const n of [2, 3]) addRegular(world, { ...maya, id: `cus_${n}`, phone: `60000000${n}` })
  for (const customer of ['cus_2', 'cus_3']) world.stripe.declineRenewal(customer)
  await mayaFails(world)
  const ids = world.whatsapp.messages.map(({ id }) => id)
  expect(ids).toHaveLength(3)
  const statusOf = (id: string) => ({ id, status: 'delivered', timestamp: stampOf(world) })

  await tellHarbor(
    world,
    newsOf({ statuses: [statusOf('wamid.other'), statusOf(ids[0]!), statusOf(ids[1]!)] }),
    newsOf({ statuses: [statusOf(ids[2]!)] }),
  )

  const sends = await world.house.tools.db.selectFrom('send').select('status').execute()
  expect(sends.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered'])
})

test('news of two accounts in one body stay apart, though the ids in them are alike', async () => {
  const world = await emptyWorld()
  addBerlin(world)
  await openShop(world)
  await world.run('account', 'set', '--account', 'acct_berlin', '--name', 'Berlin', '--country', 'DE')
  await linkNumber(world, berlin, '--account', 'acct_berlin')
  const stop = (id: string) => ({
    id,
    type: 'text',
    from: '34600000001',
    timestamp: stampOf(world),
    text: { body: 'STOP' },
  })
  const hello = { ...stop('wamid.2'), text: { body: 'Hello' } }

  await tell(world, {
    [harbor.wabaId]: [newsOf({ messages: [hello] })],
    [berlin.wabaId]: [newsOf({ messages: [stop('wamid.1')] }, berlin)],
  })

  const { db } = world.house.tools
  const said = await db.selectFrom('consent').select(['account_id', 'state']).distinct().execute()
  expect(said).toEqual([{ account_id: 'acct_berlin', state: 'withdrawn' }])
  const messages = await db.selectFrom('message').select(['account_id', 'wamid']).orderBy('wamid').execute()
  expect(messages).toEqual([
    { account_id: 'acct_berlin', wamid: 'wamid.1' },
    { account_id: 'acct_harbor', wamid: 'wamid.2' },
  ])
})

test('a body with accents, escaped as Meta writes them, fits its signature over the bytes as they came', async () => {
  const world = await shopWithMaya()
  const value = newsOf({
    contacts: [{ profile: { name: 'Lucía Muñoz' }, wa_id: '34600000001' }],
    statuses: [],
  })
  const entry = [{ id: harbor.wabaId, changes: [value] }]
  const plain = JSON.stringify({ object: 'whatsapp_business_account', entry })
  const escaped = plain.replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  expect(JSON.stringify(JSON.parse(escaped))).not.toBe(escaped)

  expect((await postMeta(world, escaped, { signature: metaSignature(escaped) })).status).toBe(200)
  expect((await postMeta(world, escaped, { signature: metaSignature(plain) })).status).toBe(401)
})

test('a signature is compared in constant time, and one that is shorter or no hexadecimal is only wrong', async () => {
  const world = await shopWithMaya()
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] })
  const right = createHmac('sha256', metaApp.secret).update(body).digest('hex')
  const wrong = [
    right.slice(0, 2),
    right.slice(0, 63),
    `${right}00`,
    'é'.repeat(64),
    '',
    right.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
  ]

  for (const signature of wrong)
    expect((await postMeta(world, body, { signature: `sha256=${signature}` })).status).toBe(401)
  expect((await postMeta(world, body, { signature: `sha256=${right}` })).status).toBe(200)
  // Time cannot be told apart in a test; that nothing else compares secrets can.
  const source = await readFile(
    path.join(import.meta.dirname, '../../../server/whatsapp/signature.ts'),
    'utf8',
  )
  expect(source.match(/timingSafeEqual\(/g)).toHaveLength(2)
})
