import { expireCheckout, startCheckout } from '../actions/checkout.ts'
import { page } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { idOf } from '../state.ts'
import { readCheckout } from './checkout-params.ts'
import {
  allowOnly,
  type Call,
  inner,
  listRoute,
  type Route,
  retrieveRoute,
  seek,
  updateRoute,
} from './route.ts'

const sessions = '/v1/checkout/sessions'

function create({ act, params }: Call) {
  return startCheckout(act, readCheckout(act, params))
}

function expire({ act, id, params }: Call) {
  allowOnly(params, [])
  const { status } = seek(act, 'checkout.session', id)
  if (status !== 'open') {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${status}\`.`
    refuse(400, { type: 'invalid_request_error', message })
  }
  return expireCheckout(act, id)
}

function listItems({ act, id, path, params }: Call) {
  allowOnly(params, ['limit', 'starting_after', 'ending_before'])
  seek(act, 'checkout.session', id)
  return page(act.space.carts.get(id)?.items ?? [], params, path)
}

/** Checkout sessions and what they sell. */
export const checkoutRoutes: readonly Route[] = [
  { method: 'POST', path: sessions, kind: 'checkout.session', handle: create },
  retrieveRoute('checkout.session', sessions),
  listRoute('checkout.session', sessions, {
    status: (session, value) => session.status === value,
    customer: (session, value) => idOf(session.customer) === value,
    payment_intent: (session, value) => idOf(session.payment_intent) === value,
    subscription: (session, value) => idOf(session.subscription) === value,
    payment_link: () => false,
    customer_details: (session, value) =>
      session.customer_details?.email === inner({ customer_details: value }, 'customer_details', 'email'),
  }),
  updateRoute('checkout.session', sessions, {}),
  { method: 'POST', path: `${sessions}/:id/expire`, kind: 'checkout.session', handle: expire },
  { method: 'GET', path: `${sessions}/:id/line_items`, kind: 'item', handle: listItems },
]
