import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { idOf, read, type Space } from '../state.ts'
import { countFailure } from './attempts.ts'
import { failAuthentication, methodToAuthenticate } from './authentication.ts'
import { openPayment } from './invoice-payments.ts'
import { pay } from './payments.ts'

/** What a shopper answers their bank. */
export type Answer = 'confirms' | 'refuses'

/** The shopper answers their bank about the payment that waits for it. Throws when none does. */
export function answerBank(act: Act, id: string, answer: Answer): Stripe.Invoice {
  const intent = waitingIntent(act.space, id)
  if (!intent) throw new Error(`${id} has no payment that waits for a confirmation`)
  const method = methodToAuthenticate(act, intent.id)
  if (answer === 'confirms') return pay(act, id, { by: 'shopper', method, isAuthenticated: true })
  failAuthentication(act, intent.id)
  return countFailure(act, read(act.space, 'invoice', id), 'shopper')
}

/** The payment intent of an invoice that waits for the shopper to confirm it with their bank. */
export function waitingIntent(space: Space, invoice: string): Stripe.PaymentIntent | undefined {
  const id = idOf(openPayment(space, invoice)?.payment.payment_intent)
  const intent = space.objects.payment_intent.get(id ?? '')
  return intent?.status === 'requires_action' ? intent : undefined
}
