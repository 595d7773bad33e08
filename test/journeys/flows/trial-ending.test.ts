import { expect, test } from 'vitest'
import type { NewCard } from '../../../simulator/stripe/objects/customer.ts'
import type { World } from '../../../simulator/world.ts'
import { maya, mayaPhone } from '../stage.ts'
import { flowsSoFar, follow, lastMessage, shopWith, submit, written } from './stage.ts'

const on = ['trial-ending']
const goodCard: NewCard = { brand: 'visa', last4: '4242' }

type Trial = { readonly days?: number; readonly card?: NewCard }

/** Maya tries the coffee for ten days; no card is asked for unless one is said. */
async function mayaTries({ days = 10, card }: Trial = {}) {
  const world = await shopWith(on)
  const startedAt = world.clock.now()
  world.stripe.addCustomer({
    account: world.merchant.accountId,
    id: maya.id,
    name: maya.name,
    country: maya.country,
    phone: mayaPhone,
    email: 'maya@example.com',
    metadata: { whatsapp_opt_in: 'true' },
    ...(card && { card }),
  })
  begin(world, days)
  return { world, startedAt, endsAt: startedAt.add({ hours: days * 24 }) }
}

function begin({ stripe }: World, trialDays: number) {
  stripe.addSubscription({
    customer: maya.id,
    amount: 2_900,
    currency: 'eur',
    productName: 'Coffee every month',
    interval: 'month',
    trialDays,
    withoutCard: 'cancel',
  })
}

/** The same, a day after Stripe told that the trial ends: there is one message. */
async function wasTold() {
  const story = await mayaTries()
  await story.world.advance({ days: 8 })
  expect(written(story.world, story.endsAt)).toEqual([['trial_ending_no_card', -3]])
  return story
}

test('a trial without a card is written about three days before its end, and a card is put in by the link', async () => {
  const { world, endsAt } = await wasTold()
  const message = lastMessage(world)
  expect(message.body).toContain('3 de diciembre')
  expect(message.body).toContain('29,00')

  await submit(await follow(message), { card: 'visa' })
  await world.settle()
  expect(await flowsSoFar(world)).toEqual(['trial-ending: A payment method is on file.'])
  await world.advance({ days: 20 })

  expect(written(world, endsAt)).toHaveLength(1)
})

test('a trial that began with fewer than three days is written about at once', async () => {
  const { world, startedAt } = await mayaTries({ days: 2 })
  await world.advance({ days: 20 })

  expect(written(world, startedAt)).toEqual([['trial_ending_no_card', 0]])
})

test('a trial with a card on file is nobody’s worry', async () => {
  const { world } = await mayaTries({ card: goodCard })
  await world.advance({ days: 20 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('a merchant who wants everybody told has them told of the first payment', async () => {
  const { world, endsAt } = await mayaTries({ card: goodCard })
  await world.run('flow', 'set', 'trial-ending', '--everyone', 'yes')
  await world.advance({ days: 20 })

  expect(written(world, endsAt)).toEqual([['trial_ending', -3]])
  expect(await flowsSoFar(world)).toEqual(['trial-ending: The trial is over.'])
})

test('a trial that is ended early, of which Stripe tells as if it were soon to end, is not written about', async () => {
  const { world } = await mayaTries()
  await world.advance({ days: 2 })

  world.stripe.moveTrialEnd(maya.id, world.clock.now())
  await world.stripe.delivered()
  expect(world.stripe.deliveries.map(({ type }) => type)).toContain('customer.subscription.trial_will_end')
  await world.advance({ days: 20 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('a trial that gets a longer time after the message is written about again before its new end', async () => {
  const { world, endsAt } = await wasTold()

  world.stripe.moveTrialEnd(maya.id, endsAt.add({ hours: 10 * 24 }))
  await world.advance({ days: 20 })

  expect(written(world, endsAt)).toEqual([
    ['trial_ending_no_card', -3],
    ['trial_ending_no_card', 7],
  ])
  expect(lastMessage(world).body).toContain('13 de diciembre')
})

test('a trial that gets a longer time before the message could go out is written about once, with its new end', async () => {
  const { world, endsAt } = await mayaTries()
  // Stripe tells at five past ten on Maya's clock.
  await world.run('settings', 'set', '--hours', '18:00-20:00')
  await world.advance({ days: 7, hours: 1 })

  world.stripe.moveTrialEnd(maya.id, endsAt.add({ hours: 10 * 24 }))
  await world.advance({ days: 20 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(lastMessage(world).body).toContain('13 de diciembre')
  expect((await flowsSoFar(world))[0]).toBe('trial-ending: The trial ends at another time now.')
})

test('a trial that gets a shorter time is written about at once', async () => {
  const { world, startedAt } = await mayaTries()
  await world.advance({ days: 2 })

  world.stripe.moveTrialEnd(maya.id, startedAt.add({ hours: 3 * 24 }))
  await world.advance({ days: 20 })

  expect(written(world, startedAt)).toEqual([['trial_ending_no_card', 2]])
  expect(lastMessage(world).body).toContain('26 de noviembre')
})

const endings: readonly (readonly [string, (world: World) => unknown, string])[] = [
  [
    'a card was put on file',
    ({ stripe }) => stripe.updateCardInPortal(maya.id, goodCard),
    'A payment method is on file.',
  ],
  [
    'the subscription was cancelled',
    ({ stripe }) => stripe.cancelSubscription(maya.id),
    'The trial is over.',
  ],
  [
    'the subscription is to end with the trial',
    ({ stripe }) => stripe.cancelAtPeriodEnd(maya.id),
    'The subscription ends with the trial.',
  ],
  [
    'the trial was ended early',
    ({ stripe, clock }) => stripe.moveTrialEnd(maya.id, clock.now()),
    'The trial is over.',
  ],
]

test.each(endings)(
  'when %s while the message waits for the evening, none goes out',
  async (_, end, because) => {
    const { world } = await mayaTries()
    await world.run('settings', 'set', '--hours', '18:00-20:00')
    await world.advance({ days: 7, hours: 1 })
    expect(await flowsSoFar(world)).toEqual(['trial-ending: open'])

    end(world)
    await world.settle()
    expect(await flowsSoFar(world)).toEqual([`trial-ending: ${because}`])
    await world.advance({ days: 20 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  },
)

test.each(endings)('when %s before we look, nobody is written to', async (_, end) => {
  const { world } = await mayaTries()
  world.stripe.hold()
  await world.advance({ days: 7, hours: 1 })
  end(world)
  await world.stripe.release('reverse')
  await world.advance({ days: 20 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})

test('news that come after the trial has ended by itself start nothing', async () => {
  const { world } = await mayaTries()
  world.stripe.hold()
  await world.advance({ days: 11 })
  await world.stripe.release()
  await world.advance({ days: 20 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await flowsSoFar(world)).toEqual([])
})
