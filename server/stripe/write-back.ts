import type Stripe from 'stripe'
import type { Attribution } from '../domain/attribution.ts'
import { isGone, isRevoked } from './look.ts'

/** What is noted on a Stripe object about a recovery. */
export type Note = {
  readonly flow: string
  readonly nudgeId: string | undefined
  /** `refunded` when nothing of the money stayed. */
  readonly attribution: Attribution | 'refunded'
  /** What stayed, in the currency's minor unit. */
  readonly recovered: number
  readonly currency: string
}

/** Where it is noted: an invoice, or a payment intent. */
export type NotedObject = { readonly object: 'invoice' | 'payment_intent'; readonly id: string }

/** Whether the note stands, or the object is gone. */
export type Noted = { readonly kind: 'written' } | { readonly kind: 'gone' }

/**
 * Writes a note as metadata, under our own keys; Stripe merges, so others stay. The idempotency key is derived
 * from what caused the write, so that a repeated one changes nothing. Throws when Stripe cannot be reached.
 */
export async function writeNote(
  stripe: Stripe,
  { object, id }: NotedObject,
  note: Note,
  idempotencyKey: string,
): Promise<Noted> {
  const options = { idempotencyKey }
  const params = { metadata: metadataOf(note) }
  try {
    if (object === 'invoice') await stripe.invoices.update(id, params, options)
    else await stripe.paymentIntents.update(id, params, options)
    return { kind: 'written' }
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return { kind: 'gone' }
    throw error
  }
}

/** An empty value deletes a key: https://docs.stripe.com/api/metadata */
function metadataOf(note: Note): Record<string, string> {
  return {
    paynudge_flow: note.flow,
    paynudge_nudge: note.nudgeId ?? '',
    paynudge_attribution: note.attribution,
    paynudge_recovered: `${note.recovered} ${note.currency}`,
  }
}
