import { afterEach, beforeEach, expect, test } from 'vitest'
import { addMaya, type Bodega, startBodega, toldDuring, typesOf } from './rehearsal.ts'

let bodega: Bodega
let intent: string

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
  const invoice = bodega.stripe.renew('cus_maya')
  intent = bodega.stripe.paymentIntentsOf(invoice)[0] ?? ''
})

afterEach(() => bodega.close())

test('a disputed payment is taken back, and its charge says so', async () => {
  const { stripe, client } = bodega
  const told = await toldDuring(bodega, () => stripe.disputePayment(intent))
  expect(typesOf(told)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
  const { data } = await client.disputes.list({ payment_intent: intent, expand: ['data.charge'] })
  expect(data).toMatchObject([
    {
      status: 'needs_response',
      reason: 'fraudulent',
      amount: 2400,
      balance_transactions: [{ amount: -2400 }],
      charge: { disputed: true, amount_refunded: 0 },
    },
  ])
})

test.each([
  [
    'a dispute that is won brings the money back',
    'won',
    ['charge.dispute.closed', 'charge.dispute.funds_reinstated'],
    0,
  ],
  ['a dispute that is lost keeps it away', 'lost', ['charge.dispute.closed'], -2400],
] as const)('%s', async (_, outcome, types, balance) => {
  const { stripe, client } = bodega
  const id = stripe.disputePayment(intent)
  const told = await toldDuring(bodega, () => stripe.closeDispute(id, outcome))
  expect(typesOf(told)).toEqual(types)
  const dispute = await client.disputes.retrieve(id)
  expect(dispute.status).toBe(outcome)
  expect(dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance)
})

test('a bank that only asks moves no money', async () => {
  const { stripe } = bodega
  const told = await toldDuring(bodega, () =>
    stripe.closeDispute(stripe.disputePayment(intent, { isInquiry: true }), 'won'),
  )
  expect(typesOf(told)).toEqual(['charge.dispute.created', 'charge.dispute.closed'])
  expect(told.at(-1)?.data.object).toMatchObject({ status: 'warning_closed', balance_transactions: [] })
})

test('a merchant may give in', async () => {
  const id = bodega.stripe.disputePayment(intent, { amount: 1000, reason: 'product_not_received' })
  expect(await bodega.client.disputes.close(id)).toMatchObject({ status: 'lost', amount: 1000 })
})
