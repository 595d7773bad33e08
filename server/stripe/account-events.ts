import type { StripeEvent } from './read/event.ts'

/** That the app was put into an account, or taken out of it. */
export type AccountNews = { readonly kind: 'installed' | 'uninstalled'; readonly at: Temporal.Instant }

/** Connect's own events, which only the app's owner hears, and since `2026-09-30.endive` those about an app's install. */
const kinds: ReadonlyMap<string, AccountNews['kind']> = new Map([
  ['account.application.authorized', 'installed'],
  ['apps.install.created', 'installed'],
  ['account.application.deauthorized', 'uninstalled'],
  ['apps.install.deleted', 'uninstalled'],
])

/** The types of events about the app in an account. */
export function accountEventTypes(): readonly string[] {
  return [...kinds.keys()]
}

/** What an event says of the app in its account; undefined for all others, and for one that names no account. */
export function accountNewsIn({ type, account, createdAt }: StripeEvent): AccountNews | undefined {
  const kind = account === undefined ? undefined : kinds.get(type)
  return kind && { kind, at: createdAt }
}
