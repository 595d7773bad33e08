import type { ReactNode } from 'react'

/** Props as they come from a view: what the SDK names, with functions and, in slots, elements of the host's. */
export type Props = {
  readonly children?: ReactNode
  readonly css?: Readonly<Record<string, string | number>>
  // biome-ignore lint/suspicious/noExplicitAny: what a prop is was checked against the SDK's own types
  readonly [prop: string]: any
}

/** Renders one component of Stripe's as HTML. */
export type StandIn = (props: Props) => ReactNode

/** An event as the Dashboard's bridge hands it on: plain, never the browser's own. */
export function plainEvent(target: { readonly value?: string; readonly checked?: boolean }) {
  return { target }
}

/** Where a link or button leads, as the host shows it: a page of the Dashboard is an address of its own. */
export function hrefOf(href: string | { readonly name: string; readonly params?: object } | undefined) {
  if (href === undefined || typeof href === 'string') return href
  return `#${[href.name, ...Object.values(href.params ?? {})].join('/')}`
}
