import type Stripe from 'stripe'

/** What a dispute is made of. */
export type NewDispute = {
  readonly charge: Stripe.Charge
  /** Minor units. */
  readonly amount: number
  /** E.g. `fraudulent`. */
  readonly reason: string
  /** The bank only asks; no money moves. */
  readonly isInquiry: boolean
}

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

/** The days a merchant has to answer. */
const answerDays = 14

/** A dispute that waits for the merchant's answer. */
export function makeDispute(fields: NewDispute, made: Made): Stripe.Dispute {
  const { charge, amount, reason, isInquiry } = fields
  return {
    ...made,
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(charge),
    evidence_details: {
      due_by: made.created + answerDays * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: 'manual',
    is_charge_refundable: isInquiry,
    metadata: {},
    network_reason_code: null,
    payment_intent: charge.payment_intent,
    payment_method_details: { card: cardDetails(charge, isInquiry), type: 'card' },
    reason,
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  }
}

function noEvidence(charge: Stripe.Charge): Stripe.Dispute.Evidence {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: charge.billing_details.email,
    customer_name: charge.billing_details.name,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  }
}

function cardDetails(charge: Stripe.Charge, isInquiry: boolean): Stripe.Dispute.PaymentMethodDetails.Card {
  const brand = charge.payment_method_details?.card?.brand ?? 'visa'
  return { brand, case_type: isInquiry ? 'inquiry' : 'chargeback', network: brand, network_reason_code: null }
}

/** Disputed money leaving the merchant's balance, or coming back to it. */
export function makeMovement(
  dispute: Stripe.Dispute,
  amount: number,
  made: Omit<Made, 'livemode'>,
): Stripe.BalanceTransaction {
  return {
    ...made,
    object: 'balance_transaction',
    amount,
    available_on: made.created,
    balance_type: 'payments',
    currency: dispute.currency,
    description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${dispute.charge}`,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category: amount < 0 ? 'dispute' : 'dispute_reversal',
    source: dispute.id,
    status: 'available',
    type: 'adjustment',
  }
}
