import type Stripe from 'stripe'
import { type Act, change, keep } from '../act.ts'
import { announce } from '../events.ts'
import type { NewCard } from '../objects/customer.ts'
import { describeDecline } from '../objects/decline.ts'
import { makeSetupError, makeSetupIntent } from '../objects/setup.ts'
import { idOf, read } from '../state.ts'
import { refusalOf } from './authentication.ts'
import { addCard, attach, makeDefault } from './customers.ts'

/** Asks for a card to keep for later, of a customer or, for null, a guest. */
export function addSetup(
  act: Act,
  customer: string | null,
  metadata: Stripe.Metadata = {},
): Stripe.SetupIntent {
  const made = { id: act.state.makeId('seti'), created: act.now, livemode: act.space.livemode }
  const intent = keep(act, 'setup_intent', { ...makeSetupIntent(customer, made), metadata })
  announce(act, 'setup_intent.created', intent)
  return intent
}

/**
 * A shopper gives the card that a setup intent asks for, and it goes to its customer. One that is declined stays
 * outside, and the setup intent says why.
 */
export function confirmSetup(act: Act, id: string, method: Stripe.PaymentMethod): Stripe.SetupIntent {
  // The page leads the shopper through 3-D Secure by itself.
  const declineCode = refusalOf(act, method)
  if (declineCode) return refuse(act, id, { method, declineCode })
  const customer = idOf(read(act.space, 'setup_intent', id).customer)
  if (customer) attach(act, method.id, customer)
  const succeeded = change(act, 'setup_intent', id, {
    status: 'succeeded',
    payment_method: method.id,
    last_setup_error: null,
  })
  announce(act, 'setup_intent.succeeded', succeeded)
  return succeeded
}

type Refusal = { readonly method: Stripe.PaymentMethod; readonly declineCode: string }

function refuse(act: Act, id: string, { method, declineCode }: Refusal): Stripe.SetupIntent {
  const last_setup_error = makeSetupError(describeDecline(declineCode), method)
  const failed = change(act, 'setup_intent', id, { last_setup_error })
  announce(act, 'setup_intent.setup_failed', failed)
  return failed
}

/** Nobody waits for the card any more. */
export function cancelSetup(act: Act, id: string): Stripe.SetupIntent {
  const canceled = change(act, 'setup_intent', id, { status: 'canceled', cancellation_reason: 'abandoned' })
  announce(act, 'setup_intent.canceled', canceled)
  return canceled
}

/**
 * A shopper puts a card on file in the portal: it becomes the customer's default, not that of a subscription with a
 * card of its own (facts section 3), unless it is declined.
 */
export function setUpCard(act: Act, customerId: string, card: NewCard): Stripe.SetupIntent {
  const { id } = addSetup(act, customerId)
  const method = addCard(act, read(act.space, 'customer', customerId), card)
  const setup = confirmSetup(act, id, method)
  if (setup.status === 'succeeded') makeDefault(act, method.id, customerId)
  return setup
}
