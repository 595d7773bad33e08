import { type Fields, fields, fromSeconds, text, whole } from './event.ts'

/** A way to pay later: a slip to be paid at a counter, or an account to transfer to. */
export type SeenVoucher = {
  readonly method: string
  readonly url: string | undefined
  /** When it can be paid no more; undefined for one that stays good. */
  readonly expiresAt: Temporal.Instant | undefined
}

/** Where an intent keeps it: https://docs.stripe.com/api/payment_intents/object#payment_intent_object-next_action */
const places: Readonly<Record<string, string>> = {
  boleto_display_details: 'boleto',
  oxxo_display_details: 'oxxo',
  konbini_display_details: 'konbini',
  multibanco_display_details: 'multibanco',
  display_bank_transfer_instructions: 'bank-transfer',
}

/** What of an intent tells of a voucher, in an event or as fetched. */
export type VoucherParts = { readonly status?: unknown; readonly next_action?: unknown }

/** The voucher an intent waits for; undefined when it waits for none. */
export function readVoucher({ status, next_action }: VoucherParts): SeenVoucher | undefined {
  if (status !== 'requires_action') return undefined
  const actions = fields(next_action) ?? {}
  const place = Object.keys(places).find((one) => fields(actions[one]))
  if (!place) return undefined
  const details: Fields = fields(actions[place]) ?? {}
  const expires = whole(details.expires_at) ?? whole(details.expires_after)
  return {
    method: places[place] ?? place,
    url: text(details.hosted_voucher_url) ?? text(details.hosted_instructions_url),
    expiresAt: expires ? fromSeconds(expires) : undefined,
  }
}
