import { abandonedCheckout } from './abandoned-checkout.ts'
import { cardExpiring } from './card-expiring.ts'
import { failedOneOff } from './failed-one-off.ts'
import { failedPayment } from './failed-payment.ts'
import { failedVoucher } from './failed-voucher.ts'
import type { Flow } from './flow.ts'
import { invoiceDue, invoiceOverdue } from './invoice-due.ts'
import { paymentActionRequired } from './payment-action-required.ts'
import { pendingVoucher } from './pending-voucher.ts'
import { trialEnding } from './trial-ending.ts'
import { upcomingRenewal } from './upcoming-renewal.ts'
import { winBack } from './win-back.ts'

/** Every flow, in the order merchants see them. */
export const flows: readonly Flow[] = [
  failedPayment,
  paymentActionRequired,
  failedOneOff,
  abandonedCheckout,
  pendingVoucher,
  failedVoucher,
  invoiceDue,
  invoiceOverdue,
  cardExpiring,
  trialEnding,
  upcomingRenewal,
  winBack,
]

/** The flow of this key; undefined when there is none. */
export function findFlow(key: string): Flow | undefined {
  return flows.find((flow) => flow.key === key)
}

/** The flow of this key. Throws when there is none: a stored key always has one. */
export function flowOf(key: string): Flow {
  const flow = findFlow(key)
  if (!flow) throw new Error(`There is no flow ${key}`)
  return flow
}
