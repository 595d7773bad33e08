import type { Template } from './template.ts'

/** Every purpose. */
export const purposes = ['service', 'marketing'] as const
/** What a message may be about: the shopper's own payments and orders, or offers. */
export type Purpose = (typeof purposes)[number]

/** What somebody has to agree to for a text of this category: messages about their own payments are no offers. */
export function purposeOf(category: Template['category']): Purpose {
  return category === 'marketing' ? 'marketing' : 'service'
}

/** Who told us: the shopper in the chat, Meta's own switch, a Stripe customer's metadata, an operator, a file. */
export type ConsentSource = 'shopper' | 'meta' | 'metadata' | 'operator' | 'import'

/** One line of the append-only ledger. */
export type ConsentEntry = {
  readonly id: string
  readonly purpose: Purpose
  readonly state: 'granted' | 'withdrawn'
  readonly source: ConsentSource
  /** Which one of that source: the customer, the file, the person who entered it. */
  readonly sourceRef: string
  /** The phone number, customer or id of Meta's it was given for; undefined for an entry that is for all. */
  readonly givenFor?: string | undefined
  /** When the shopper decided, as far as we know; never later than when we wrote it down. */
  readonly givenAt: Temporal.Instant
  /** What the shopper agreed to, word for word. */
  readonly wording?: string | undefined
  /** Where the permission can be looked up: a form id, a recording, a URL. */
  readonly proof?: string | undefined
}

/** What a ledger comes to. */
export type Consent = 'granted' | 'withdrawn' | 'unknown'

/**
 * What the ledger says today about writing to somebody known by `names`: their phone number in all its forms, and their
 * customer. A stop that somebody wrote down counts whoever it was given for, and is only lifted by the shopper or by a
 * newer permission that shows its wording and proof; all else counts only for whom it was given.
 */
export function currentConsent(
  ledger: readonly ConsentEntry[],
  purpose: Purpose,
  names: readonly string[],
): Consent {
  const entries = ledger.filter((entry) => entry.purpose === purpose).toSorted(byTime)
  let consent: Consent = 'unknown'
  let barred = false
  for (const entry of entries) {
    if (!isDeliberateStop(entry) && !isFor(entry, names)) continue
    if (entry.state === 'granted' && barred && !mayLift(entry)) continue
    consent = entry.state
    barred = entry.state === 'withdrawn' && (barred || isDeliberateStop(entry))
  }
  return consent
}

/**
 * What to write down when a source is read again: undefined when it says what it said before. Silence after a grant
 * takes it back.
 */
export function newlySaid(
  ledger: readonly ConsentEntry[],
  said: Pick<ConsentEntry, 'purpose' | 'source' | 'sourceRef'> & { readonly state: Consent },
): ConsentEntry['state'] | undefined {
  const last = ledger
    .filter((entry) => entry.purpose === said.purpose)
    .filter((entry) => entry.source === said.source && entry.sourceRef === said.sourceRef)
    .toSorted(byTime)
    .at(-1)
  if (said.state === 'unknown') return last?.state === 'granted' ? 'withdrawn' : undefined
  return last?.state === said.state ? undefined : said.state
}

/**
 * Whether the permission for offers was confirmed a second time, as double opt-in asks for: by the shopper's own word in
 * the chat, or by a form whose wording and proof can be shown.
 */
export function isConfirmedTwice(ledger: readonly ConsentEntry[], names: readonly string[]): boolean {
  return ledger
    .filter((entry) => entry.purpose === 'marketing' && entry.state === 'granted')
    .some((entry) => isFor(entry, names) && mayLift(entry))
}

/** What a START grants: messages about the shopper's own payments, and offers only if they were granted before. */
export function purposesOfStart(ledger: readonly ConsentEntry[]): readonly Purpose[] {
  const hadOffers = ledger.some((entry) => entry.purpose === 'marketing' && entry.state === 'granted')
  return hadOffers ? ['service', 'marketing'] : ['service']
}

function isFor({ givenFor }: ConsentEntry, names: readonly string[]): boolean {
  return givenFor === undefined || names.includes(givenFor)
}

/** Whether somebody wrote a stop down: a note that is missing in Stripe may be an oversight, and is none. */
export function isDeliberateStop(entry: ConsentEntry): boolean {
  return entry.state === 'withdrawn' && entry.source !== 'metadata'
}

function mayLift(entry: ConsentEntry): boolean {
  return isOwnWord(entry) || isProven(entry)
}

function isOwnWord(entry: ConsentEntry): boolean {
  return entry.source === 'shopper' || entry.source === 'meta'
}

function isProven(entry: ConsentEntry): boolean {
  return Boolean(entry.wording && entry.proof)
}

/** Meta tells whole seconds; of two words at the same time the withdrawal is taken for the later. */
function byTime(a: ConsentEntry, b: ConsentEntry): number {
  const byState = Number(a.state === 'withdrawn') - Number(b.state === 'withdrawn')
  return Temporal.Instant.compare(a.givenAt, b.givenAt) || byState || (a.id < b.id ? -1 : 1)
}
