import type { Account } from '../domain/account.ts'
import type { Answer, AnswerCase } from '../domain/answer.ts'
import { type ConsentEntry, currentConsent } from '../domain/consent.ts'
import { equivalentPhones } from '../domain/phone.ts'
import type { AccountSettings } from '../domain/settings.ts'
import { isUserId } from '../domain/user-id.ts'
import { readAccountSettings } from './account-settings.ts'
import { findAccount } from './accounts.ts'
import { isAllowed } from './allowed-phones.ts'
import { readLedger } from './consents.ts'
import type { Db } from './database.ts'
import { stoppedBy } from './kill-switches.ts'
import { lastHeard } from './messages.ts'
import { type LinkedNumber, listNumbers } from './numbers.ts'
import { namesOf } from './shoppers.ts'
import { holderOf } from './thread-turns.ts'

/** An answer as far as it matters for whether it may go out. */
export type Answering = Pick<
  Answer,
  'environment' | 'accountId' | 'shopperId' | 'phoneNumberId' | 'to' | 'author' | 'wish'
>

/** What speaks for and against an answer in free words, and what it was read from. */
export type ReadCase = {
  readonly about: AnswerCase
  readonly account: Account | undefined
  readonly settings: AccountSettings
  readonly number: LinkedNumber | undefined
  readonly ledger: readonly ConsentEntry[]
  /** Every name a permission of the shopper may have been given for. */
  readonly names: readonly string[]
}

/** Reads everything that may speak against an answer. */
export async function readAnswerCase(db: Db, answer: Answering, now: Temporal.Instant): Promise<ReadCase> {
  const { shopperId, phoneNumberId, author, wish } = answer
  const account = await findAccount(db, answer)
  const settings = await readAccountSettings(db, answer)
  const number = (await listNumbers(db, answer)).find((one) => one.phoneNumberId === phoneNumberId)
  const names = await namesOf(db, answer, shopperId)
  const heard = await lastHeard(db, answer, { shopperId, phoneNumberId })
  const ledger = await readLedger(db, answer, shopperId)
  const callers = [answer.to, ...names.phones, ...names.metaIds]
  const about = {
    now,
    environment: answer.environment,
    isInstalled: account !== undefined,
    stopped: await stoppedBy(db, answer, ''),
    mode: settings.mode,
    phoneIsAllowed: await mayBeTried(db, answer, names.phones),
    hasNumber: number !== undefined,
    hasStopped: currentConsent(ledger, 'service', callers) === 'withdrawn',
    isTheirs: isAmong(answer.to, names),
    lastHeardAt: heard?.at,
    heldBy: await holderOf(db, answer, shopperId),
    author,
    wish,
    template: undefined,
  }
  return { about, account, settings, number, ledger, names: [...callers, ...names.customers] }
}

function isAmong(to: string, { phones, metaIds }: Awaited<ReturnType<typeof namesOf>>): boolean {
  return metaIds.includes(to) || equivalentPhones(to).some((form) => phones.includes(form))
}

/** Whoever hides their number is known by the one we wrote to; where nobody is, nobody is on the list. */
async function mayBeTried(db: Db, answer: Answering, phones: readonly string[]): Promise<boolean> {
  const forms = isUserId(answer.to) ? phones : equivalentPhones(answer.to)
  for (const phone of forms) if (await isAllowed(db, answer, phone)) return true
  return false
}
