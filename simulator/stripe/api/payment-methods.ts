import { detach } from '../actions/cards.ts'
import { nested, text } from '../form.ts'
import { idOf } from '../state.ts'
import { readAddress } from './contact-params.ts'
import { type Call, listRoute, type Reader, type Route, retrieveRoute, seek, updateRoute } from './route.ts'

function detachMethod({ act, id }: Call) {
  seek(act, 'payment_method', id)
  return detach(act, id)
}

function retrieveOfCustomer({ act, id, path }: Call) {
  seek(act, 'customer', id, 'customer')
  const method = path.split('/').at(-1) ?? ''
  return seek(act, 'payment_method', method, 'payment_method')
}

const card: Reader<'payment_method'> = (value, old) => {
  const given = typeof value === 'object' ? value : {}
  const year = text(given, 'exp_year')
  const month = text(given, 'exp_month')
  return {
    ...old.card,
    ...(year && { exp_year: Number(year) }),
    ...(month && { exp_month: Number(month) }),
  }
}

const billingDetails: Reader<'payment_method'> = (value, old) => {
  const given = typeof value === 'object' ? value : {}
  const address = nested(given, 'address')
  return { ...old.billing_details, ...given, ...(address && { address: readAddress(address) }) }
}

/** What may be done with payment methods besides reading them, and the setup intents they came from. */
export const paymentMethodRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/customers/:id/payment_methods/:method',
    kind: 'payment_method',
    handle: retrieveOfCustomer,
  },
  updateRoute('payment_method', '/v1/payment_methods', { card, billing_details: billingDetails }),
  { method: 'POST', path: '/v1/payment_methods/:id/detach', kind: 'payment_method', handle: detachMethod },
  retrieveRoute('setup_intent', '/v1/setup_intents'),
  listRoute('setup_intent', '/v1/setup_intents', {
    customer: (intent, value) => idOf(intent.customer) === value,
    payment_method: (intent, value) => idOf(intent.payment_method) === value,
  }),
]
