import type { Account } from '../../domain/account.ts'
import type { Answer } from '../../domain/answer.ts'
import { phoneOfContact } from '../../domain/contact.ts'
import type { Contact } from '../../domain/enrollment.ts'
import { equivalentPhones } from '../../domain/phone.ts'
import { phonesBehind } from '../../store/addresses.ts'
import { hasTakenUp } from '../../store/messages.ts'
import { movedTo } from '../../store/phone-moves.ts'
import { namesOf } from '../../store/shoppers.ts'
import { findContact } from '../../stripe/customers.ts'
import type { Tools } from '../tools.ts'

/** Whom an answer is for: whoever is at the place it goes to. */
export type Recipient = { readonly account: Account; readonly answer: Pick<Answer, 'shopperId' | 'to'> }

/**
 * Whether an answer may tell of somebody: only if it goes to where Stripe says now that they are. All who ever had a phone
 * in common are one shopper, and a phone is what somebody typed: docs/decisions/0073.
 */
export async function mayTellOf(
  { db }: Pick<Tools, 'db'>,
  { account, answer }: Recipient,
  contact: Contact,
): Promise<boolean> {
  const { customerId } = contact
  const { shopperId } = answer
  const at = await phonesBehind(db, account, answer.to)
  const noted = phoneOfContact(contact, account)
  // Without a number on one of both sides, what was answered tells who they are.
  if (noted === undefined || at.length === 0) {
    const names = [answer.to, ...at]
    return customerId !== undefined && hasTakenUp(db, account, { shopperId, customerId, names })
  }
  const phones = equivalentPhones(noted)
  const moved = customerId && (await movedTo(db, account, { customerId, phones }))
  const now = moved ? equivalentPhones(moved) : phones
  return at.some((phone) => now.includes(phone))
}

/** The shopper's customers of whom an answer may tell. Throws when Stripe cannot be reached or fails. */
export async function customersToTellOf(tools: Tools, recipient: Recipient): Promise<readonly string[]> {
  const { account, answer } = recipient
  const { customers } = await namesOf(tools.db, account, answer.shopperId)
  const known = await Promise.all(customers.map((customer) => findContact(tools.stripe(account), customer)))
  const told: string[] = []
  for (const contact of known)
    if (contact?.customerId && (await mayTellOf(tools, recipient, contact))) told.push(contact.customerId)
  return told
}
