import type Stripe from 'stripe'
import type { SimulatedClock } from '../clock.ts'
import type { Courier } from '../courier.ts'
import type { Endpoint, EventParcel } from './endpoints.ts'
import type { MakeId } from './ids.ts'
import type { Cart } from './objects/cart.ts'
import type { Portal } from './objects/portal.ts'
import { type Settings, usualSettings } from './settings.ts'
import { createShelf, type Shelf } from './shelf.ts'

/** The kinds of objects that are stored, by the name Stripe puts in their `object` field. */
export type Kinds = {
  readonly customer: Stripe.Customer
  readonly payment_method: Stripe.PaymentMethod
  readonly product: Stripe.Product
  readonly price: Stripe.Price
  readonly subscription: Stripe.Subscription
  readonly 'checkout.session': Stripe.Checkout.Session
  readonly invoice: Stripe.Invoice
  readonly invoice_payment: Stripe.InvoicePayment
  readonly payment_intent: Stripe.PaymentIntent
  readonly charge: Stripe.Charge
  readonly refund: Stripe.Refund
  readonly setup_intent: Stripe.SetupIntent
  readonly dispute: Stripe.Dispute
  readonly credit_note: Stripe.CreditNote
  readonly event: Stripe.Event
}

/** The name of a stored kind, e.g. `invoice`. */
export type Kind = keyof Kinds

/** The objects of one account in one mode; a live and a test mode of the same account share nothing. */
export type Space = {
  readonly account: Stripe.Account
  readonly currency: string
  readonly livemode: boolean
  readonly secretKey: string
  /** The platform that may act here through the `Stripe-Account` header. */
  readonly connectedTo: string | undefined
  /** Stored objects are replaced, never written into, so that an event can keep the one it was made from. */
  readonly objects: { readonly [K in Kind]: Shelf<Kinds[K]> }
  readonly deletedCustomers: Set<string>
  /** Payment methods that are declined at present, with their decline code. */
  readonly declines: Map<string, string>
  /** Tokens of hosted pages, to the id of what they show. */
  readonly hosted: Map<string, string>
  /** What checkout sessions sell, by their ids; Stripe lists it apart from them. */
  readonly carts: Map<string, Cart>
  /** Portal sessions by the token of their page; Stripe's API does not give them out again. */
  readonly portals: Map<string, Portal>
  /** Replaced as a whole when the merchant changes one of them. */
  settings: Settings
}

/** Everything the stand-in knows. */
export type State = {
  readonly clock: SimulatedClock
  readonly makeId: MakeId
  readonly courier: Courier<EventParcel>
  readonly endpoints: Endpoint[]
  readonly spaces: Space[]
  readonly retryDays: readonly number[]
  readonly automaticRetries: boolean
  /** The base of hosted pages; known once the server listens. */
  readonly publicUrl: () => string
}

/** An empty space for an account in one mode. */
export function createSpace(
  parts: Omit<
    Space,
    'objects' | 'deletedCustomers' | 'declines' | 'hosted' | 'carts' | 'portals' | 'settings'
  >,
): Space {
  return {
    ...parts,
    objects: {
      customer: createShelf(),
      payment_method: createShelf(),
      product: createShelf(),
      price: createShelf(),
      subscription: createShelf(),
      'checkout.session': createShelf(),
      invoice: createShelf(),
      invoice_payment: createShelf(),
      payment_intent: createShelf(),
      charge: createShelf(),
      refund: createShelf(),
      setup_intent: createShelf(),
      dispute: createShelf(),
      credit_note: createShelf(),
      event: createShelf(),
    },
    deletedCustomers: new Set(),
    declines: new Map(),
    hosted: new Map(),
    carts: new Map(),
    portals: new Map(),
    settings: usualSettings,
  }
}

/** The space of `acct_x`, or of `acct_x/live` and `acct_x/test` where the account has both modes. */
export function spaceOf(state: State, account: string): Space {
  const [id, mode] = account.split('/')
  const found = state.spaces.filter(
    (space) => space.account.id === id && (mode === undefined || space.livemode === (mode === 'live')),
  )
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} accounts answer to ${account}`)
  return found[0]
}

/** The one space that holds an object of this kind and id. */
export function spaceHolding(state: State, kind: Kind, id: string): Space {
  const found = state.spaces.filter((space) => space.objects[kind].has(id))
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} accounts have a ${kind} ${id}`)
  return found[0]
}

/** The stored object; throws when there is none. */
export function read<K extends Kind>(space: Space, kind: K, id: string): Kinds[K] {
  const object = space.objects[kind].get(id)
  if (!object) throw new Error(`${space.account.id} has no ${kind} ${id}`)
  return object
}

/** The objects of a kind that fit, oldest first. */
export function all<K extends Kind>(
  space: Space,
  kind: K,
  fits: (object: Kinds[K]) => boolean = () => true,
): Kinds[K][] {
  return [...space.objects[kind].values()].filter(fits)
}

/** Those of a kind that belong to a customer, an invoice, a payment intent, a charge or a subscription, oldest first. */
export function allOf<K extends Kind>(space: Space, kind: K, owner: string): readonly Kinds[K][] {
  const shelf: Shelf<Kinds[K]> = space.objects[kind]
  return shelf.belongingTo(owner)
}

/** The id in a field that Stripe may expand. Stored objects hold ids only. */
export function idOf(field: string | { readonly id: string } | null | undefined): string | undefined {
  return typeof field === 'string' ? field : field?.id
}
