import { type Consent, type ConsentEntry, currentConsent, type Purpose, purposes } from '../domain/consent.ts'
import { equivalentPhones, maskPhone, normalizePhone } from '../domain/phone.ts'
import { readLedger } from '../store/consents.ts'
import { findShoppers, hiddenNames, phoneIdentities } from '../store/shoppers.ts'
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

/** Writes a permission of a customer, or its withdrawal, into the ledger, for the phone number Stripe knows. */
export async function recordCustomerConsent(
  tools: CommandTools,
  by: By,
  { customerId, ...wanted }: Omit<GivenConsent, 'phone' | 'customer'> & { readonly customerId: string },
): Promise<CustomerConsent> {
  const phone = await phoneOf(tools, by, customerId)
  if (!phone) {
    throw refusal(
      'Stripe knows no phone number of this customer that can be one. Add it to the customer with its country code',
    )
  }
  await recordConsent(tools, by, { ...wanted, phone, customer: customerId })
  return showCustomerConsent(tools, by, customerId)
}

async function phoneOf(tools: CommandTools, by: By, customerId: string): Promise<string | undefined> {
  const { country } = await requireAccount(tools, by)
  const contact = await findContact(tools.stripe(by.account), customerId)
  if (!contact) throw refusal(`There is no customer ${customerId} in this account`)
  return contact.phones
    .map((raw) => normalizePhone(raw, contact.country ?? country))
    .find((phone) => phone !== undefined)
}
