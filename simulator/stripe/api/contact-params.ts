import type Stripe from 'stripe'
import { type Form, nested, text } from '../form.ts'
import { type Holder, makeAddress } from '../objects/customer.ts'

/** An address, with what was not said left empty. */
export function readAddress(address: Form | undefined): Stripe.Address {
  return { ...makeAddress(null), ...address }
}

/** Who pays, by their billing details. */
export function readHolder(details: Form): Holder {
  return {
    address: readAddress(nested(details, 'address')),
    email: text(details, 'email') ?? null,
    name: text(details, 'name') ?? null,
    phone: text(details, 'phone') ?? null,
  }
}

/** Where something goes; null where that is taken back. */
export function readShipping(shipping: string | Form | undefined): Stripe.PaymentIntent.Shipping | null {
  if (typeof shipping !== 'object') return null
  return {
    address: readAddress(nested(shipping, 'address')),
    carrier: text(shipping, 'carrier') ?? null,
    name: text(shipping, 'name') ?? '',
    phone: text(shipping, 'phone') ?? null,
    tracking_number: text(shipping, 'tracking_number') ?? null,
  }
}
