import { describe, expect, test } from 'vitest'
import { cardExpiring } from '../../server/flows/card-expiring.ts'
import type { SeenSubscription } from '../../server/stripe/read/subscription.ts'
import { at } from '../stripe/objects.ts'
import { renewal, renewalEndings, upcoming } from './renewals.ts'
import { about, day, endingOf, eventOf, seenSubscription } from './seen.ts'

const card = (expiresAt: Temporal.Instant | undefined) => ({
  method: { card: 'Visa •••• 4242', expiresAt },
})
const expiring = (change: Partial<SeenSubscription> = {}) =>
  seenSubscription({ ...card(at(2 * day)), ...change })

describe('a card that expires before the renewal', () => {
  test('is heard of by the news of the renewal', () => {
    const trigger = cardExpiring.trigger(eventOf('invoice.upcoming', upcoming))
    expect(trigger?.subject).toMatch(/^sub_club:\d+$/)
    expect(cardExpiring.lookAt(renewal)).toEqual({ object: 'subscription', id: 'sub_club' })
  })

  test('is told of at once and four days later, until the renewal is charged', () => {
    expect(cardExpiring.steps.map(({ delayMinutes }) => delayMinutes / 60 / 24)).toEqual([0, 4])
    expect(cardExpiring.countsFrom(expiring(), renewal)).toBeUndefined()
    expect(cardExpiring.usefulUntil(expiring(), renewal)).toEqual(at(7 * day))
  })

  test('is named with the plan', () => {
    expect(cardExpiring.facts(expiring(), renewal)).toMatchObject({
      card: 'Visa •••• 4242',
      items: 'Wine club',
      about: 'plan',
      day: at(7 * day),
    })
  })

  test('is changed on the portal’s page for cards', () => {
    expect(cardExpiring.page(renewal)).toBe('card-update')
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenSubscription>, string]>([
    ['goes on while the card will have expired', {}, 'goes on'],
    ['goes on when it expires at the very moment', card(at(7 * day)), 'goes on'],
    [
      'is over when the card is good for the renewal, as after an update by its network',
      card(at(7 * day + 1)),
      'stopped: The card on file is good for the renewal.',
    ],
    [
      'is none when what is on file does not expire',
      card(undefined),
      'stopped: The renewal is charged to nothing that expires.',
    ],
    [
      'is none when nothing is on file',
      { method: undefined },
      'stopped: The renewal is charged to nothing that expires.',
    ],
    ...renewalEndings,
  ])('%s', (_, change, ending) => {
    expect(endingOf(cardExpiring, expiring(change), about(renewal))).toBe(ending)
  })

  test.each([
    ['a minute before', 7 * day - 60, 'goes on'],
    ['when it is charged', 7 * day, 'stopped: The renewal has been charged.'],
    ['afterwards', 8 * day, 'stopped: The renewal has been charged.'],
  ])('stands so %s', (_, plus, ending) => {
    expect(endingOf(cardExpiring, expiring(), about(renewal, { now: at(plus) }))).toBe(ending)
  })
})
