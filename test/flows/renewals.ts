import type { SeenSubscription } from '../../server/stripe/read/subscription.ts'
import { at, seconds } from '../stripe/objects.ts'
import { day } from './seen.ts'

/** The renewal of Maya's wine club in a week, as the flows about it call it. */
export const renewal = `sub_club:${seconds + 7 * day}`

/** The object of news about a renewal to come, in the shape of today: an invoice without an id. */
export const upcoming = {
  object: 'invoice',
  parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_club' } },
  period_end: seconds + 7 * day,
  next_payment_attempt: seconds + 7 * day + 3600,
}

/** Endings that every announced renewal has, with their sentences. */
export const renewalEndings: readonly [string, Partial<SeenSubscription>, string][] = [
  ['is over when the subscription has ended', { status: 'ended' }, 'stopped: The subscription has ended.'],
  ['is none when it never began', { status: 'never-began' }, 'stopped: The subscription has ended.'],
  [
    'is over when it will end by itself',
    { isLeaving: true },
    'stopped: The subscription will not be charged again.',
  ],
  ['is over when it is paused', { status: 'paused' }, 'stopped: The subscription will not be charged again.'],
  [
    'is none when an invoice is sent instead',
    { collection: 'sent' },
    'stopped: The subscription is not charged by itself.',
  ],
  [
    'is over when the renewal was moved',
    { renewsAt: at(20 * day) },
    'stopped: The subscription renews on another day now.',
  ],
  [
    'is none when it costs nothing',
    { price: { amount: 0, currency: 'eur' } },
    'stopped: Nothing will be charged.',
  ],
  [
    'is over when the customer was deleted',
    { customerIsDeleted: true },
    'stopped: The customer was deleted in Stripe.',
  ],
]
