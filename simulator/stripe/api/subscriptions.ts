import {
  type Cancellation,
  cancelAtPeriodEnd,
  cancelSubscription,
  keepSubscription,
} from '../actions/cancellations.ts'
import { moveTrialEnd, resumeSubscription } from '../actions/trials.ts'
import { type Form, nested, text } from '../form.ts'
import { hasEnded } from '../objects/subscription.ts'
import { refuse, refuseParam } from '../refusal.ts'
import { idOf, read } from '../state.ts'
import {
  allowOnly,
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
const byStatus: Filter<'subscription'> = (subscription, value) =>
  value === 'all' || (value === 'ended' ? hasEnded(subscription) : subscription.status === value)

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

function update(): Route {
  const route = updateRoute('subscription', '/v1/subscriptions', {
    description: asText,
    default_payment_method: asText,
    collection_method: asText,
    days_until_due: (value) => (value === '' ? null : Number(value)),
    pause_collection: (value) => (typeof value === 'object' ? { resumes_at: null, ...value } : null),
  })
  const handle = ({ params, ...call }: Call) => {
    const method = text(params, 'default_payment_method')
    if (method) refuseStranger(call, method)
    const { trial_end, cancel_at_period_end, cancellation_details, ...plain } = params
    route.handle({ ...call, params: plain })
    if (cancel_at_period_end === 'true') cancelAtPeriodEnd(call.act, call.id, cancellationIn(params))
    if (cancel_at_period_end === 'false') keepSubscription(call.act, call.id)
    if (typeof trial_end === 'string') moveTrialEnd(call.act, call.id, timeIn(call, trial_end))
    return read(call.act.space, 'subscription', call.id)
  }
  return { ...route, handle }
}

function refuseStranger({ act, id }: Pick<Call, 'act' | 'id'>, method: string) {
  const { customer } = seek(act, 'payment_method', method, 'default_payment_method')
  if (idOf(customer) === idOf(seek(act, 'subscription', id).customer)) return
  const message = `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`
  refuseParam(message, 'default_payment_method')
}

function timeIn({ act }: Pick<Call, 'act'>, given: string): number {
  return given === 'now' ? act.now : Number(given)
}

function cancel({ act, id, params }: Call) {
  allowOnly(params, ['cancellation_details', 'invoice_now', 'prorate'])
  seek(act, 'subscription', id)
  return cancelSubscription(act, id, cancellationIn(params))
}

function cancellationIn(params: Form): Cancellation {
  const details = nested(params, 'cancellation_details') ?? {}
  const [feedback, comment] = [text(details, 'feedback'), text(details, 'comment')]
  return { ...(feedback && { feedback }), ...(comment && { comment }) }
}

function resume({ act, id, params }: Call) {
  allowOnly(params, ['billing_cycle_anchor', 'payment_behavior', 'proration_behavior'])
  const { status } = seek(act, 'subscription', id)
  if (status !== 'paused') {
    const message = `This subscription is ${status}. Only paused subscriptions can be resumed.`
    refuse(400, { type: 'invalid_request_error', message })
  }
  resumeSubscription(act, id)
  return read(act.space, 'subscription', id)
}

/** Subscriptions. */
export const subscriptionRoutes: readonly Route[] = [
  retrieveRoute('subscription', '/v1/subscriptions'),
  list(),
  update(),
  { method: 'DELETE', path: '/v1/subscriptions/:id', kind: 'subscription', handle: cancel },
  { method: 'POST', path: '/v1/subscriptions/:id/resume', kind: 'subscription', handle: resume },
]
