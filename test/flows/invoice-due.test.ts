import { describe, expect, test } from 'vitest'
import { slotsOf } from '../../server/domain/schedule.ts'
import { invoiceDue, invoiceOverdue } from '../../server/flows/invoice-due.ts'
import type { SeenInvoice } from '../../server/stripe/read/invoice.ts'
import { at } from '../stripe/objects.ts'
import { about, day, endingOf, eventOf, paymentAt, sentInvoice } from './seen.ts'

const dueAt = at(7 * day)
const both = [invoiceDue, invoiceOverdue]

describe.each(both)('$name', (flow) => {
  test.each(['invoice.finalized', 'invoice.sent'])(
    'starts with %s, of an invoice sent to be paid',
    (type) => {
      const object = { id: 'in_1', collection_method: 'send_invoice', attempt_count: 0 }
      expect(flow.trigger(eventOf(type, object))).toEqual({ subject: 'in_1', at: at(0), attemptCount: 0 })
    },
  )

  test.each(['charge_automatically', undefined])(
    'does not start for one collected by %s',
    (collection_method) => {
      expect(flow.trigger(eventOf('invoice.finalized', { id: 'in_1', collection_method }))).toBeUndefined()
    },
  )

  test('counts from the day the invoice is due, and follows it when it moves', () => {
    expect(flow.countsFrom(sentInvoice(), 'in_renewal')).toEqual(dueAt)
    expect(flow.countsFrom(sentInvoice({ dueAt: at(9 * day) }), 'in_renewal')).toEqual(at(9 * day))
  })

  test('names the day and the number', () => {
    expect(flow.facts(sentInvoice(), 'in_renewal')).toMatchObject({ day: dueAt, number: 'INV-0042' })
  })

  test.each<[string, Partial<SeenInvoice>, string]>([
    ['goes on while the invoice is open', {}, 'goes on'],
    ['is over when it is paid', { status: 'paid' }, 'paid: The invoice is paid.'],
    [
      'is over when a credit note leaves nothing to pay',
      { remaining: { amount: 0, currency: 'eur' } },
      'paid: Nothing is left to pay.',
    ],
    ['is over when it was voided', { status: 'void' }, 'void: The invoice was voided.'],
    [
      'is over when it was written off',
      { status: 'uncollectible' },
      'written-off: The invoice was marked as uncollectible.',
    ],
    [
      'is over when Stripe collects it by itself now',
      { collection: 'automatic' },
      'stopped: The invoice is charged by itself now.',
    ],
    [
      'is none without a day on which it is due',
      { dueAt: undefined },
      'stopped: The invoice has no day on which it is due.',
    ],
    [
      'is over when the customer was deleted',
      { stopped: 'customer-deleted' },
      'stopped: The customer was deleted in Stripe.',
    ],
  ])('%s', (_, change, ending) => {
    expect(endingOf(flow, sentInvoice(change), about('in_renewal'))).toBe(ending)
  })
})

describe('an invoice that will be due', () => {
  test('is told of three days before, and in the morning of its day', () => {
    expect(invoiceDue.steps.map(({ delayMinutes, texts }) => [delayMinutes / 60, texts[0]])).toEqual([
      [-72, 'invoice_due_soon'],
      [-4, 'invoice_due_today'],
    ])
  })

  test.each([
    ['in the middle of the night', '2026-12-05T00:00'],
    ['early in the morning', '2026-12-05T07:30'],
    ['before noon', '2026-12-05T11:00'],
    ['in the afternoon', '2026-12-05T15:00'],
    ['in the evening', '2026-12-05T21:00'],
    ['at the last second of the day', '2026-12-05T23:59:59'],
  ])('due %s is called due today on that very day, between nine and eight', (_, clock) => {
    const due = Temporal.PlainDateTime.from(clock).toZonedDateTime('Europe/Madrid')
    const seen = sentInvoice({ dueAt: due.toInstant() })
    const slots = slotsOf(
      invoiceDue.steps.map(({ delayMinutes }) => delayMinutes),
      due.toInstant(),
      invoiceDue.usefulUntil(seen, 'in_renewal'),
    )
    const { dueAt: from, uselessAt } = slots[1]!
    const sentAt = firstWakingMoment(from.toZonedDateTimeISO('Europe/Madrid'))
    expect(sentAt.toPlainDate().toString()).toBe('2026-12-05')
    expect(Temporal.Instant.compare(sentAt.toInstant(), uselessAt)).toBeLessThan(0)
  })
})

/** The usual sending hours, for somebody whom one zone suits. */
function firstWakingMoment(from: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  if (from.hour >= 20) return from.add({ days: 1 }).with({ hour: 9, minute: 0, second: 0 })
  return from.hour < 9 ? from.with({ hour: 9, minute: 0, second: 0 }) : from
}

describe('an invoice that was not paid in time', () => {
  test('is told of two days after, a week after and two weeks after', () => {
    expect(invoiceOverdue.steps.map(({ delayMinutes, texts }) => [delayMinutes / 60 / 24, texts[0]])).toEqual(
      [
        [2, 'invoice_overdue'],
        [7, 'invoice_overdue_reminder'],
        [14, 'invoice_overdue_last'],
      ],
    )
  })

  test('is the same money as one that will be due', () => {
    const [due, overdue] = both.map((flow) => flow.money(sentInvoice(), 'in_renewal'))
    expect(due).toBe(overdue)
  })
})

describe.each(both.map((flow) => [flow.key, flow] as const))('money that %s tells of', (_, flow) => {
  test.each([
    ['is no recovery when it came in time, as it might have without us', 6 * day, false],
    ['is a recovery when it came at the moment it was due', 7 * day, true],
    ['is a recovery when it came late', 8 * day, true],
  ])('%s', (_sentence, plus, counts) => {
    const seen = sentInvoice({ payments: [paymentAt(plus)] })
    expect(flow.payments(seen).map((payment) => flow.isRecovery(payment, seen))).toEqual([counts])
  })
})
