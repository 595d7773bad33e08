import type { World } from '../world.ts'
import type { Customer } from './customers.ts'
import type { Journal } from './journal.ts'
import { shopperThings } from './shopper-things.ts'
import { stripeThings } from './stripe-things.ts'

/** Where things happen. */
export type Stage = { readonly world: World; readonly journal: Journal }

type Happened = string | undefined

/** Something that may be made to happen to a customer. */
export type Thing = {
  readonly label: (name: string) => string
  /** What it comes to now, in a few words. */
  readonly hint: (stage: Stage, customer: Customer) => string
  /** Why it cannot happen now, as the end of a sentence; undefined where it can. */
  readonly whyNot: (stage: Stage, customer: Customer) => string | undefined
  /** Throws for a choice there is not. Returns what happened, in words, where the log does not tell it by itself. */
  readonly happen: (stage: Stage, customer: Customer, choice: unknown) => Happened | Promise<Happened>
}

/** Everything that may be made to happen, by who does it and by its name. */
export const things = { stripe: stripeThings, shopper: shopperThings } as const

/** All of them by name. */
export const thingsByName: Readonly<Record<string, Thing>> = { ...stripeThings, ...shopperThings }
