import type { Account } from '../domain/account.ts'
import { newlySaid } from '../domain/consent.ts'
import { phoneOfContact } from '../domain/contact.ts'
import type { Contact } from '../domain/enrollment.ts'
import { equivalentPhones } from '../domain/phone.ts'
import { appendConsent, readLedger } from '../store/consents.ts'
import type { Tx } from '../store/database.ts'
import { hasTakenUp } from '../store/messages.ts'
import { movedTo } from '../store/phone-moves.ts'
import { hiddenNames, phoneIdentities, recognise, type UserId, userIdsOf } from '../store/shoppers.ts'

/** A shopper, the number they can be written to now, and every name a permission may have been given for. */
export type Met = {
  readonly shopperId: string
  readonly phone: string | undefined
  readonly names: readonly string[]
  /** Of somebody without a number: the ids by which Meta lets them be written to. */
  readonly hidden: readonly HiddenPerson[]
}

/** Somebody whose number nobody tells us, as one business knows them at Meta. */
export type HiddenPerson = UserId & {
  /** Whoever has the id took up a message of ours about this very customer, and so is no stranger. */
  readonly isProven: boolean
}

type Meeting = {
  readonly account: Account
  readonly contact: Contact
  /** Whom the enrollment was about so far; stands in where the contact names nobody. */
  readonly known?: string
}

/**
 * Recognises the person a subject is about, and takes down what the merchant noted about their consent.
 */
export async function meet(
  tx: Tx,
  { account, contact, known }: Meeting,
  now: Temporal.Instant,
): Promise<Met> {
  const noted = phoneOfContact(contact, account)
  const { customerId } = contact
  const moved = await whereMoved(tx, account, { phone: noted, customerId })
  // Whoever moved keeps what they agreed to under their number of before.
  const phones = [moved, noted].flatMap((one) => (one ? equivalentPhones(one) : []))
  const shopperId = await whoIs(tx, { account, phones, customerId, known }, now)
  await noteOptIn(tx, account, { shopperId, contact }, now)
  const phone = moved ?? noted
  const hidden =
    phone === undefined && customerId ? await whoHides(tx, account, { shopperId, customerId }) : []
  const names = [
    ...phones,
    ...(customerId ? [customerId] : []),
    ...(await hiddenNames(tx, account, { shopperId, phones })),
    ...hidden.filter(({ isProven }) => isProven).flatMap(namesOfHidden),
  ]
  return { shopperId, phone, names, hidden }
}

/** A customer may have had somebody else's number by mistake: that number's id then leads to a stranger. */
async function whoHides(
  tx: Tx,
  account: Account,
  { shopperId, customerId }: { readonly shopperId: string; readonly customerId: string },
): Promise<readonly HiddenPerson[]> {
  const hidden: HiddenPerson[] = []
  for (const one of await userIdsOf(tx, account, shopperId)) {
    const names = namesOfHidden(one)
    hidden.push({ ...one, isProven: await hasTakenUp(tx, account, { shopperId, customerId, names }) })
  }
  return hidden
}

/** The id, and the number that Meta named it for: who changes that gets another id. */
function namesOfHidden({ id, ofPhone }: UserId): readonly string[] {
  return [id, ...(ofPhone ? equivalentPhones(ofPhone) : [])]
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
