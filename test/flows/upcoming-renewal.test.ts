import { describe, expect, test } from 'vitest'
import { cardExpiring } from '../../server/flows/card-expiring.ts'
import { trialEnding } from '../../server/flows/trial-ending.ts'
import { upcomingRenewal } from '../../server/flows/upcoming-renewal.ts'
import type { SeenSubscription } from '../../server/stripe/read/subscription.ts'
import { at } from '../stripe/objects.ts'
import { renewal, renewalEndings, upcoming } from './renewals.ts'
import { about, day, endingOf, eventOf, seenSubscription } from './seen.ts'

/** What is on file is no card: a debit from a bank account. */
const debit = { card: undefined, expiresAt: undefined }

describe('a renewal', () => {
  test('is heard of by an invoice without an id', () => {
    const trigger = upcomingRenewal.trigger(eventOf('invoice.upcoming', upcoming))
    expect(trigger).toMatchObject({ at: at(0), attemptCount: 0 })
    expect(trigger?.subject).toMatch(/^sub_club:\d+$/)
  })

  test('is told of once, at once, until it is charged', () => {
    expect(upcomingRenewal.steps.map(({ delayMinutes }) => delayMinutes)).toEqual([0])
    expect(upcomingRenewal.usefulUntil(seenSubscription(), renewal)).toEqual(at(7 * day))
  })

  test('is told with its day, its sum, its plan and its card', () => {
    expect(upcomingRenewal.facts(seenSubscription(), renewal)).toMatchObject({
      day: at(7 * day),
      due: { amount: 2400, currency: 'eur' },
      items: 'Wine club',
      card: 'Visa •••• 4242',
    })
  })

  test.each<[string, SeenSubscription['method'], string]>([
    ['a card is named', { card: 'Visa •••• 4242', expiresAt: at(day) }, 'upcoming_renewal'],
    ['a debit is called what is on file', debit, 'upcoming_renewal_method'],
  ])('is written about in words that are true: %s', (_, method, text) => {
    expect(upcomingRenewal.steps[0]?.template(seenSubscription({ method }))).toBe(text)
  })

  test('may be changed or cancelled on the portal, as the message says', () => {
    expect(upcomingRenewal.page(renewal)).toBe('manage-plan')
  })

  test('is one matter with the card for it and the trial before it: one flow speaks', () => {
    const seen = seenSubscription()
    const names = [upcomingRenewal, cardExpiring, trialEnding].map((flow) => flow.money(seen, renewal))
    expect(new Set(names).size).toBe(1)
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenSubscription>, string]>([
    ['goes on until it is charged', {}, 'goes on'],
    [
      'is none while nobody can tell the sum',
      { price: undefined },
      'stopped: What will be charged is not known yet.',
    ],
    [
      'is none when nothing is on file',
      { method: undefined },
      'stopped: Nothing is on file that the renewal could be charged to.',
    ],
    ['goes on when something else than a card is on file', { method: debit }, 'goes on'],
    ...renewalEndings,
  ])('%s', (_, change, ending) => {
    expect(endingOf(upcomingRenewal, seenSubscription(change), about(renewal))).toBe(ending)
  })

  test('is over once it was charged', () => {
    const later = about(renewal, { now: at(7 * day) })
    expect(endingOf(upcomingRenewal, seenSubscription(), later)).toBe(
      'stopped: The renewal has been charged.',
    )
  })
})
