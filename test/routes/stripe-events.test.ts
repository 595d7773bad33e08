import { expect, onTestFinished, test } from 'vitest'
import { flows } from '../../server/flows/index.ts'
import { openShop } from '../../simulator/shop.ts'
import { startWorld } from '../../simulator/world.ts'
import { everyType, recorded, recordedBody, recordedNames } from '../recorded.ts'
import { keptRows, postStripe, smallEvent } from './signed.ts'

async function shop() {
  const world = await startWorld()
  onTestFinished(() => world.close())
  await openShop(world)
  for (const { key } of flows) await world.run('flow', 'on', key)
  await world.house.tools.db.deleteFrom('inbox').execute()
  return world
}

/** Bodies as small as Stripe could ever send them. */
const minimal: readonly [string, (type: string, id: string) => object][] = [
  ['an object that is unknown', smallEvent],
  ['an object without an id', (type, id) => smallEvent(type, id, { data: { object: {} } })],
  [
    'an object of odd fields',
    (type, id) =>
      smallEvent(type, id, {
        data: { object: { id: 7, invoice: [], customer: { deleted: true }, attempt_count: 'x' } },
        request: null,
      }),
  ],
  [
    'an object whose references are unknown',
    (type, id) =>
      smallEvent(type, id, {
        data: {
          object: {
            id: `x_${id}`,
            invoice: `in_${id}`,
            customer: { id: `cus_${id}` },
            payment_intent: `pi_${id}`,
            charge: null,
            attempt_count: 1,
          },
        },
      }),
  ],
]

test('Stripe names 275 types of events', () => {
  expect(everyType()).toHaveLength(275)
  for (const flow of flows) for (const type of flow.events) expect(everyType()).toContain(type)
})

test.each(minimal)(
  'every type of event with %s is taken and handled, or ignored for a reason',
  async (_, make) => {
    const world = await shop()
    const types = everyType()

    const answers = await Promise.all(
      types.map((type, index) => postStripe(world, JSON.stringify(make(type, `evt_${index}`)))),
    )
    await world.settle()

    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    const rows = await keptRows(world)
    expect(rows).toHaveLength(275)
    expect(
      rows.filter(({ state, reason }) => (state !== 'handled' && state !== 'ignored') || !reason),
    ).toEqual([])
    expect(world.whatsapp.messages).toHaveLength(0)
  },
)

test.each(recordedNames)('the recorded %s is looked into by all flows it concerns', async (name) => {
  const world = await shop()
  for (const { key } of flows) await world.run('flow', 'on', key)
  const body = recordedBody(name)
  const event = recorded(name)
  const isStart = flows.some(({ events, trigger }) => events.includes(event.type) && trigger(event))

  const answer = await postStripe(world, body)
  await world.settle()

  // Nothing of what was recorded is known to this Stripe.
  expect(answer.status).toBe(200)
  expect(await keptRows(world)).toMatchObject([
    { state: 'ignored', reason: isStart ? 'gone' : 'nothing-open', body },
  ])
})

test('an event of a type that is not invented yet is ignored for a reason', async () => {
  const world = await shop()

  const answer = await postStripe(world, JSON.stringify(smallEvent('invoice.teleported', 'evt_new')))
  await world.settle()

  expect(answer.status).toBe(200)
  expect(await keptRows(world)).toMatchObject([{ state: 'ignored', reason: 'means-nothing-to-us' }])
})

test('an event of an account nobody set up is kept and ignored', async () => {
  const world = await shop()
  const event = smallEvent('invoice.payment_failed', 'evt_stranger', { account: 'acct_stranger' })

  const answer = await postStripe(world, JSON.stringify(event))
  await world.settle()

  expect(answer.status).toBe(200)
  expect(await keptRows(world)).toMatchObject([
    { account_id: 'acct_stranger', state: 'ignored', reason: 'unknown-account' },
  ])
})

test('fifty deliveries of one event at once are kept once', async () => {
  const world = await shop()
  const body = JSON.stringify(smallEvent('invoice.paid', 'evt_fifty'))

  const answers = await Promise.all(Array.from({ length: 50 }, () => postStripe(world, body)))
  await world.settle()

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(50)
  expect(await keptRows(world)).toHaveLength(1)
})

test('the same event id of two accounts is two events', async () => {
  const world = await shop()

  await postStripe(world, JSON.stringify(smallEvent('invoice.paid', 'evt_one')))
  await postStripe(world, JSON.stringify(smallEvent('invoice.paid', 'evt_one', { account: 'acct_other' })))

  expect(await keptRows(world)).toHaveLength(2)
})
