import type Stripe from 'stripe'
import { continuedBy } from './read/session.ts'

type Session = Stripe.Checkout.Session

/** Sessions fetched for one question at most: each costs a read. */
const fetchesAtMost = 20

/**
 * The checkouts that lie behind one, the nearest first: a recovery link makes a copy, the copy's own link another one
 * that names the copy alone.
 */
export async function wayBack(stripe: Stripe, id: string): Promise<readonly Session[]> {
  const way: Session[] = []
  let next: string | undefined = id
  while (isCheckout(next) && way.length < fetchesAtMost) {
    const session: Session = await stripe.checkout.sessions.retrieve(next)
    way.push(session)
    next = continuedBy(session)
  }
  return way
}

/** What lies between a checkout and others that may go on with it, where the others are all that is known. */
export async function between(
  stripe: Stripe,
  first: Session,
  others: readonly Session[],
): Promise<readonly Session[]> {
  const known = new Set([first.id, ...others.map(({ id }) => id)])
  const found: Session[] = []
  for (const other of others) {
    let next = continuedBy(other)
    while (isCheckout(next) && !known.has(next) && found.length < fetchesAtMost) {
      const session = await stripe.checkout.sessions.retrieve(next)
      known.add(session.id)
      found.push(session)
      next = session.created < first.created ? undefined : continuedBy(session)
    }
  }
  return found
}

/** What is ordered once more may come from something else, such as a subscription. */
function isCheckout(id: string | undefined): id is string {
  return id?.startsWith('cs_') ?? false
}
