import { describe, expect, test } from 'vitest'
import { trialEnding } from '../../server/flows/trial-ending.ts'
import type { SeenSubscription } from '../../server/stripe/read/subscription.ts'
import { at, seconds } from '../stripe/objects.ts'
import { about, day, endingOf, eventOf, seenSubscription } from './seen.ts'

const subject = `sub_club:${seconds + 3 * day}`
const trial = (change: Partial<SeenSubscription> = {}) =>
  seenSubscription({ status: 'trialing', trialEndsAt: at(3 * day), method: undefined, ...change })
const ends = (object: object) =>
  trialEnding.trigger(eventOf('customer.subscription.trial_will_end', { ...object }))

describe('a trial that will end', () => {
  test('is called by its subscription and its end', () => {
    expect(ends({ id: 'sub_club', trial_end: seconds + 3 * day })).toEqual({
      subject,
      at: at(0),
      attemptCount: 0,
    })
    expect(trialEnding.lookAt(subject)).toEqual({ object: 'subscription', id: 'sub_club' })
  })

  test.each([undefined, null, 0, '1795341600', 1.5])('is none when its end is %j', (trial_end) => {
    expect(ends({ id: 'sub_club', trial_end })).toBeUndefined()
  })

  test('is told of three days before, and not once it is over', () => {
    expect(trialEnding.steps.map(({ delayMinutes }) => delayMinutes / 60 / 24)).toEqual([-3])
    expect(trialEnding.countsFrom(trial(), subject)).toEqual(at(3 * day))
    expect(trialEnding.usefulUntil(trial(), subject)).toEqual(at(3 * day))
  })

  test.each<[string, SeenSubscription['method'], string]>([
    ['that nothing is on file yet', undefined, 'trial_ending_no_card'],
    ['that what is on file will be charged', { card: undefined, expiresAt: undefined }, 'trial_ending'],
  ])('is told of with the word %s', (_, method, text) => {
    expect(trialEnding.steps[0]?.template(trial({ method }))).toBe(text)
  })

  test('may be cancelled or given a card on the portal, as the message says', () => {
    expect(trialEnding.page(subject)).toBe('manage-plan')
  })

  test('names the day and the sum', () => {
    expect(trialEnding.facts(trial(), subject)).toMatchObject({
      day: at(3 * day),
      due: { amount: 2400, currency: 'eur' },
    })
  })
})

describe('the matter', () => {
  const method = { card: 'Visa •••• 4242', expiresAt: at(900 * day) }

  test.each<[string, Partial<SeenSubscription>, string]>([
    ['goes on while nothing is on file', {}, 'goes on'],
    ['is none when a card is', { method }, 'stopped: A payment method is on file.'],
    [
      'is none when anything else is',
      { method: { card: undefined, expiresAt: undefined } },
      'stopped: A payment method is on file.',
    ],
    [
      'is over when the trial was ended early, of which Stripe tells by the same event',
      { status: 'active' },
      'stopped: The trial is over.',
    ],
    ['is over when the subscription has ended', { status: 'ended' }, 'stopped: The trial is over.'],
    [
      'is over when the subscription pauses for want of a card',
      { status: 'paused' },
      'stopped: The trial is over.',
    ],
    ['is none without an end', { trialEndsAt: undefined }, 'stopped: The trial is over.'],
    [
      'is another one when the trial was made longer, of which Stripe tells again',
      { trialEndsAt: at(30 * day) },
      'stopped: The trial ends at another time now.',
    ],
    [
      'is over when the subscription ends with it',
      { isLeaving: true },
      'stopped: The subscription ends with the trial.',
    ],
    [
      'is none when an invoice is sent instead',
      { collection: 'sent' },
      'stopped: The subscription is not charged by itself.',
    ],
    [
      'is none while nobody can tell the sum',
      { price: undefined },
      'stopped: What will be charged is not known yet.',
    ],
    [
      'is none when it costs nothing afterwards',
      { price: { amount: 0, currency: 'eur' } },
      'stopped: Nothing will be charged.',
    ],
    [
      'is over when the customer was deleted',
      { customerIsDeleted: true },
      'stopped: The customer was deleted in Stripe.',
    ],
  ])('%s', (_, change, ending) => {
    expect(endingOf(trialEnding, trial(change), about(subject))).toBe(ending)
  })

  test('goes on for everybody where the merchant wants that', () => {
    expect(endingOf(trialEnding, trial({ method }), about(subject, { everyone: true }))).toBe('goes on')
  })

  test('is over when the moment has come, whatever Stripe still says', () => {
    const then = about(subject, { now: at(3 * day), everyone: true })
    expect(endingOf(trialEnding, trial(), then)).toBe('stopped: The trial is over.')
  })
})
