import { fields, type StripeEvent, text } from './event.ts'

/** The metadata key by which a page for another card names the subscription that the card is for. */
export const cardForKey = 'paynudge_card_for'

/** A page of ours on which a shopper has put in a card for a subscription. */
export type NewCard = { readonly session: string; readonly subscription: string }

/** The card that an event tells of; undefined where it tells of none that was put in behind one of our links. */
export function newCardIn({ type, object }: StripeEvent): NewCard | undefined {
  if (type !== 'checkout.session.completed' || object.mode !== 'setup') return undefined
  const session = text(object.id)
  const subscription = text(fields(object.metadata)?.[cardForKey])
  return session && subscription ? { session, subscription } : undefined
}
