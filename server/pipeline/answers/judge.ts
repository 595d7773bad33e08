import type { Account } from '../../domain/account.ts'
import {
  type Answer,
  type AnswerCase,
  answersUsefulForMinutes,
  lastingForMinutes,
  speaksAgainst,
} from '../../domain/answer.ts'
import { type ConsentEntry, currentConsent } from '../../domain/consent.ts'
import { equivalentPhones } from '../../domain/phone.ts'
import type { Reason } from '../../domain/reasons.ts'
import type { AccountSettings } from '../../domain/settings.ts'
import { readAccountSettings } from '../../store/account-settings.ts'
import { findAccount } from '../../store/accounts.ts'
import { isAllowed } from '../../store/allowed-phones.ts'
import { readLedger } from '../../store/consents.ts'
import type { Db } from '../../store/database.ts'
import { stoppedBy } from '../../store/kill-switches.ts'
import { lastHeard } from '../../store/messages.ts'
import { type LinkedNumber, listNumbers } from '../../store/numbers.ts'
import { namesOf } from '../../store/shoppers.ts'
import { readTemplate } from '../../store/templates.ts'
import { holderOf } from '../../store/thread-turns.ts'
import { catalogue } from '../../whatsapp/catalogue/index.ts'
import { templateStateOf } from '../../whatsapp/templates.ts'

/** Whether an answer may go out at this moment, and with what. */
export type Judgement =
  | { readonly kind: 'skip'; readonly reason: Reason }
  | {
      readonly kind: 'go'
      readonly account: Account
      readonly number: LinkedNumber
      readonly settings: AccountSettings
    }

/** Asks everything that may speak against an answer. */
export async function judge(db: Db, answer: Answer, now: Temporal.Instant): Promise<Judgement> {
  const { shopperId, phoneNumberId, author, wish } = answer
  const account = await findAccount(db, answer)
  const settings = await readAccountSettings(db, answer)
  const number = (await listNumbers(db, answer)).find((one) => one.phoneNumberId === phoneNumberId)
  const names = await namesOf(db, answer, shopperId)
  const heard = await lastHeard(db, answer, { shopperId, phoneNumberId })
  const ledger = await readLedger(db, answer, shopperId)
  const callers = [answer.to, ...names.phones, ...names.metaIds]
  const reason = speaksAgainst({
    now,
    environment: answer.environment,
    isInstalled: account !== undefined,
    stopped: await stoppedBy(db, answer, ''),
    mode: settings.mode,
    phoneIsAllowed: await mayBeTried(db, answer, names.phones),
    hasNumber: number !== undefined,
    hasStopped: currentConsent(ledger, 'service', callers) === 'withdrawn',
    lastHeardAt: heard?.at,
    heldBy: await holderOf(db, answer, shopperId),
    author,
    wish,
    template: await templateOf(db, answer, { number, ledger, names: [...callers, ...names.customers] }),
  })
  if (reason) return { kind: 'skip', reason }
  if (isTooLate(answer, now)) return { kind: 'skip', reason: 'answer-too-late' }
  if (!account || !number) throw new Error(`Answer ${answer.id} was cleared without an account or a number`)
  return { kind: 'go', account, number, settings }
}

type Known = {
  readonly number: LinkedNumber | undefined
  readonly ledger: readonly ConsentEntry[]
  readonly names: readonly string[]
}

/** A text that may go out after the window as well, so that it needs what every message of a flow needs. */
async function templateOf(
  db: Db,
  { content, ...answer }: Answer,
  { number, ledger, names }: Known,
): Promise<AnswerCase['template']> {
  if (content?.kind !== 'template') return undefined
  const template = catalogue[content.template]
  if (!template || !number) return { isApproved: false, consent: 'unknown' }
  const { wabaId } = number
  const known = await readTemplate(db, answer, { wabaId, name: template.name, language: content.language })
  const purpose = template.category === 'marketing' ? 'marketing' : 'service'
  return {
    isApproved: templateStateOf(known, template.category) === 'approved',
    consent: currentConsent(ledger, purpose, names),
  }
}

/** Whoever hides their number is known by the one we wrote to; where nobody is, nobody is on the list. */
async function mayBeTried(db: Db, answer: Answer, phones: readonly string[]): Promise<boolean> {
  const forms = answer.to.startsWith('+') ? equivalentPhones(answer.to) : phones
  for (const phone of forms) if (await isAllowed(db, answer, phone)) return true
  return false
}

/** What a person wrote, and a word about consent, is worth saying later too. */
function isTooLate({ wish, createdAt }: Answer, now: Temporal.Instant): boolean {
  const isLasting = wish === 'written' || wish === 'stopped' || wish === 'started'
  const minutes = isLasting ? lastingForMinutes : answersUsefulForMinutes
  return Temporal.Instant.compare(now, createdAt.add({ minutes })) > 0
}
