import type { Ending, Payment } from '../domain/enrollment.ts'
import { type StripeEvent, text } from '../stripe/read/event.ts'
import type { SeenInvoice } from '../stripe/read/invoice.ts'
import type { LookAt } from '../stripe/read/kinds.ts'
import { days, type Flow, step, type Trigger, usual } from './flow.ts'
import { invoiceEnded, stopped } from './invoice-endings.ts'
import { invoiceFacts } from './invoice-facts.ts'

const common = {
  ...usual,
  purpose: 'service',
  priority: 'due',
  events: ['invoice.finalized', 'invoice.sent'],
  trigger,
  lookAt: (id: string): LookAt => ({ object: 'invoice', id }),
  facts: invoiceFacts,
  contact: (seen: SeenInvoice) => seen.contact,
  payments: (seen: SeenInvoice) => seen.payments,
  isRecovery,
  money: (seen: SeenInvoice) => seen.id,
  isUnderWay: (seen: SeenInvoice) => seen.isProcessing,
  countsFrom: (seen: SeenInvoice) => seen.dueAt,
  page: () => 'hosted-invoice' as const,
} satisfies Partial<Flow<SeenInvoice>>

/**
 * An invoice is due at any time of a day. So long before it, with the usual sending hours, the message goes out on that
 * day: what would fall on the evening before waits for the morning.
 */
const beforeDueMinutes = 4 * 60
/** What waited for longer would say "today" on the day after. */
const sameDayHours = 10

/** Only an invoice that is sent to be paid falls due. */
function trigger({ object, createdAt }: StripeEvent): Trigger | undefined {
  const subject = text(object.id)
  const isSent = object.collection_method === 'send_invoice'
  return subject && isSent ? { subject, at: createdAt, attemptCount: 0 } : undefined
}

/** What is paid in time was never late: nobody can say that a reminder brought it. */
function isRecovery({ paidAt }: Payment, { dueAt }: SeenInvoice): boolean {
  return dueAt !== undefined && Temporal.Instant.compare(paidAt, dueAt) >= 0
}

/** An invoice that was sent to be paid will be due, or is due today. */
export const invoiceDue: Flow<SeenInvoice> = {
  ...common,
  key: 'invoice-due',
  name: 'Invoice due soon',
  ended,
  usefulUntil: (seen) => seen.dueAt?.add({ hours: sameDayHours }),
  steps: [step(-days(3), 'invoice_due_soon'), step(-beforeDueMinutes, 'invoice_due_today')],
  windowDays: 60,
}

/** An invoice that was sent to be paid was not paid by its day. */
export const invoiceOverdue: Flow<SeenInvoice> = {
  ...common,
  key: 'invoice-overdue',
  name: 'Invoice overdue',
  ended,
  steps: [
    step(days(2), 'invoice_overdue'),
    step(days(7), 'invoice_overdue_reminder'),
    step(days(14), 'invoice_overdue_last'),
  ],
  windowDays: 90,
}

function ended(seen: SeenInvoice): Ending | undefined {
  const ending = invoiceEnded(seen)
  if (ending) return ending
  if (seen.collection !== 'sent') return stopped('The invoice is charged by itself now.')
  return seen.dueAt ? undefined : stopped('The invoice has no day on which it is due.')
}
