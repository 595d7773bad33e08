import type Stripe from 'stripe'
import type { Holder } from './customer.ts'

/** A way to pay later: at a counter, at a machine, or by a transfer from the shopper's bank. */
export type VoucherMethod = 'boleto' | 'oxxo' | 'konbini' | 'multibanco' | 'customer_balance'

type Terms = {
  readonly currencies: readonly string[]
  /** Where its hosted page stands, before the token. */
  readonly page: string
  /** Calendar days until the end of the day on that clock; absent for what never expires by itself. */
  readonly lasts?: { readonly days: number; readonly zone: string }
}

// The clocks are in stripe-node's comments on `expires_after_days`, with konbini's three days; a boleto and an OXXO
// voucher last three days by default too, a Multibanco one seven (Stripe's pages on each).
const terms: Readonly<Record<VoucherMethod, Terms>> = {
  boleto: {
    currencies: ['brl'],
    page: 'boleto/voucher',
    lasts: { days: 3, zone: 'America/Sao_Paulo' },
  },
  oxxo: {
    currencies: ['mxn'],
    page: 'oxxo/voucher',
    lasts: { days: 3, zone: 'America/Mexico_City' },
  },
  konbini: {
    currencies: ['jpy'],
    page: 'konbini/voucher',
    lasts: { days: 3, zone: 'Asia/Tokyo' },
  },
  multibanco: {
    currencies: ['eur'],
    page: 'multibanco/voucher',
    lasts: { days: 7, zone: 'Europe/Lisbon' },
  },
  customer_balance: {
    currencies: ['eur', 'gbp', 'jpy', 'mxn', 'usd'],
    page: 'bank_transfers/instructions',
  },
}

/** The paths of all voucher pages, without their tokens. */
export const voucherPages: readonly string[] = Object.values(terms).map(({ page }) => page)

/** Where the page of a voucher with that token stands. */
export function voucherPath(method: VoucherMethod, token: string): string {
  return `/${terms[method].page}/${token}`
}

/** Whether this type of payment method is a voucher. */
export function isVoucherMethod(type: string): type is VoucherMethod {
  return type in terms
}

/** Whether a voucher of this kind can be paid in that currency. */
export function takes(method: VoucherMethod, currency: string): boolean {
  return terms[method].currencies.includes(currency)
}

/** When a voucher issued now expires, in unix seconds; undefined for a bank transfer, which does not. */
export function expiryOf(method: VoucherMethod, now: number, days?: number): number | undefined {
  const { lasts } = terms[method]
  if (!lasts) return undefined
  const today = Temporal.Instant.fromEpochMilliseconds(now * 1000).toZonedDateTimeISO(lasts.zone)
  const last = today.toPlainDate().add({ days: days ?? lasts.days })
  const end = last.toZonedDateTime({ timeZone: lasts.zone, plainTime: '23:59:59' })
  return Math.floor(end.epochMilliseconds / 1000)
}

/** What is printed on a voucher. */
export type Printed = {
  readonly amount: number
  readonly currency: string
  readonly url: string
  /** Unix seconds. */
  readonly expiresAt: number | null
}

/** What a payment intent asks of the shopper while it waits for the voucher's money. */
export function makeVoucherAction(method: VoucherMethod, printed: Printed): Stripe.PaymentIntent.NextAction {
  const { amount, currency, url, expiresAt } = printed
  switch (method) {
    case 'boleto': {
      const number = '34191790010104351004791020150008291070026000'
      const details = { expires_at: expiresAt, hosted_voucher_url: url, number, pdf: null }
      return { type: 'boleto_display_details', boleto_display_details: details }
    }
    case 'oxxo': {
      const details = { expires_after: expiresAt, hosted_voucher_url: url, number: '01234567890123456789' }
      return { type: 'oxxo_display_details', oxxo_display_details: details }
    }
    case 'konbini': {
      const details = { expires_at: expiresAt ?? 0, hosted_voucher_url: url, stores: konbiniStores() }
      return { type: 'konbini_display_details', konbini_display_details: details }
    }
    case 'multibanco': {
      const details = {
        entity: '11111',
        expires_at: expiresAt,
        hosted_voucher_url: url,
        reference: '123456789',
      }
      return { type: 'multibanco_display_details', multibanco_display_details: details }
    }
    case 'customer_balance': {
      const details = {
        amount_remaining: amount,
        currency,
        hosted_instructions_url: url,
        reference: 'XYZ4TP9K',
      }
      const instructions = { ...details, type: transferIn(currency) }
      return { type: 'display_bank_transfer_instructions', display_bank_transfer_instructions: instructions }
    }
  }
}

function konbiniStores(): Stripe.PaymentIntent.NextAction.KonbiniDisplayDetails.Stores {
  const codes = { confirmation_number: '01234567890', payment_code: '123456' }
  return { familymart: codes, lawson: codes, ministop: codes, seicomart: codes }
}

function transferIn(currency: string): string {
  const countries: Readonly<Record<string, string>> = { gbp: 'gb', jpy: 'jp', mxn: 'mx', usd: 'us' }
  return `${countries[currency] ?? 'eu'}_bank_transfer`
}

type Made = { readonly id: string; readonly created: number; readonly livemode: boolean }

/** The payment method of a shopper who pays by voucher; it is good for one payment and attached to nobody. */
export function makeVoucherPayment(method: VoucherMethod, holder: Holder, made: Made): Stripe.PaymentMethod {
  return {
    ...made,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: holder.address ?? null,
      email: holder.email,
      name: holder.name ?? null,
      phone: holder.phone ?? null,
      tax_id: null,
    },
    [method]: method === 'boleto' ? { tax_id: '00000000000' } : {},
    customer: null,
    customer_account: null,
    metadata: {},
    type: method,
  }
}

/** How a charge says that it was paid by voucher. */
export function voucherDetails(method: VoucherMethod): Stripe.Charge.PaymentMethodDetails {
  switch (method) {
    case 'boleto':
      return { type: method, boleto: { tax_id: '00000000000' } }
    case 'oxxo':
      return { type: method, oxxo: { number: '01234567890123456789' } }
    case 'konbini':
      return { type: method, konbini: { store: { chain: 'lawson' } } }
    case 'multibanco':
      return { type: method, multibanco: { entity: '11111', reference: '123456789' } }
    case 'customer_balance':
      return { type: method, customer_balance: {} }
  }
}
