import { type Act, automatically, byRequest } from '../act.ts'
import { type Kind, type Space, type State, spaceHolding } from '../state.ts'

/** Somebody asks for a change of this object, through a request. */
export function requestOn(state: State, kind: Kind, id: string): Act {
  return byRequest(state, spaceHolding(state, kind, id))
}

/** Stripe or a bank changes this object by itself. */
export function automaticOn(state: State, kind: Kind, id: string): Act {
  return automatically(state, spaceHolding(state, kind, id))
}

/** Where a subscription is, by its own id or its customer's. */
export function subscriptionSpace(state: State, id: string): Space {
  const isCustomer = state.spaces.some((space) => space.objects.customer.has(id))
  return spaceHolding(state, isCustomer ? 'customer' : 'subscription', id)
}
