import { refuse, refuseParam } from './refusal.ts'
import type { Kind, Space } from './state.ts'

/** Stripe's deepest expansion; `data` counts as a level. */
const mostLevels = 4

/** What may be expanded in: the stored kinds, and the line items that only checkout sessions list. */
export type Expandable = Kind | 'item'

type Target = {
  readonly kind: Expandable
  /** A list that is there only when asked for, of the objects whose field here holds the owner's id. */
  readonly listedBy?: string
}

/** What may be expanded, by the path inside each kind of object. */
const expandable: { readonly [K in Expandable]: Readonly<Record<string, Target>> } = {
  customer: {
    'invoice_settings.default_payment_method': { kind: 'payment_method' },
    subscriptions: { kind: 'subscription', listedBy: 'customer' },
  },
  payment_method: { customer: { kind: 'customer' } },
  product: { default_price: { kind: 'price' } },
  price: { product: { kind: 'product' } },
  subscription: {
    customer: { kind: 'customer' },
    default_payment_method: { kind: 'payment_method' },
    latest_invoice: { kind: 'invoice' },
    'items.data.price.product': { kind: 'product' },
  },
  'checkout.session': {
    customer: { kind: 'customer' },
    invoice: { kind: 'invoice' },
    line_items: { kind: 'item', listedBy: 'session' },
    payment_intent: { kind: 'payment_intent' },
    setup_intent: { kind: 'setup_intent' },
    subscription: { kind: 'subscription' },
  },
  item: { 'price.product': { kind: 'product' } },
  invoice: {
    customer: { kind: 'customer' },
    default_payment_method: { kind: 'payment_method' },
    latest_revision: { kind: 'invoice' },
    'parent.subscription_details.subscription': { kind: 'subscription' },
    'lines.data.pricing.price_details.price': { kind: 'price' },
    'lines.data.subscription': { kind: 'subscription' },
    payments: { kind: 'invoice_payment', listedBy: 'invoice' },
  },
  invoice_payment: {
    invoice: { kind: 'invoice' },
    'payment.payment_intent': { kind: 'payment_intent' },
    'payment.charge': { kind: 'charge' },
  },
  payment_intent: {
    customer: { kind: 'customer' },
    latest_charge: { kind: 'charge' },
    payment_method: { kind: 'payment_method' },
  },
  charge: {
    customer: { kind: 'customer' },
    payment_intent: { kind: 'payment_intent' },
    refunds: { kind: 'refund', listedBy: 'charge' },
  },
  refund: {
    charge: { kind: 'charge' },
    customer: { kind: 'customer' },
    payment_intent: { kind: 'payment_intent' },
  },
  setup_intent: { customer: { kind: 'customer' }, payment_method: { kind: 'payment_method' } },
  dispute: { charge: { kind: 'charge' }, payment_intent: { kind: 'payment_intent' } },
  credit_note: { customer: { kind: 'customer' }, invoice: { kind: 'invoice' } },
  event: {},
}

type Json = { [key: string]: unknown }

/** Replaces ids by objects at these paths of an answer, in place. A path that Stripe would refuse is refused. */
export function expand(space: Space, kind: Expandable, answer: Json, paths: readonly string[]): void {
  for (const path of paths) {
    const segments = path.split('.')
    if (segments.length > mostLevels) {
      refuseParam(
        `You cannot expand more than ${mostLevels} levels of a property. Property: ${path}`,
        'expand',
      )
    }
    const isList = answer.object === 'list'
    if (isList && segments[0] !== 'data') refuseExpansion(path)
    const owners = isList ? (answer.data as Json[]) : [answer]
    expandIn(space, { kind, path, owners }, isList ? segments.slice(1) : segments)
  }
}

type Step = { readonly kind: Expandable; readonly path: string; readonly owners: readonly Json[] }

function expandIn(space: Space, { kind, path, owners }: Step, segments: readonly string[]): void {
  if (segments.length === 0) return
  const wanted = segments.join('.')
  const found = Object.entries(expandable[kind]).find(([at]) => wanted === at || wanted.startsWith(`${at}.`))
  if (!found) refuseExpansion(path)
  const [at, target] = found
  const rest = segments.slice(at.split('.').length)
  const list = target.listedBy
  if (list && rest.length > 0 && rest[0] !== 'data') refuseExpansion(path)
  const inner = list
    ? owners.flatMap((owner) => include(space, owner, at, { ...target, listedBy: list }))
    : owners.flatMap((owner) => replace(space, owner, at.split('.'), target.kind))
  expandIn(space, { kind: target.kind, path, owners: inner }, list ? rest.slice(1) : rest)
}

function include(space: Space, owner: Json, at: string, target: Required<Target>): Json[] {
  const existing = owner[at] as { data: Json[] } | undefined
  if (existing) return existing.data
  const data = listOf(space, owner, target).map(copy)
  const url = target.kind === 'item' ? `/v1/checkout/sessions/${owner.id}/line_items` : `/v1/${target.kind}s`
  owner[at] = { object: 'list', data, has_more: false, url }
  return data
}

function listOf(space: Space, owner: Json, { kind, listedBy }: Required<Target>): readonly object[] {
  // Line items do not say whose they are, and stand as they were put into the cart.
  if (kind === 'item') return space.carts.get(String(owner.id))?.items ?? []
  const objects: Iterable<object> = space.objects[kind].values()
  return [...objects].filter((object) => Reflect.get(object, listedBy) === owner.id).toReversed()
}

function replace(
  space: Space,
  node: unknown,
  [key = '', ...rest]: readonly string[],
  kind: Expandable,
): Json[] {
  if (Array.isArray(node)) return node.flatMap((one) => replace(space, one, [key, ...rest], kind))
  if (typeof node !== 'object' || node === null) return []
  const holder = node as Json
  if (rest.length > 0) return replace(space, holder[key], rest, kind)
  const value = holder[key]
  if (typeof value === 'string') holder[key] = lookUp(space, kind, value)
  const object = holder[key]
  return typeof object === 'object' && object !== null ? [object as Json] : []
}

function lookUp(space: Space, kind: Expandable, id: string): Json | string {
  if (kind === 'item') return id
  if (kind === 'customer' && space.deletedCustomers.has(id)) return { id, object: 'customer', deleted: true }
  const object = space.objects[kind].get(id)
  return object ? copy(object) : id
}

/** A copy as it goes over the wire, free to be written into. */
export function copy(object: object): Json {
  return JSON.parse(JSON.stringify(object))
}

function refuseExpansion(path: string): never {
  refuse(400, {
    type: 'invalid_request_error',
    message: `This property cannot be expanded (${path}). You may want to try expanding another property.`,
    param: 'expand',
  })
}
