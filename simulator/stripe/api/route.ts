import type { Act } from '../act.ts'
import type { Expandable } from '../expand.ts'
import { type Form, nested, text } from '../form.ts'
import { mergeMetadata } from '../metadata.ts'
import { page } from '../paging.ts'
import { refuseMissing, refuseParam } from '../refusal.ts'
import type { Shelf } from '../shelf.ts'
import { all, allOf, type Kind, type Kinds } from '../state.ts'
import { changeAndTell } from '../tell.ts'

/** One request as a handler sees it. */
export type Call = {
  readonly act: Act
  /** The id in the path; empty where there is none. */
  readonly id: string
  readonly path: string
  readonly params: Form
}

/** One thing the API can do. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** E.g. `/v1/invoices/:id/pay`. */
  readonly path: string
  /** The kind of object in the answer, for what may be expanded in it. */
  readonly kind: Expandable | undefined
  readonly handle: (call: Call) => object
}

/** The wanted object; refused with Stripe's 404 when there is none. */
export function seek<K extends Kind>(act: Act, kind: K, id: string, param = 'id'): Kinds[K] {
  const objects: Shelf<Kinds[K]> = act.space.objects[kind]
  return objects.get(id) ?? refuseMissing(nounOf(kind), id, param)
}

function nounOf(kind: Kind): string {
  const nouns: { readonly [K in Kind]?: string } = { payment_method: 'PaymentMethod' }
  return nouns[kind] ?? kind
}

/** `GET /v1/<path>/:id`. */
export function retrieveRoute(kind: Kind, path: string): Route {
  const handle = ({ act, id, params }: Call) => {
    allowOnly(params, [])
    return seek(act, kind, id)
  }
  return { method: 'GET', path: `${path}/:id`, kind, handle }
}

/** Whether an object fits a filter's value. */
export type Filter<K extends Kind> = (object: Kinds[K], value: string | Form) => boolean

/** `GET /v1/<path>` with paging, `created` and these filters. */
export function listRoute<K extends Kind>(kind: K, path: string, filters: Record<string, Filter<K>>): Route {
  const handle = ({ act, path: url, params }: Call) => {
    allowOnly(params, ['limit', 'starting_after', 'ending_before', 'created', ...Object.keys(filters)])
    const fits = (object: Kinds[K]) =>
      isCreatedIn(object.created, params.created) &&
      Object.entries(filters).every(
        ([name, filter]) => params[name] === undefined || filter(object, params[name]),
      )
    const owner = ownerIn(params)
    const found =
      owner === undefined ? all(act.space, kind, fits) : allOf(act.space, kind, owner).filter(fits)
    return page(found.toReversed(), params, url)
  }
  return { method: 'GET', path, kind, handle }
}

/** What everything on the list must belong to; undefined when the filters name nothing of that kind. */
function ownerIn(params: Form): string | undefined {
  const { customer, invoice, subscription, payment_intent, payment } = params
  const ofPayment = typeof payment === 'object' ? payment.payment_intent : undefined
  return [customer, invoice, subscription, payment_intent, ofPayment].find((one) => typeof one === 'string')
}

function isCreatedIn(created: number, range: string | Form | undefined): boolean {
  if (range === undefined) return true
  if (typeof range === 'string') return created === Number(range)
  const bound = (name: string, otherwise: number) => Number(text(range, name) ?? otherwise)
  return (
    created >= bound('gte', -Infinity) &&
    created > bound('gt', -Infinity) &&
    created <= bound('lte', Infinity) &&
    created < bound('lt', Infinity)
  )
}

/** Makes the new value of a field from what was given. */
export type Reader<K extends Kind> = (value: string | Form, old: Kinds[K]) => unknown

/** A text; an empty one clears the field. */
export const asText = (value: string | Form) => (typeof value === 'string' && value !== '' ? value : null)
/** A yes or no as forms spell it. */
export const asBoolean = (value: string | Form) => value === 'true'

/** `POST /v1/<path>/:id` for metadata and these fields. */
export function updateRoute<K extends Kind>(
  kind: K,
  path: string,
  readers: Record<string, Reader<K>>,
): Route {
  const handle = ({ act, id, params }: Call) => {
    allowOnly(params, ['metadata', ...Object.keys(readers)])
    const old = seek(act, kind, id)
    return changeAndTell(act, kind, id, {
      ...readFields(params, readers, old),
      ...('metadata' in old && { metadata: mergeMetadata(old.metadata ?? {}, params.metadata) }),
    })
  }
  return { method: 'POST', path: `${path}/:id`, kind, handle }
}

/** The fields that were given, each read by its reader. */
export function readFields<K extends Kind>(
  params: Form,
  readers: Record<string, Reader<K>>,
  old: Kinds[K],
): Partial<Kinds[K]> {
  const given = Object.entries(readers).flatMap(([name, reader]) => {
    const value = params[name]
    return value === undefined ? [] : [[name, reader(value, old)] as const]
  })
  return Object.fromEntries(given) as Partial<Kinds[K]>
}

/** Refuses any other parameter, as Stripe does. */
export function allowOnly(params: Form, names: readonly string[]): void {
  const unknown = Object.keys(params).find((name) => name !== 'expand' && !names.includes(name))
  if (unknown) refuseParam(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown')
}

/** The text of a parameter that must be there. */
export function require(params: Form, name: string): string {
  const value = text(params, name)
  if (!value) refuseParam(`Missing required param: ${name}.`, name, 'parameter_missing')
  return value
}

/** A whole number of minor units, or undefined. */
export function amountIn(params: Form, name: string): number | undefined {
  const given = text(params, name)
  if (given === undefined) return undefined
  if (!/^\d+$/.test(given)) refuseParam(`Invalid integer: ${given}`, name, 'parameter_invalid_integer')
  return Number(given)
}

/** A text inside a map parameter. */
export function inner(params: Form, name: string, key: string): string | undefined {
  return text(nested(params, name) ?? {}, key)
}
