import { appSecret, type World } from '../world.ts'

/** Who is signed in to the Dashboard, and where. */
export type Visit = {
  readonly accountId: string
  readonly userId: string
  /** The roles the user really has. */
  readonly roles: readonly string[]
  readonly environment: 'live' | 'test' | 'sandbox'
  readonly viewport: string
  readonly object?: { readonly id: string; readonly object: string } | undefined
  /** Where the panel's server is. */
  readonly apiBase: string
  readonly secret: string
  /** The roles the view is told of, where a page lies; the real ones otherwise. */
  readonly toldRoles?: readonly string[]
  /** Seconds by which what is signed seems older than it is. */
  readonly signedAgo?: number
}

/** What may differ from an administrator who looks at the drawer. */
export type VisitOptions = Partial<Omit<Visit, 'apiBase'>>

/** A visit to the panel of a world's merchant. */
export function visitTo({ merchant, url }: World, options: VisitOptions = {}): Visit {
  return {
    accountId: merchant.accountId,
    userId: 'usr_ana',
    roles: ['admin'],
    environment: merchant.environment,
    viewport: 'stripe.dashboard.drawer.default',
    secret: appSecret,
    ...options,
    apiBase: url,
  }
}
