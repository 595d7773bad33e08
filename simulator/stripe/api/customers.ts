import { change } from '../act.ts'
import { addCustomer, attach, deleteCustomer } from '../actions/customers.ts'
import { announce } from '../events.ts'
import { text, texts } from '../form.ts'
import { mergeMetadata } from '../metadata.ts'
import { page } from '../paging.ts'
import { all, idOf } from '../state.ts'
import { readAddress } from './contact-params.ts'
import {
  allowOnly,
  asText,
  type Call,
  listRoute,
  type Reader,
  type Route,
  readFields,
  require,
  retrieveRoute,
  seek,
  updateRoute,
} from './route.ts'

const fields: Record<string, Reader<'customer'>> = {
  name: asText,
  email: asText,
  phone: asText,
  description: asText,
  address: (value) => (typeof value === 'object' ? readAddress(value) : null),
  preferred_locales: (value) => (typeof value === 'object' ? Object.values(value) : []),
  invoice_settings: (value, old) => ({
    ...old.invoice_settings,
    default_payment_method:
      typeof value === 'object' ? (text(value, 'default_payment_method') ?? null) : null,
  }),
}

function create({ act, params }: Call) {
  allowOnly(params, ['metadata', ...Object.keys(fields)])
  const metadata = mergeMetadata({}, params.metadata)
  const silent = { ...act, silent: true }
  const plain = { account: act.space.account.id, name: text(params, 'name') ?? '', metadata }
  const customer = addCustomer(silent, plain)
  const made = change(silent, 'customer', customer.id, {
    ...readFields(params, fields, customer),
    name: text(params, 'name') ?? null,
    preferred_locales: texts(params, 'preferred_locales'),
  })
  announce(act, 'customer.created', made)
  return made
}

function retrieve({ act, id }: Call) {
  if (act.space.deletedCustomers.has(id)) return { id, object: 'customer', deleted: true }
  return seek(act, 'customer', id)
}

function remove({ act, id }: Call) {
  seek(act, 'customer', id)
  return deleteCustomer(act, id)
}

function listMethods({ act, id, path, params }: Call) {
  seek(act, 'customer', id, 'customer')
  return page(all(act.space, 'payment_method', (one) => idOf(one.customer) === id).toReversed(), params, path)
}

function attachMethod({ act, id, params }: Call) {
  seek(act, 'payment_method', id)
  return attach(act, id, seek(act, 'customer', require(params, 'customer'), 'customer').id)
}

/** Customers and their payment methods. */
export const customerRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/customers/:id', kind: 'customer', handle: retrieve },
  { method: 'GET', path: '/v1/customers/:id/payment_methods', kind: 'payment_method', handle: listMethods },
  listRoute('customer', '/v1/customers', { email: (customer, value) => customer.email === value }),
  { method: 'POST', path: '/v1/customers', kind: 'customer', handle: create },
  updateRoute('customer', '/v1/customers', fields),
  { method: 'DELETE', path: '/v1/customers/:id', kind: undefined, handle: remove },
  retrieveRoute('payment_method', '/v1/payment_methods'),
  listRoute('payment_method', '/v1/payment_methods', {
    customer: (method, value) => idOf(method.customer) === value,
    type: (method, value) => method.type === value,
  }),
  { method: 'POST', path: '/v1/payment_methods/:id/attach', kind: 'payment_method', handle: attachMethod },
]
