import { type Consent, type ConsentEntry, currentConsent, type Purpose, purposes } from '../domain/consent.ts'
import { phoneOfContact } from '../domain/contact.ts'
import { equivalentPhones, maskPhone } from '../domain/phone.ts'
import { recordAudit } from '../store/audit.ts'
import { appendConsent, readLedger } from '../store/consents.ts'
import { inTransaction } from '../store/database.ts'
import { findShoppers, hiddenNames, phoneIdentities, recognise } from '../store/shoppers.ts'
import { findContact } from '../stripe/customers.ts'
import { requireAccount } from './known-account.ts'
import { type GivenConsent, recordConsent } from './record-consent.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** Where the permissions of a customer stand, and every line they were learned from, newest first. */
export type CustomerConsent = {
  /** With all but its last digits hidden; undefined when Stripe knows none that can be one. */
  readonly phone: string | undefined
  readonly now: Readonly<Record<Purpose, Consent>>
  readonly ledger: readonly ConsentEntry[]
}

/** Reads the permissions of a customer. Refuses one who is not in this account. */
export async function showCustomerConsent(
  tools: CommandTools,
  by: By,
  customerId: string,
): Promise<CustomerConsent> {
  const phone = await phoneOf(tools, by, customerId)
  const phones = phone ? equivalentPhones(phone) : []
  const known = { identities: phoneIdentities(phones), customerId }
  const shoppers = await findShoppers(tools.db, by.account, known)
  const ledger: ConsentEntry[] = []
  const names = [...phones, customerId]
  for (const shopperId of shoppers) {
    ledger.push(...(await readLedger(tools.db, by.account, shopperId)))
    names.push(...(await hiddenNames(tools.db, by.account, { shopperId, phones })))
  }
  return {
    phone: phone && maskPhone(phone),
    now: Object.fromEntries(
      purposes.map((purpose) => [purpose, currentConsent(ledger, purpose, names)]),
    ) as Readonly<Record<Purpose, Consent>>,
    ledger: ledger.toSorted((a, b) => (a.id < b.id ? 1 : -1)),
  }
}

/**
 * Writes a permission of a customer, or its withdrawal, into the ledger, for the phone number Stripe knows. A stop is
 * written down for one without a number as well: they may have written from one, or get one.
 */
export async function recordCustomerConsent(
  tools: CommandTools,
  by: By,
  { customerId, ...wanted }: Omit<GivenConsent, 'phone' | 'customer'> & { readonly customerId: string },
): Promise<CustomerConsent> {
  const phone = await phoneOf(tools, by, customerId)
  if (phone) await recordConsent(tools, by, { ...wanted, phone, customer: customerId })
  else if (wanted.state === 'withdrawn') await stopCustomer(tools, by, customerId)
  else {
    throw refusal(
      'Stripe knows no phone number of this customer that can be one. Add it to the customer with its country code',
    )
  }
  return showCustomerConsent(tools, by, customerId)
}

/** Such a stop counts for every name the customer is known by. */
async function stopCustomer({ db, clock }: CommandTools, { actor, account }: By, customerId: string) {
  const now = clock.now()
  await inTransaction(db, async (tx) => {
    const shopperId = await recognise(tx, account, { identities: [], customerId }, now)
    const stop = { state: 'withdrawn', source: 'operator', sourceRef: actor, givenFor: customerId } as const
    for (const purpose of purposes)
      await appendConsent(tx, account, { ...stop, purpose, shopperId, givenAt: now }, now)
    const after = { customer: customerId, purposes, state: 'withdrawn' }
    await recordAudit(tx, { ...account, actor, command: 'record-consent', after }, now)
  })
}

/** The phone number Stripe knows of a customer, E.164; undefined without one. Refuses a customer of another account. */
export async function phoneOf(tools: CommandTools, by: By, customerId: string): Promise<string | undefined> {
  const { country } = await requireAccount(tools, by)
  const contact = await findContact(tools.stripe(by.account), customerId)
  if (!contact)
    throw refusal(
      `There is no customer ${customerId} in this account. They may have been deleted, or belong to another account or mode: open them from your list of customers`,
    )
  return phoneOfContact(contact, { country })
}
