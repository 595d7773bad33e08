import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asker, createReadBudget, type ReadBudget } from '../../server/stripe/read-budget.ts'
import { createClock, type SimulatedClock } from '../../simulator/clock.ts'
import { mostInASecond } from '../most-in-a-second.ts'

const start = Temporal.Instant.from('2026-03-02T10:00:00Z')
const harbor = { environment: 'live', accountId: 'acct_harbor' } as const
const trial = { environment: 'sandbox', accountId: 'acct_harbor' } as const

type Stripe = {
  readonly clock: SimulatedClock
  readonly budget: ReadBudget
  /** When each request was made, in milliseconds since the start. */
  readonly requests: number[]
}

function openStripe(): Stripe {
  const clock = createClock(start)
  return { clock, budget: createReadBudget(clock, {}), requests: [] }
}

const sinceStart = ({ clock }: Stripe) => clock.now().since(start).total('milliseconds')

async function pass(stripe: Stripe, ms: number) {
  const until = stripe.clock.now().add({ milliseconds: ms })
  for (;;) {
    await nextTurn()
    const next = stripe.clock.nextAt()
    if (!next || Temporal.Instant.compare(next, until) > 0) break
    await stripe.clock.moveTo(next)
  }
  await stripe.clock.moveTo(until)
}

type Look = {
  readonly asker?: Asker
  readonly reads?: number
  readonly account?: typeof harbor | typeof trial
}

function look(stripe: Stripe, { asker = 'send', reads = 2, account = harbor }: Look = {}): Promise<number> {
  return stripe.budget.inTurn(account, { asker, reads }, async () => {
    for (let read = 0; read < reads; read += 1) request(stripe, account)
    return sinceStart(stripe)
  })
}

function request(stripe: Stripe, account: Look['account'] = harbor) {
  stripe.budget.count(account ?? harbor)
  stripe.requests.push(sinceStart(stripe))
}

const asks = fc.record({
  pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })),
  looks: fc.integer({ min: 1, max: 20 }),
  reads: fc.integer({ min: 1, max: 4 }),
  asker: fc.constantFrom<Asker>('send', 'news'),
})

test.each([
  [harbor, 100],
  [trial, 25],
] as const)(
  'looks never ask Stripe more often than it allows, whenever they come (%o)',
  async (account, most) => {
    await fc.assert(
      fc.asyncProperty(fc.array(asks, { minLength: 1, maxLength: 30 }), async (given) => {
        const stripe = openStripe()
        const looks: Promise<number>[] = []
        for (const { pauseMs, looks: count, ...wish } of given) {
          await pass(stripe, pauseMs)
          for (let nth = 0; nth < count; nth += 1) looks.push(look(stripe, { ...wish, account }))
        }
        await pass(stripe, 10 * 60_000)
        await Promise.all(looks)
        expect(mostInASecond(stripe.requests)).toBeLessThanOrEqual(most)
      }),
      { numRuns: 50 },
    )
  },
)

test.each([
  [harbor, 85],
  [trial, 21],
] as const)('what always waits is looked at within 2 %% of 85 %% of that (%o)', async (account, usual) => {
  const stripe = openStripe()
  for (let nth = 0; nth < 5_000; nth += 1) void look(stripe, { account })
  await pass(stripe, 60_000)
  const pace = stripe.requests.filter((at) => at < 60_000).length / 60
  expect(pace).toBeGreaterThanOrEqual(usual * 0.98)
  expect(pace).toBeLessThanOrEqual(usual * 1.02)
})

test('a message about to go out is looked at before news, which have every fourth turn', async () => {
  const stripe = openStripe()
  for (let click = 0; click < 20; click += 1) request(stripe)
  const order: Asker[] = []
  const ask = (asker: Asker) => void look(stripe, { asker }).then(() => order.push(asker))
  for (let nth = 0; nth < 12; nth += 1) ask('news')
  for (let nth = 0; nth < 12; nth += 1) ask('send')
  await pass(stripe, 60_000)
  const behindTheFirst = order.slice(1)
  expect(behindTheFirst.slice(0, 15).filter((asker) => asker === 'send')).toHaveLength(12)
  expect(behindTheFirst.slice(0, 4)).toContain('news')
  expect(order).toHaveLength(24)
})

test('what a shopper waits for is asked at once, and what is looked at waits the longer', async () => {
  const stripe = openStripe()
  for (let click = 0; click < 100; click += 1) request(stripe)
  expect(stripe.requests.every((at) => at === 0)).toBe(true)
  const looked = look(stripe)
  await pass(stripe, 5_000)
  expect(await looked).toBeGreaterThan(900)
})

test('a look that asks more often than usual pays for it afterwards', async () => {
  const stripe = openStripe()
  await stripe.budget.inTurn(harbor, { asker: 'news', reads: 2 }, async () => {
    for (let read = 0; read < 92; read += 1) request(stripe)
  })
  const looked = look(stripe)
  await pass(stripe, 5_000)
  expect(await looked).toBeGreaterThan(900)
})

test('an account that Stripe finds asked too often is asked half as often for a while', async () => {
  const stripe = openStripe()
  stripe.budget.slowDown(harbor)
  for (let nth = 0; nth < 5_000; nth += 1) void look(stripe)
  await pass(stripe, 60_000)
  const within = (from: number, to: number) => stripe.requests.filter((at) => at >= from && at < to).length
  expect(within(2_000, 9_000) / 7).toBeCloseTo(42.5, -0.5)
  expect(within(12_000, 52_000) / 40).toBeCloseTo(85, -0.5)
})

test('accounts and environments have a pace of their own', async () => {
  const stripe = openStripe()
  for (let nth = 0; nth < 500; nth += 1) void look(stripe)
  const looked = look(stripe, { account: trial })
  await pass(stripe, 1)
  expect(await looked).toBe(0)
})
