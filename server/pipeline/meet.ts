import type { Account } from '../domain/account.ts'
import { newlySaid } from '../domain/consent.ts'
import type { Contact } from '../domain/enrollment.ts'
import { equivalentPhones, normalizePhone } from '../domain/phone.ts'
import { appendConsent, readLedger } from '../store/consents.ts'
import type { Tx } from '../store/database.ts'
import { movedTo } from '../store/phone-moves.ts'
import { hiddenNames, phoneIdentities, recognise } from '../store/shoppers.ts'

/** A shopper, the number they can be written to now, and every name a permission may have been given for. */
export type Met = {
  readonly shopperId: string
  readonly phone: string | undefined
  readonly names: readonly string[]
}

type Meeting = {
  readonly account: Account
  readonly contact: Contact
  /** Whom the enrollment was about so far; stands in where the contact names nobody. */
  readonly known?: string
}

/**
 * Recognises the person a subject is about, and takes down what the merchant noted about their consent. Stripe keeps
 * phone numbers as typed: the first one that can be a number is taken.
 */
export async function meet(
  tx: Tx,
  { account, contact, known }: Meeting,
  now: Temporal.Instant,
): Promise<Met> {
  const noted = phoneOf(contact, account)
  const { customerId } = contact
  const moved = await whereMoved(tx, account, { phone: noted, customerId })
  // Whoever moved keeps what they agreed to under their number of before.
  const phones = [moved, noted].flatMap((one) => (one ? equivalentPhones(one) : []))
  const shopperId = await whoIs(tx, { account, phones, customerId, known }, now)
  await noteOptIn(tx, account, { shopperId, contact }, now)
  const names = [
    ...phones,
    ...(customerId ? [customerId] : []),
    ...(await hiddenNames(tx, account, { shopperId, phones })),
  ]
  return { shopperId, phone: moved ?? noted, names }
}

/** Stripe keeps the number a customer had when they paid; WhatsApp told us where they are now. */
async function whereMoved(
  tx: Tx,
  account: Account,
  { phone, customerId }: { readonly phone: string | undefined; readonly customerId: string | undefined },
): Promise<string | undefined> {
  if (!phone || !customerId) return undefined
  return movedTo(tx, account, { customerId, phones: equivalentPhones(phone) })
}

type Named = {
  readonly account: Account
  readonly phones: readonly string[]
  readonly customerId: string | undefined
  readonly known: string | undefined
}

async function whoIs(
  tx: Tx,
  { account, phones, customerId, known }: Named,
  now: Temporal.Instant,
): Promise<string> {
  const isNamed = phones.length > 0 || customerId !== undefined
  const knownBy =
    known && !isNamed
      ? { identities: [], shopperId: known }
      : { identities: phoneIdentities(phones), customerId }
  return recognise(tx, account, knownBy, now)
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
  const { customerId, optIn } = contact
  if (!customerId) return
  const said = { purpose: 'service', source: 'metadata', sourceRef: customerId } as const
  const state = newlySaid(await readLedger(tx, account, shopperId), { ...said, state: optIn })
  if (!state) return
  await appendConsent(tx, account, { ...said, givenFor: customerId, state, shopperId, givenAt: now }, now)
}
