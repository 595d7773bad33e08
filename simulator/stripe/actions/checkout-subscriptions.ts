import type Stripe from 'stripe'
import { change } from '../act.ts'
import { hasEnded } from '../objects/subscription.ts'
import { idOf, read } from '../state.ts'
import { payByHand } from './by-hand.ts'
import { giveSubscriptionCard } from './cards.ts'
import { cardIn, complete, payerOf, type Submitted } from './checkout-page.ts'
import { answerBank, waitingIntent } from './confirmations.ts'
import { subscribe } from './subscriptions.ts'

/** The first attempt starts the subscription, incomplete where its card is declined; the next ones pay its invoice. */
export function startSubscription(submitted: Submitted): Stripe.Checkout.Session {
  const { act, session } = submitted
  const customer = payerOf(submitted) ?? ''
  const begun = act.space.objects.subscription.get(idOf(session.subscription) ?? '')
  const subscription = begun && !hasEnded(begun) ? goOn(submitted, begun) : begin(submitted, customer)
  change(act, 'checkout.session', session.id, { subscription })
  const { status, latest_invoice } = read(act.space, 'subscription', subscription)
  if (status === 'incomplete') return read(act.space, 'checkout.session', session.id)
  return complete(submitted, { customer, invoice: idOf(latest_invoice) ?? null, payment_status: 'paid' })
}

function begin(submitted: Submitted, customer: string): string {
  const { act, session } = submitted
  const cart = act.space.carts.get(session.id)
  const price = cart?.items[0]?.price
  if (!price) throw new Error(`${session.id} sells nothing`)
  const { id, latest_invoice } = subscribe(act, price, {
    customer,
    metadata: cart?.subscriptionMetadata ?? {},
    card: cardIn(submitted),
    by: 'shopper',
  })
  passBank(submitted, idOf(latest_invoice) ?? '')
  return id
}

function goOn(submitted: Submitted, { id, status, latest_invoice }: Stripe.Subscription): string {
  // Its first invoice may have been paid on a page of its own.
  if (status !== 'incomplete') return id
  const { act } = submitted
  const card = cardIn(submitted)
  const invoice = idOf(latest_invoice) ?? ''
  payByHand(act, invoice, { card })
  passBank(submitted, invoice)
  if (read(act.space, 'invoice', invoice).status === 'paid')
    giveSubscriptionCard({ ...act, silent: true }, id, card)
  return id
}

/** The page leads the shopper through 3-D Secure by itself. */
function passBank({ act, typed }: Submitted, invoice: string): void {
  if (waitingIntent(act.space, invoice)) answerBank(act, invoice, typed.bank ?? 'confirms')
}
