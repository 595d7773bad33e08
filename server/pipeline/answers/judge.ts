import type { Account } from '../../domain/account.ts'
import {
  type Answer,
  type AnswerCase,
  answersUsefulForMinutes,
  lastingForMinutes,
  speaksAgainst,
} from '../../domain/answer.ts'
import { currentConsent, purposeOf } from '../../domain/consent.ts'
import type { Reason } from '../../domain/reasons.ts'
import type { AccountSettings } from '../../domain/settings.ts'
import { type ReadCase, readAnswerCase } from '../../store/answer-cases.ts'
import type { Db } from '../../store/database.ts'
import type { LinkedNumber } from '../../store/numbers.ts'
import { readTemplate } from '../../store/templates.ts'
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
  const read = await readAnswerCase(db, answer, now)
  const { account, settings, number } = read
  const reason = speaksAgainst({ ...read.about, template: await templateOf(db, answer, read) })
  if (reason) return { kind: 'skip', reason }
  if (isTooLate(answer, now)) return { kind: 'skip', reason: 'answer-too-late' }
  if (!account || !number) throw new Error(`Answer ${answer.id} was cleared without an account or a number`)
  return { kind: 'go', account, number, settings }
}

/** A text that may go out after the window as well, so that it needs what every message of a flow needs. */
async function templateOf(
  db: Db,
  { content, ...answer }: Answer,
  { number, ledger, names }: ReadCase,
): Promise<AnswerCase['template']> {
  if (content?.kind !== 'template') return undefined
  const template = catalogue[content.template]
  if (!template || !number) return { isApproved: false, consent: 'unknown' }
  const { wabaId } = number
  const known = await readTemplate(db, answer, { wabaId, name: template.name, language: content.language })
  return {
    isApproved: templateStateOf(known, template.category) === 'approved',
    consent: currentConsent(ledger, purposeOf(template.category), names),
  }
}

/** What a person wrote, and a word about consent, is worth saying later too. */
function isTooLate({ wish, createdAt }: Answer, now: Temporal.Instant): boolean {
  const isLasting = wish === 'written' || wish === 'stopped' || wish === 'started'
  const minutes = isLasting ? lastingForMinutes : answersUsefulForMinutes
  return Temporal.Instant.compare(now, createdAt.add({ minutes })) > 0
}
