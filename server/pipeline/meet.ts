import type { Account } from '../domain/account.ts'
import { newlySaid } from '../domain/consent.ts'
import type { Contact } from '../domain/enrollment.ts'
import { normalizePhone } from '../domain/phone.ts'
import { appendConsent, readLedger } from '../store/consents.ts'
import type { Tx } from '../store/database.ts'
import { recognise } from '../store/shoppers.ts'

/** A shopper, and the number they can be written to now. */
export type Met = { readonly shopperId: string; readonly phone: string | undefined }

/**
 * Recognises the person a subject is about, and takes down what the merchant noted about their consent. Stripe keeps
 * phone numbers as typed: the first one that can be a number is taken.
 */
export async function meet(tx: Tx, account: Account, contact: Contact, now: Temporal.Instant): Promise<Met> {
  const phone = phoneOf(contact, account)
  const identities = phone ? [{ kind: 'phone' as const, value: phone }] : []
  const shopperId = await recognise(tx, account, { identities, customerId: contact.customerId }, now)
  await noteOptIn(tx, account, { shopperId, contact }, now)
  return { shopperId, phone }
}

function phoneOf(contact: Contact, account: Account): string | undefined {
  return contact.phones
    .map((raw) => normalizePhone(raw, contact.country ?? account.country))
    .find((phone) => phone !== undefined)
}

/** The merchant's note speaks for messages about the shopper's own payments; offers need more than that. */
async function noteOptIn(
  tx: Tx,
  account: Account,
  { shopperId, contact }: { readonly shopperId: string; readonly contact: Contact },
  now: Temporal.Instant,
) {
  if (!contact.customerId) return
  const said = { purpose: 'service', source: 'metadata', sourceRef: contact.customerId } as const
  const state = newlySaid(await readLedger(tx, account, shopperId), { ...said, state: contact.optIn })
  if (state) await appendConsent(tx, account, { ...said, state, shopperId, givenAt: now }, now)
}
