import { fields, type StripeEvent, text } from './event.ts'

/** The metadata key by which a page for another card names the subscription that the card is for. */
export const cardForKey = 'paynudge_card_for'

/** The metadata key of a page whose card is to be charged automatically from then on. */
export const collectsKey = 'paynudge_collect'

/** A page of ours on which a shopper has put in a card for a subscription. */
export type NewCard = {
  readonly session: string
  readonly subscription: string
  /** The shopper asked to be charged automatically, where invoices were sent to them before. */
  readonly collects: boolean
}

/** The card that an event tells of; undefined where it tells of none that was put in behind one of our links. */
export function newCardIn({ type, object }: StripeEvent): NewCard | undefined {
  if (type !== 'checkout.session.completed' || object.mode !== 'setup') return undefined
  const session = text(object.id)
  const metadata = fields(object.metadata)
  const subscription = text(metadata?.[cardForKey])
  const collects = metadata?.[collectsKey] === 'automatically'
  return session && subscription ? { session, subscription, collects } : undefined
}
