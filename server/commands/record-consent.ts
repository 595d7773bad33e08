import { z } from 'zod'
import { type Consent, currentConsent, type Purpose, purposes } from '../domain/consent.ts'
import { equivalentPhones, maskPhone } from '../domain/phone.ts'
import { recordAudit } from '../store/audit.ts'
import { appendConsent, readLedger } from '../store/consents.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { phoneIdentities, recognise } from '../store/shoppers.ts'
import { phoneFrom } from './allow-phone.ts'
import { type By, type CommandTools, refusal } from './tools.ts'
import { readGiven } from './wanted.ts'

const textAtMost = 2_000
const note = (what: string) =>
  z
    .string()
    .trim()
    .min(1, { error: `The ${what} is empty` })
    .max(textAtMost, { error: `The ${what} is longer than ${textAtMost} characters` })

const given = z.object({
  phone: z.string(),
  purpose: z.enum(purposes, { error: `The purpose is ${purposes.join(' or ')}` }).optional(),
  state: z.enum(['granted', 'withdrawn']),
  /** ISO 8601 with an offset; when the shopper decided. Now, when left out. */
  givenAt: z.iso
    .datetime({ offset: true, error: 'The time is written like 2026-11-22T10:30:00Z' })
    .optional(),
  wording: note('wording').optional(),
  proof: note('proof').optional(),
  /** The Stripe customer who is this person, where that is known. */
  customer: z.string().startsWith('cus_', { error: 'A customer is written like cus_...' }).optional(),
})
/** A permission or withdrawal as a person gives it. */
export type GivenConsent = z.input<typeof given>

/** Where a consent was learned. */
export type LearnedFrom = { readonly source: 'operator' | 'import'; readonly sourceRef: string }

/** What the ledger says of this phone after the entry. */
export type Recorded = { readonly phone: string; readonly purpose: Purpose; readonly consent: Consent }

/**
 * Writes a permission, or its withdrawal, into the ledger. A grant needs to say what was agreed to, and is about the
 * shopper's own payments unless it names offers; a withdrawal is about everything unless it names one purpose.
 */
export async function recordConsent(
  tools: CommandTools,
  by: By,
  wanted: GivenConsent,
): Promise<readonly Recorded[]> {
  const { purpose, ...entry } = checkConsent(wanted, tools.clock.now())
  const about: readonly Purpose[] = purpose ? [purpose] : entry.state === 'granted' ? ['service'] : purposes
  return inTransaction(tools.db, async (tx) => {
    const now = tools.clock.now()
    const learned = { source: 'operator', sourceRef: by.actor } as const
    const recorded: Recorded[] = []
    for (const each of about)
      recorded.push(await append(tx, by, { ...entry, ...learned, purpose: each }, now))
    const after = { phone: maskPhone(entry.phone), purposes: about, state: entry.state }
    await recordAudit(tx, { ...by.account, actor: by.actor, command: 'record-consent', after }, now)
    return recorded
  })
}

/** Checks what was given. Refuses in words for the person who gave it. */
export function checkConsent(wanted: GivenConsent, now: Temporal.Instant) {
  const { givenAt, phone, ...rest } = readGiven(given, wanted)
  const at = givenAt ? Temporal.Instant.from(givenAt) : now
  if (Temporal.Instant.compare(at, now) > 0) throw refusal('A consent cannot be given in the future')
  if (rest.state === 'granted' && !rest.wording) {
    throw refusal('Say what the customer agreed to: the wording of the form or question')
  }
  return { ...rest, phone: phoneFrom(phone), givenAt: at }
}

type Entry = Omit<ReturnType<typeof checkConsent>, 'purpose'> & LearnedFrom & { readonly purpose: Purpose }

/** Appends one entry and tells where consent stands then: an older grant may not lift a newer withdrawal. */
export async function append(
  tx: Tx,
  { account }: By,
  { phone, customer, ...entry }: Entry,
  now: Temporal.Instant,
): Promise<Recorded> {
  const phones = equivalentPhones(phone)
  const person = { identities: phoneIdentities(phones), customerId: customer }
  const shopperId = await recognise(tx, account, person, now)
  await appendConsent(tx, account, { ...entry, givenFor: phone, shopperId }, now)
  const consent = currentConsent(await readLedger(tx, account, shopperId), entry.purpose, phones)
  return { phone, purpose: entry.purpose, consent }
}
