import type Stripe from 'stripe'
import type { Contact } from '../../domain/enrollment.ts'
import { readCustomer } from './customer.ts'
import { idOf } from './event.ts'

/** Whether the merchant deleted the customer in Stripe: nobody is to be written to any more. */
export function isDeleted(customer: Stripe.Invoice['customer']): boolean {
  return typeof customer === 'object' && customer?.deleted === true
}

/** What else tells whom to write to, beside the customer: the best first. */
export type MoreContact = {
  readonly phones: readonly (string | null | undefined)[]
  /** Where goods go may be somebody else: asked last. */
  readonly shippingPhone?: string | null | undefined
  readonly names: readonly (string | null | undefined)[]
  readonly addresses?: readonly (
    | Pick<Stripe.Address, 'country' | 'state' | 'postal_code'>
    | null
    | undefined
  )[]
  readonly locales?: readonly (string | null | undefined)[]
}

/** Whom to write to: what the customer keeps up to date goes before copies made at some time. */
export function readContact(customer: Stripe.Invoice['customer'], more: MoreContact): Contact {
  const known = readCustomer(customer)
  const address = more.addresses?.find((one) => one?.country)
  const phones = [known.phone, ...more.phones, known.shippingPhone, more.shippingPhone]
  return {
    customerId: idOf(customer),
    name: [known.name, ...more.names].find(Boolean) ?? undefined,
    phones: [...new Set(phones.flatMap((phone) => phone || []))],
    country: known.country ?? address?.country ?? undefined,
    region: known.country ? known.region : (address?.state ?? undefined),
    postalCode: known.country ? known.postalCode : (address?.postal_code ?? undefined),
    locales: [...known.locales, ...(more.locales ?? []).flatMap((locale) => locale || [])],
    optIn: known.optIn,
  }
}
