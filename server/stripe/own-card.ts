import type Stripe from 'stripe'
import { isGone, isRevoked } from './look.ts'
import { idOf } from './read/event.ts'
import { cardForKey, collectsKey, type NewCard } from './read/new-card.ts'

/**
 * Whether a subscription is charged to something of its own, which goes before what its customer has on file
 * (stripe-node, Subscription.default_payment_method).
 */
export function hasOwnCard({ default_payment_method, default_source }: Stripe.Subscription): boolean {
  return Boolean(default_payment_method ?? default_source)
}

/**
 * Makes a page on which a shopper puts in another card for a subscription. Nothing is charged there. Once it is done,
 * `useNewCard` gives the card to the subscription.
 */
export async function newCardPage(
  stripe: Stripe,
  { id, customer, currency, collection_method }: Stripe.Subscription,
  backUrl: string,
): Promise<string | null> {
  const collects = collection_method === 'send_invoice' ? { [collectsKey]: 'automatically' } : {}
  const metadata = { [cardForKey]: id, ...collects }
  const session = await stripe.checkout.sessions.create({
    mode: 'setup',
    customer: idOf(customer) ?? '',
    currency,
    // What is put in can be charged at once: a bank account may take days until it is known to be good.
    allowed_payment_method_types: ['card'],
    metadata,
    setup_intent_data: { metadata },
    success_url: backUrl,
  })
  return session.url
}

/**
 * Has a subscription charged to the card that was put in for it, automatically where the shopper asked for that on a page
 * of ours, and tells whether it is now. Doing it again changes
 * nothing. Left alone is a subscription that has ended, one of somebody else, and one that was given a later card since.
 * Throws when Stripe cannot be reached or refuses.
 */
export async function useNewCard(
  stripe: Stripe,
  { session, subscription, collects }: NewCard,
): Promise<boolean> {
  try {
    const card = await cardPutIn(stripe, session, subscription)
    const found = await stripe.subscriptions.retrieve(subscription, { expand: ['default_payment_method'] })
    if (!card || !mayUse(found, card)) return false
    const isNew = idOf(found.default_payment_method) !== card.id
    const switches = collects && found.collection_method === 'send_invoice'
    if (isNew || switches)
      await stripe.subscriptions.update(subscription, {
        ...(isNew ? { default_payment_method: card.id } : {}),
        ...(switches ? { collection_method: 'charge_automatically' } : {}),
      })
    return true
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return false
    throw error
  }
}

/** What was put in on a page for this subscription; undefined where nothing was. */
async function cardPutIn(
  stripe: Stripe,
  session: string,
  subscription: string,
): Promise<Stripe.PaymentMethod | undefined> {
  const expand = ['setup_intent.payment_method']
  const { setup_intent: setup } = await stripe.checkout.sessions.retrieve(session, { expand })
  if (typeof setup !== 'object' || setup?.status !== 'succeeded') return undefined
  if (setup.metadata?.[cardForKey] !== subscription) return undefined
  return typeof setup.payment_method === 'object' ? (setup.payment_method ?? undefined) : undefined
}

/** Stripe tells of cards in any order: the one put in last stays. */
function mayUse(subscription: Stripe.Subscription, card: Stripe.PaymentMethod): boolean {
  const isTheirs = idOf(card.customer) !== undefined && idOf(card.customer) === idOf(subscription.customer)
  const own = subscription.default_payment_method
  const isLatest =
    typeof own !== 'object' || own === null || own.id === card.id || own.created <= card.created
  return isTheirs && !subscription.ended_at && isLatest
}
