import type { Template } from '../../domain/template.ts'
import { abandonedCheckout, abandonedCheckoutExpired, abandonedCheckoutLast } from './abandoned-checkout.ts'
import { cardExpiring, cardExpiringLast } from './card-expiring.ts'
import {
  invoiceDueSoon,
  invoiceDueToday,
  invoiceOverdue,
  invoiceOverdueLast,
  invoiceOverdueReminder,
} from './invoices.ts'
import { oneOffFailed, oneOffFailedReminder } from './one-off-failed.ts'
import { paymentActionRequired, paymentActionRequiredReminder } from './payment-action-required.ts'
import { paymentFailed, paymentFailedLast, paymentFailedReminder } from './payment-failed.ts'
import {
  paymentFailedCard,
  paymentFailedDetails,
  paymentFailedFirst,
  paymentFailedFunds,
  paymentFailedMethod,
} from './payment-failed-reasons.ts'
import { upcomingRenewal, upcomingRenewalMethod } from './renewals.ts'
import { trialEnding, trialEndingNoCard } from './trials.ts'
import { voucherFailed, voucherLastDay, voucherPending } from './vouchers.ts'
import { winBack, winBackLast, winBackPayment } from './win-back.ts'

/** Every template we offer, by the key a flow's step names it with. */
export const catalogue: Readonly<Record<string, Template>> = {
  payment_failed: paymentFailed,
  payment_failed_reminder: paymentFailedReminder,
  payment_failed_last: paymentFailedLast,
  payment_failed_card: paymentFailedCard,
  payment_failed_details: paymentFailedDetails,
  payment_failed_funds: paymentFailedFunds,
  payment_failed_method: paymentFailedMethod,
  payment_failed_first: paymentFailedFirst,
  payment_action_required: paymentActionRequired,
  payment_action_required_reminder: paymentActionRequiredReminder,
  one_off_failed: oneOffFailed,
  one_off_failed_reminder: oneOffFailedReminder,
  voucher_pending: voucherPending,
  voucher_last_day: voucherLastDay,
  voucher_failed: voucherFailed,
  invoice_due_soon: invoiceDueSoon,
  invoice_due_today: invoiceDueToday,
  invoice_overdue: invoiceOverdue,
  invoice_overdue_reminder: invoiceOverdueReminder,
  invoice_overdue_last: invoiceOverdueLast,
  card_expiring: cardExpiring,
  card_expiring_last: cardExpiringLast,
  trial_ending: trialEnding,
  trial_ending_no_card: trialEndingNoCard,
  upcoming_renewal: upcomingRenewal,
  upcoming_renewal_method: upcomingRenewalMethod,
  abandoned_checkout: abandonedCheckout,
  abandoned_checkout_expired: abandonedCheckoutExpired,
  abandoned_checkout_last: abandonedCheckoutLast,
  win_back: winBack,
  win_back_payment: winBackPayment,
  win_back_last: winBackLast,
}
