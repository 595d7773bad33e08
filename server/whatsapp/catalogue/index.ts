import type { Template } from '../../domain/template.ts'
import { paymentFailed, paymentFailedLast, paymentFailedReminder } from './payment-failed.ts'

/** Every template we offer, by the key a flow's step names it with. */
export const catalogue: Readonly<Record<string, Template>> = {
  payment_failed: paymentFailed,
  payment_failed_reminder: paymentFailedReminder,
  payment_failed_last: paymentFailedLast,
}
