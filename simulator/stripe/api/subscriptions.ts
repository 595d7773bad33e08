import { cancelSubscription } from '../actions/subscriptions.ts'
import { idOf } from '../state.ts'
import {
  asBoolean,
  asText,
  type Call,
  type Filter,
  listRoute,
  type Route,
  retrieveRoute,
  seek,
  updateRoute,
} from './route.ts'

/** Canceled ones are left out of a list unless they are asked for. */
const byStatus: Filter<'subscription'> = ({ status }, value) =>
  value === 'all' || (value === 'ended' ? status === 'canceled' : status === value)

function list(): Route {
  const route = listRoute('subscription', '/v1/subscriptions', {
    customer: (subscription, value) => idOf(subscription.customer) === value,
    price: ({ items }, value) => items.data.some((item) => item.price.id === value),
    collection_method: (subscription, value) => subscription.collection_method === value,
    status: (subscription, value) =>
      value === 'unless canceled' ? subscription.status !== 'canceled' : byStatus(subscription, value),
  })
  const handle = (call: Call) =>
    route.handle({ ...call, params: { status: 'unless canceled', ...call.params } })
  return { ...route, handle }
}

function cancel({ act, id }: Call) {
  seek(act, 'subscription', id)
  return cancelSubscription(act, id)
}

/** Subscriptions. */
export const subscriptionRoutes: readonly Route[] = [
  retrieveRoute('subscription', '/v1/subscriptions'),
  list(),
  updateRoute('subscription', '/v1/subscriptions', {
    description: asText,
    default_payment_method: asText,
    cancel_at_period_end: asBoolean,
    pause_collection: (value) => (typeof value === 'object' ? { resumes_at: null, ...value } : null),
  }),
  { method: 'DELETE', path: '/v1/subscriptions/:id', kind: 'subscription', handle: cancel },
]
