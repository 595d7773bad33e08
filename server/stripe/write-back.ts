import type Stripe from 'stripe'
import type { Attribution } from '../domain/attribution.ts'
import { isGone, isRevoked } from './look.ts'
import type { LookAt } from './read/kinds.ts'

/** What is noted on a Stripe object about a recovery. */
export type Note = {
  readonly flow: string
  readonly nudgeId: string | undefined
  /** `refunded` or, after a lost dispute, `disputed` when nothing of the money stayed. */
  readonly attribution: Attribution | 'refunded' | 'disputed'
  /** What stayed, in the currency's minor unit. */
  readonly recovered: number
  readonly currency: string
}

/** Where it is noted: the object a flow looks at, or a payment intent. */
export type NotedObject = LookAt

/**
 * Writes a note as metadata, under our own keys; Stripe merges, so others stay. The idempotency key is derived
 * from what caused the write, so that a repeated one changes nothing. An object that is gone needs none. Throws when Stripe
 * cannot be reached.
 */
export async function writeNote(
  stripe: Stripe,
  { object, id }: NotedObject,
  note: Note,
  idempotencyKey: string,
): Promise<void> {
  const options = { idempotencyKey }
  const params = { metadata: metadataOf(note) }
  try {
    await update(stripe, { object, id }, params, options)
  } catch (error) {
    if (!isGone(error) && !isRevoked(error)) throw error
  }
}

type Params = { readonly metadata: Record<string, string> }

function update(stripe: Stripe, { object, id }: NotedObject, params: Params, options: Stripe.RequestOptions) {
  switch (object) {
    case 'invoice':
      return stripe.invoices.update(id, params, options)
    case 'payment_intent':
      return stripe.paymentIntents.update(id, params, options)
    case 'checkout_session':
      return stripe.checkout.sessions.update(id, params, options)
    case 'subscription':
      return stripe.subscriptions.update(id, params, options)
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
