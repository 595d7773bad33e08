import type Stripe from 'stripe'
import type { Contact } from '../domain/enrollment.ts'
import { isGone } from './look.ts'
import { readContact } from './read/contact.ts'

/** How a customer can be reached, as Stripe knows it; undefined for one that is not in this account, or was deleted. */
export async function findContact(stripe: Stripe, customer: string): Promise<Contact | undefined> {
  try {
    const found = await stripe.customers.retrieve(customer)
    return found.deleted ? undefined : readContact(found, { phones: [], names: [] })
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}
