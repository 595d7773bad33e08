import type Stripe from 'stripe'
import { automatically } from '../act.ts'
import { post } from '../deliver.ts'
import { record } from '../events.ts'
import {
  all,
  allOf,
  idOf,
  type Kind,
  type Kinds,
  read,
  type Space,
  type State,
  spaceHolding,
  spaceOf,
} from '../state.ts'
import { createAutomatic } from './automatic.ts'
import { createCards } from './cards.ts'
import { createCheckoutActs } from './checkout.ts'
import { createDisputing } from './disputing.ts'
import { createInvoicing } from './invoicing.ts'
import { createMerchant } from './merchant.ts'
import { createOneOffActs } from './one-off.ts'
import { createSetup } from './setup.ts'
import { createShopper } from './shopper.ts'
import { createSubscribing } from './subscribing.ts'

/** What everybody does. Changes are there when a function returns; their events follow. */
export type World = ReturnType<typeof createWorld>

/** The actions over a state. Objects are named by their ids; an id that nobody or several accounts have throws. */
export function createWorld(state: State) {
  return {
    ...createSetup(state),
    ...createMerchant(state),
    ...createShopper(state),
    ...createAutomatic(state),
    ...createCheckoutActs(state),
    ...createOneOffActs(state),
    ...createInvoicing(state),
    ...createSubscribing(state),
    ...createCards(state),
    ...createDisputing(state),
    /** The stored object, as the API would give it without expansions. */
    find: <K extends Kind>(kind: K, id: string): Kinds[K] => read(spaceHolding(state, kind, id), kind, id),
    /** The stored objects of a kind in an account, oldest first. */
    list: <K extends Kind>(account: string, kind: K): readonly Kinds[K][] =>
      all(spaceOf(state, account), kind),
    /** The payment intents that brought money for an invoice, oldest first. */
    paymentIntentsOf: (invoice: string) => paymentIntentsOf(spaceHolding(state, 'invoice', invoice), invoice),
    /** The decline code that the latest try to pay an invoice failed with; undefined when none did. */
    declineCodeOf: (invoice: string) => declineCodeOf(spaceHolding(state, 'invoice', invoice), invoice),
    /** Whether the merchant has deleted a customer. */
    isDeleted: (customer: string) => state.spaces.some((space) => space.deletedCustomers.has(customer)),
    /** The events of a type, oldest first, whether or not an endpoint wanted them. */
    eventsOf: (account: string, type: string): readonly Stripe.Event[] =>
      all(spaceOf(state, account), 'event', (event) => event.type === type),
    /** Posts a hand-made event; what is left out is filled in. Returns its id. */
    send: (account: string, event: Readonly<Record<string, unknown>>) =>
      record(automatically(state, spaceOf(state, account)), event),
    /** Posts an event once more, as Stripe at times does. */
    resend: (eventId: string) => {
      const space = spaceHolding(state, 'event', eventId)
      post(state, space, read(space, 'event', eventId))
    },
  }
}

function paymentIntentsOf(space: Space, invoice: string): string[] {
  return intentsOf(space, invoice, 'paid')
}

function declineCodeOf(space: Space, invoice: string): string | undefined {
  const intents = intentsOf(space, invoice, 'open').map((id) => read(space, 'payment_intent', id))
  return intents.at(-1)?.last_payment_error?.decline_code
}

function intentsOf(space: Space, invoice: string, status: 'paid' | 'open'): string[] {
  const fitting = allOf(space, 'invoice_payment', invoice).filter((payment) => payment.status === status)
  return fitting.flatMap((payment) => idOf(payment.payment.payment_intent) ?? [])
}
