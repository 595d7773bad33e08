import { describe, expect, test } from 'vitest'
import { failedPayment } from '../../server/flows/failed-payment.ts'
import { readInvoice, type SeenInvoice } from '../../server/stripe/read/invoice.ts'
import { at, declinedOf, invoiceOf } from '../stripe/objects.ts'

const event = (object: Readonly<Record<string, unknown>>) => ({
  id: 'evt_1',
  type: 'invoice.payment_failed',
  createdAt: at(0),
  livemode: true,
  account: undefined,
  object,
})
const seen = readInvoice(invoiceOf(), [declinedOf('stolen_card')])

describe('a failed payment', () => {
  test('starts the flow of its invoice, with the count of attempts so far', () => {
    const started = failedPayment.trigger(event({ id: 'in_renewal', attempt_count: 2 }))
    expect(started).toEqual({ subject: 'in_renewal', at: at(0), attemptCount: 2 })
  })

  test.each([undefined, null, '2', 1.5])('counts as the first one when the count is %j', (attempt_count) => {
    expect(failedPayment.trigger(event({ id: 'in_renewal', attempt_count }))).toMatchObject({
      attemptCount: 1,
    })
  })

  test('remembers what is due, and a sensitive decline only as a generic one', () => {
    expect(failedPayment.facts(seen)).toMatchObject({
      due: { amount: 2400, currency: 'eur' },
      number: 'INV-0042',
      declineCode: 'generic_decline',
      nextRetryAt: at(3600),
    })
  })
})

describe('the matter', () => {
  test.each<[string, Partial<SeenInvoice>, string | undefined]>([
    ['goes on while the invoice is open', {}, undefined],
    ['is over when it is paid', { status: 'paid' }, 'paid'],
    ['is over when it was voided', { status: 'void' }, 'void'],
    ['is over when it was written off', { status: 'uncollectible' }, 'written-off'],
    ['is over when it became a draft again', { status: 'draft' }, 'stopped'],
    ['is over when we do not understand its state', { status: 'unknown' }, 'stopped'],
    ['is over when nothing is left to pay', { remaining: { amount: 0, currency: 'eur' } }, 'paid'],
    ['is over when the customer was deleted', { stopped: 'customer-deleted' }, 'stopped'],
    ['is over when the subscription has ended', { stopped: 'subscription-ended' }, 'stopped'],
    ['is over when collection is paused', { stopped: 'collection-paused' }, 'stopped'],
    [
      'is paid rather than stopped when both are true',
      { status: 'paid', stopped: 'subscription-ended' },
      'paid',
    ],
  ])('%s', (_, change, kind) => {
    expect(failedPayment.ended({ ...seen, ...change })?.kind).toBe(kind)
  })
})
