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

/** From yesterday on, up to so many minutes ago. */
function upTo(minutes: number) {
  const until = bodega.clock.now().subtract({ minutes })
  return { from: until.subtract({ hours: 24 }), until }
}

/** The checkouts that were open for longer than this. */
async function openFor(minutes: number) {
  return (await listOpenSessions(bodega.client, upTo(minutes))).map(({ id }) => id)
}

describe('checkouts that were left open', () => {
  test('are found once they are old enough, with the time they began', async () => {
    const beganAt = bodega.clock.now()
    const id = bodega.stripe.startCheckout(basket)
    await pass(45)
    expect(await openFor(45)).toEqual([])
    await pass(1)
    expect(await listOpenSessions(bodega.client, upTo(45))).toEqual([{ id, createdAt: beganAt }])
  })

  test('are found in the span they began in and in no other', async () => {
    bodega.stripe.startCheckout(basket)
    const until = bodega.clock.now().add({ seconds: 1 })
    const next = { from: until, until: until.add({ hours: 1 }) }
    await pass(60)
    expect(
      await listOpenSessions(bodega.client, { from: until.subtract({ seconds: 1 }), until }),
    ).toHaveLength(1)
    expect(await listOpenSessions(bodega.client, next)).toEqual([])
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
