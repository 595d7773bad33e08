import { describe, expect, test } from 'vitest'
import type { Purchase } from '../../../simulator/stripe/world/checkout.ts'
import type { World } from '../../../simulator/world.ts'
import { count, explained, linkOf, mayaPhone, nudgeStates, onlyMessage, open } from '../stage.ts'
import { agreesToOffers, leap, mayaIn, pageBehind, textsTo } from './stage.ts'

const guestPhone = '+34600000077'
const coffee = { amount: 3_800, productName: 'Two bags of coffee', recovery: 'enabled' } as const

/** A shop that watches its checkouts, and Maya, who agreed to offers. */
async function shop(differences: Parameters<typeof mayaIn>[1] = {}) {
  const world = await mayaIn(['abandoned-checkout'], differences)
  await agreesToOffers(world)
  return world
}

/** Maya goes to the checkout with two bags of coffee. Returns the session's id. */
function toCheckout(
  world: World,
  how: Partial<Omit<Purchase, 'account' | 'email' | 'customer'>> = {},
): string {
  return world.stripe.startCheckout({ customer: 'cus_maya', ...coffee, ...how })
}

/** A guest goes there, of whom the shop knows this. */
function guestToCheckout(world: World, metadata: Record<string, string>, email?: string): string {
  const account = world.merchant.accountId
  return world.stripe.startCheckout({ account, ...coffee, metadata, ...(email ? { email } : {}) })
}

/** An hour after Maya left her checkout, she has one message. */
async function mayaWasReminded(how: Parameters<typeof toCheckout>[1] = {}) {
  const world = await shop()
  const session = toCheckout(world, how)
  await world.advance({ hours: 1 })
  return { world, session, message: onlyMessage(world) }
}

describe('a checkout left open', () => {
  test('is found three quarters of an hour after it began, and the message leads back to it', async () => {
    const world = await shop()
    const session = toCheckout(world)
    const { url } = world.stripe.find('checkout.session', session)
    await world.advance({ minutes: 44 })
    expect(textsTo(world)).toEqual([])

    await world.advance({ minutes: 6 })

    const message = onlyMessage(world)
    expect(textsTo(world)).toEqual(['abandoned_checkout'])
    expect(message.category).toBe('marketing')
    expect(message.body).toContain('Two bags of coffee')
    expect(await pageBehind(message)).toBe(url)
    expect(await explained(world, session)).toContain('message 1 (abandoned_checkout): sent.')
  })

  test('is written about again by its recovery link once it has expired', async () => {
    const { world, session } = await mayaWasReminded()
    await leap(world, { hours: 25 })

    expect(textsTo(world)).toEqual(['abandoned_checkout', 'abandoned_checkout_expired'])
    const { after_expiration } = world.stripe.find('checkout.session', session)
    expect(await pageBehind(world.messagesTo(mayaPhone)[1]!)).toBe(after_expiration?.recovery?.url)

    await leap(world, { days: 2 })
    expect(textsTo(world)[2]).toBe('abandoned_checkout_last')
  })

  test('is found as late as the merchant wishes', async () => {
    const world = await shop()
    await world.run('flow', 'set', 'abandoned-checkout', '--delays', '2h,25h,3d')
    toCheckout(world)
    await world.advance({ minutes: 115 })
    expect(textsTo(world)).toEqual([])

    await world.advance({ minutes: 10 })
    expect(textsTo(world)).toEqual(['abandoned_checkout'])
  })

  test('that expires before anybody looked is written about by its recovery link', async () => {
    const world = await shop()
    toCheckout(world, { expiresAfterMinutes: 30 })
    await world.advance({ hours: 1 })

    expect(textsTo(world)).toEqual(['abandoned_checkout_expired'])
  })

  test('that lives for half an hour only is written about in new words each time', async () => {
    const world = await shop()
    const session = toCheckout(world, { expiresAfterMinutes: 30 })

    await leap(world, { hours: 1 })
    await leap(world, { hours: 25 })
    await leap(world, { days: 2 })

    expect(textsTo(world)).toEqual(['abandoned_checkout_expired', 'abandoned_checkout_last'])
    expect(await nudgeStates(world)).toEqual(['sent', 'skipped', 'sent'])
    expect(await explained(world, session)).toContain(
      'message 2 (abandoned_checkout_expired): not sent. The customer has got the very same text about this before.',
    )
  })

  test('is written about twice in the same words where the merchant chose them', async () => {
    const world = await shop()
    const flow = 'abandoned-checkout'
    await world.run('flow', 'set', flow, '--template', '2=abandoned_checkout_expired')
    toCheckout(world, { expiresAfterMinutes: 30 })

    await leap(world, { hours: 1 })
    await leap(world, { hours: 25 })

    expect(textsTo(world)).toEqual(['abandoned_checkout_expired', 'abandoned_checkout_expired'])
  })

  test('is left alone while the shopper is back in a newer one, about which they are written to', async () => {
    const world = await shop()
    const first = toCheckout(world)
    await world.advance({ minutes: 30 })
    const second = toCheckout(world)
    await world.advance({ minutes: 40 })
    expect(textsTo(world)).toEqual([])

    await world.advance({ minutes: 20 })
    expect(await pageBehind(onlyMessage(world))).toBe(world.stripe.find('checkout.session', second).url)
    await leap(world, { hours: 22, minutes: 40 })
    expect(await explained(world, first)).toContain(
      'heard checkout.session.expired: ignored (The customer is back in a newer checkout.)',
    )
  })

  test('is followed no further once the shopper has left a newer one, also where nobody looked in between', async () => {
    const world = await shop()
    const first = toCheckout(world)
    await world.advance({ minutes: 30 })
    toCheckout(world)

    await leap(world, { hours: 24 })

    expect(textsTo(world)).toHaveLength(1)
    expect(await count(world, 'enrollment')).toBe(1)
    expect(await explained(world, first)).toContain(
      'ignored (The customer has left a newer checkout since, which is followed in its place.)',
    )
  })

  test('is written about no more once the shopper has completed another one', async () => {
    const { world, session } = await mayaWasReminded()

    world.stripe.completeCheckout(toCheckout(world))
    await leap(world, { hours: 25 })

    expect(textsTo(world)).toHaveLength(1)
    expect(await explained(world, session)).toContain(
      'the flow ended: The customer has completed another checkout since.',
    )
  })

  test('in which only a card was to be saved is no matter of ours', async () => {
    const world = await shop()
    const { id } = await world.house.tools
      .stripe({ environment: 'live', accountId: world.merchant.accountId })
      .checkout.sessions.create({
        mode: 'setup',
        currency: 'eur',
        customer: 'cus_maya',
        success_url: 'https://harbor.example/done',
      })
    await world.advance({ hours: 2 })

    expect(textsTo(world)).toEqual([])
    expect(await count(world, 'enrollment')).toBe(0)
    await leap(world, { hours: 24 })
    expect(await explained(world, id)).toContain('ignored (Nothing was to be paid in this checkout.)')
  })
})

describe('watching costs Stripe little', () => {
  const reads = (world: World, path: RegExp) => world.stripe.calls.filter((call) => path.test(call.path))
  /** The lists of open checkouts that were asked for, by the seconds they span. */
  const watches = (world: World) =>
    reads(world, /^\/v1\/checkout\/sessions$/)
      .map(({ query }) => new URLSearchParams(query))
      .filter((query) => query.get('status') === 'open')
      .map((query) => ({ from: Number(query.get('created[gte]')), until: Number(query.get('created[lt]')) }))

  test('a checkout that is nobody’s matter is judged once, however long it stays open', async () => {
    const world = await shop()
    const first = toCheckout(world)
    await world.advance({ minutes: 30 })
    toCheckout(world)
    await world.advance({ hours: 3 })

    expect(reads(world, new RegExp(`sessions/${first}$`))).toHaveLength(1)
  })

  test('ten checkouts of which none is written about are listed once each and looked at once each', async () => {
    const world = await shop()
    const opened: string[] = []
    for (let number = 0; number < 10; number += 1) {
      opened.push(toCheckout(world))
      await world.advance({ minutes: 20 })
    }
    await world.advance({ hours: 2 })

    const began = opened.map((id) => world.stripe.find('checkout.session', id).created)
    const rows = began.map(
      (second) => watches(world).filter(({ from, until }) => from <= second && second < until).length,
    )
    expect(rows).toEqual(opened.map(() => 1))
    const looks = opened.map((id) => reads(world, new RegExp(`sessions/${id}$`)).length)
    // The last one is written about, and looked at again before that.
    expect(looks).toEqual([...opened.slice(1).map(() => 1), 2])
  })

  test('a checkout is judged at the next watch when Stripe was away at this one', async () => {
    const world = await shop()
    toCheckout(world)
    await world.advance({ minutes: 40 })
    world.stripe.fail({ status: 500, path: /checkout/ }, 6)
    await world.advance({ minutes: 20 })

    expect(textsTo(world)).toEqual(['abandoned_checkout'])
  })
})

describe('a shopper who comes back', () => {
  test('by the link and pays has brought a recovery', async () => {
    const { world, session, message } = await mayaWasReminded()
    await open(linkOf(message))

    world.stripe.completeCheckout(session)
    await world.settle()

    expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])
    expect(await world.run('results')).toEqual([
      '1 click',
      'clicked: €38.00 in 1 payment',
      'recovered: €38.00',
    ])
    expect(world.stripe.find('checkout.session', session).metadata).toMatchObject({
      paynudge_flow: 'abandoned-checkout',
      paynudge_attribution: 'clicked',
    })
  })

  test('by the recovery link and pays the copy has brought a recovery, and is led to no third checkout', async () => {
    const { world, session } = await mayaWasReminded()
    await leap(world, { hours: 25 })
    const [, second] = world.messagesTo(mayaPhone)
    await open(linkOf(second!))

    world.stripe.completeCheckout(world.stripe.openRecoveryLink(session))
    await world.settle()

    expect(await nudgeStates(world)).toEqual(['sent', 'sent', 'cancelled'])
    expect(await world.run('results')).toContain('recovered: €38.00')
    expect(await explained(world, session)).toContain('the flow ended: The order is paid.')
    await world.advance({ minutes: 5 })
    expect(await (await open(linkOf(second!))).text()).toContain('Ya está pagado')
  })

  test('by the recovery link and leaves the copy, too, is told once more of the same order', async () => {
    const { world, session } = await mayaWasReminded()
    await leap(world, { hours: 25 })
    world.stripe.openRecoveryLink(session)
    await leap(world, { hours: 26 })

    await leap(world, { hours: 24 })

    expect(textsTo(world)).toEqual([
      'abandoned_checkout',
      'abandoned_checkout_expired',
      'abandoned_checkout_last',
    ])
    expect(await count(world, 'enrollment')).toBe(1)
  })

  test('by the recovery link of a copy and pays has brought a recovery, too', async () => {
    const { world, session } = await mayaWasReminded()
    await leap(world, { hours: 25 })
    const copy = world.stripe.openRecoveryLink(session)
    await leap(world, { hours: 25 })

    world.stripe.completeCheckout(world.stripe.openRecoveryLink(copy))
    await world.settle()

    expect(await world.run('results')).toContain('recovered: €38.00')
  })

  test('by the recovery link of a copy and leaves that, too, is in the same matter all along', async () => {
    const { world, session } = await mayaWasReminded()
    await leap(world, { hours: 25 })
    const copy = world.stripe.openRecoveryLink(session)
    await leap(world, { hours: 25 })
    const second = world.stripe.openRecoveryLink(copy)
    await leap(world, { hours: 25 })
    world.stripe.openRecoveryLink(second)
    await leap(world, { hours: 25 })

    expect(await count(world, 'enrollment')).toBe(1)
    expect(textsTo(world).length).toBeLessThanOrEqual(3)
  })

  test('within three quarters of an hour hears nothing', async () => {
    const world = await shop()
    const session = toCheckout(world)
    await world.advance({ minutes: 40 })
    world.stripe.completeCheckout(session)

    await leap(world, { hours: 30 })

    expect(textsTo(world)).toEqual([])
    expect(await count(world, 'enrollment')).toBe(0)
  })

  test('and whose payment is heard of before the expiry hears nothing', async () => {
    const world = await shop()
    world.stripe.hold()
    const session = toCheckout(world)
    await world.advance({ minutes: 10 })
    world.stripe.expireCheckout(session)
    world.stripe.completeCheckout(world.stripe.openRecoveryLink(session))
    world.stripe.release('reverse')

    await leap(world, { hours: 30 })

    expect(textsTo(world)).toEqual([])
    expect(await explained(world, session)).toContain(
      'heard checkout.session.expired: ignored (It was paid before Paynudge looked.)',
    )
  })
})

test('a card that is saved on another page is no order: the basket is still written about', async () => {
  const world = await shop()
  toCheckout(world)
  await world.advance({ minutes: 10 })
  const { id } = await world.house.tools
    .stripe({ environment: 'live', accountId: world.merchant.accountId })
    .checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer: 'cus_maya',
      success_url: 'https://harbor.example/done',
    })
  world.stripe.completeCheckout(id)

  await leap(world, { hours: 1 })

  expect(textsTo(world)).toEqual(['abandoned_checkout'])
})

test('a checkout that expires without a recovery link is written about no more', async () => {
  const { world, session } = await mayaWasReminded({ recovery: 'disabled' })

  await leap(world, { hours: 25 })

  expect(textsTo(world)).toEqual(['abandoned_checkout'])
  expect(await explained(world, session)).toContain(
    'the flow ended: The checkout expired and has no recovery link.',
  )
})

test('a checkout that expires early without a recovery link is never written about', async () => {
  const world = await shop()
  const session = toCheckout(world, { recovery: 'disabled', expiresAfterMinutes: 30 })

  await world.advance({ hours: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, session)).toContain(
    'ignored (The checkout expired and has no recovery link.)',
  )
})

test('who agreed to messages about payments only is not reminded of a basket', async () => {
  const world = await mayaIn(['abandoned-checkout'])
  const session = toCheckout(world)

  await leap(world, { hours: 1 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, session)).toContain(
    'message 1 (abandoned_checkout): not sent. The customer has not agreed to offers on WhatsApp, and this message counts as one.',
  )
})

describe('a guest', () => {
  const agrees = async (world: World) => {
    const wording = 'Yes, offers by WhatsApp'
    await world.run('consent', 'grant', guestPhone, '--purpose', 'marketing', '--wording', wording)
  }

  test.each<[string, Record<string, string>]>([
    ['for WhatsApp', { whatsapp_phone: '600 000 077' }],
    ['of any kind', { phone: '+34 600 000 077' }],
  ])('whose number %s the shop handed over with the checkout is written to', async (_, metadata) => {
    const world = await shop()
    await agrees(world)
    guestToCheckout(world, metadata)

    await world.advance({ hours: 1 })

    expect(textsTo(world, guestPhone)).toEqual(['abandoned_checkout'])
    const { db } = world.house.tools
    expect(await db.selectFrom('enrollment').select('customer_id').execute()).toEqual([{ customer_id: null }])
  })

  test('whose number the shop filled in on the page is written to', async () => {
    const world = await shop()
    await agrees(world)
    world.stripe.startCheckout({
      account: world.merchant.accountId,
      ...coffee,
      questions: [{ key: 'whatsapp', label: 'WhatsApp', type: 'text', prefilled: guestPhone }],
    })

    await world.advance({ hours: 1 })

    expect(textsTo(world, guestPhone)).toEqual(['abandoned_checkout'])
  })

  test('whose number nobody knows is not written to, and we can say why', async () => {
    const world = await shop()
    const session = guestToCheckout(world, {}, 'guest@example.com')

    await leap(world, { hours: 1 })

    expect(world.whatsapp.messages).toEqual([])
    expect(await explained(world, session)).toContain(
      'message 1 (abandoned_checkout): not sent. Stripe knows no usable phone number of this customer.',
    )
  })

  test.each<[string, string | undefined]>([
    ['whose e-mail address the shop knows', 'guest@example.com'],
    ['of whom the shop knows nothing but the number', undefined],
  ])('%s brings a recovery by paying the copy behind the recovery link', async (_, email) => {
    const world = await shop()
    await agrees(world)
    const session = guestToCheckout(world, { whatsapp_phone: guestPhone }, email)
    await world.advance({ hours: 1 })
    await leap(world, { hours: 25 })
    await open(linkOf(world.messagesTo(guestPhone)[1]!))

    world.stripe.completeCheckout(world.stripe.openRecoveryLink(session))
    await world.settle()

    expect(await world.run('results')).toContain('recovered: €38.00')
    await leap(world, { days: 3 })
    expect(textsTo(world, guestPhone)).toHaveLength(2)
  })

  test('of whom the shop knows nothing but the number brings a recovery by paying the copy of a copy', async () => {
    const world = await shop()
    await agrees(world)
    const session = guestToCheckout(world, { whatsapp_phone: guestPhone })
    await world.advance({ hours: 1 })
    await leap(world, { hours: 25 })
    const copy = world.stripe.openRecoveryLink(session)
    await leap(world, { hours: 25 })

    world.stripe.completeCheckout(world.stripe.openRecoveryLink(copy))
    await world.settle()

    expect(await world.run('results')).toContain('recovered: €38.00')
    await leap(world, { days: 3 })
    expect(textsTo(world, guestPhone)).toHaveLength(2)
  })
})
