import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import { announce } from '../events.ts'
import { makePortalSession, type NewPortal, type Portal } from '../objects/portal.ts'
import type { Space } from '../state.ts'

/** A link that nobody opens dies after five minutes (facts section 3). */
const unusedSeconds = 300
/** One that was opened lives for an hour after the last step on its page. */
const idleSeconds = 3_600

/** Opens a session of the customer portal, and says so. */
export function createPortal(act: Act, fields: NewPortal): Stripe.BillingPortal.Session {
  const { account, livemode } = act.space
  const token = act.state.makeId(livemode ? 'live' : 'test', 32)
  const session = makePortalSession(
    fields,
    {
      url: `${act.state.publicUrl()}/p/session/${account.id}/${token}`,
      configuration: `bpc_${account.id.slice('acct_'.length)}`,
    },
    { id: act.state.makeId('bps'), created: act.now, livemode },
  )
  act.space.portals.set(token, { session })
  announce(act, 'billing_portal.session.created', session)
  return session
}

/** How a portal link is met: it works, asks its customer to log in first, or is dead. */
export type Door = 'open' | 'login' | 'closed'

/** How a portal link is met at this moment (unix seconds). */
export function doorOf({ session, lastUsed }: Portal, now: number): Door {
  const end = lastUsed === undefined ? session.created + unusedSeconds : lastUsed + idleSeconds
  if (now <= end) return 'open'
  const login = session.after_expiration?.customer_login
  if (!login) return 'closed'
  return login.expires_at === null || now < login.expires_at ? 'login' : 'closed'
}

/** A step on the page keeps it alive. */
export function usePortal(space: Space, token: string, step: Pick<Portal, 'lastUsed' | 'isDone'>): void {
  const portal = space.portals.get(token)
  if (portal) space.portals.set(token, { ...portal, ...step })
}
