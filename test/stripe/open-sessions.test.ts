import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listOpenSessions } from '../../server/stripe/open-sessions.ts'
import { account, addMaya, type Bodega, startBodega } from '../simulator/rehearsal.ts'

let bodega: Bodega

beforeEach(async () => {
  bodega = await startBodega()
  addMaya(bodega)
})

afterEach(() => bodega.close())

const basket = { customer: 'cus_maya', amount: 4500, recovery: 'enabled' } as const
const pass = (minutes: number) => bodega.clock.moveTo(bodega.clock.now().add({ minutes }))

/** The checkouts that were open for this long. */
async function openFor(minutes: number) {
  const before = bodega.clock.now().subtract({ minutes })
  return (await listOpenSessions(bodega.client, before)).map(({ id }) => id)
}

describe('checkouts that were left open', () => {
  test('are found once they are old enough, with the time they began', async () => {
    const beganAt = bodega.clock.now()
    const id = bodega.stripe.startCheckout(basket)
    await pass(44)
    expect(await openFor(45)).toEqual([])
    await pass(1)
    expect(await listOpenSessions(bodega.client, bodega.clock.now().subtract({ minutes: 45 }))).toEqual([
      { id, createdAt: beganAt },
    ])
  })

  test.each([
    ['completed', (id: string) => bodega.stripe.completeCheckout(id)],
    ['ended by the shop', (id: string) => bodega.stripe.expireCheckout(id)],
  ])('are none that were %s', async (_, act) => {
    act(bodega.stripe.startCheckout(basket))
    await pass(60)
    expect(await openFor(45)).toEqual([])
  })

  test('are none in which only a card is saved', async () => {
    await bodega.client.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer: 'cus_maya',
      success_url: 'https://bodega.example/done',
    })
    await pass(60)
    expect(await openFor(45)).toEqual([])
  })

  test('are none that carry on another one, which is written about already', async () => {
    const expired = bodega.stripe.startCheckout(basket)
    bodega.stripe.expireCheckout(expired)
    bodega.stripe.openRecoveryLink(expired)
    bodega.stripe.startCheckout({ ...basket, metadata: { paynudge_again: 'sub_club' } })
    const own = bodega.stripe.startCheckout({ account, amount: 900 })
    await pass(60)
    expect(await openFor(45)).toEqual([own])
  })
})
