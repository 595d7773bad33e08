import { speaksAgainst } from '../domain/answer.ts'
import { currentConsent, purposeOf } from '../domain/consent.ts'
import { equivalentPhones } from '../domain/phone.ts'
import type { Reason } from '../domain/reasons.ts'
import type { Language } from '../domain/template.ts'
import { type Answering, type ReadCase, readAnswerCase } from '../store/answer-cases.ts'
import type { Db } from '../store/database.ts'
import { openEnrollments } from '../store/enrollments.ts'
import { lastHeard } from '../store/messages.ts'
import { nudgesOf } from '../store/nudges.ts'
import { findShoppers, phoneIdentities } from '../store/shoppers.ts'
import { readTemplate } from '../store/templates.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import { templateStateOf } from '../whatsapp/templates.ts'
import { phoneOf } from './customer-consent.ts'
import type { By, CommandTools } from './tools.ts'

/** An approved text a person may send, by its key, and the language it goes out in. */
export type ApprovedText = { readonly key: string; readonly language: Language }

/** What a person may write to a shopper now. */
export type MayWrite = {
  /** Why they may not write in words of their own; undefined where they may. */
  readonly against: Reason | 'never-wrote' | undefined
  /** What may go out instead once the window is over. */
  readonly texts: readonly ApprovedText[]
}

/** The shopper a customer is; undefined for one with whom nothing was said. Refuses a customer of another account. */
export async function shopperOfCustomer(
  tools: CommandTools,
  by: By,
  customerId: string,
): Promise<string | undefined> {
  const [known] = await findShoppers(tools.db, by.account, { identities: [], customerId })
  if (known) return known
  const phone = await phoneOf(tools, by, customerId)
  const identities = phone ? phoneIdentities(equivalentPhones(phone)) : []
  const [met] = await findShoppers(tools.db, by.account, { identities })
  return met
}

/** What a person may write to a shopper now, by the same rules that are asked before it is sent. */
export async function whatMayBeWritten(
  { db, clock }: CommandTools,
  { account, actor }: By,
  shopperId: string,
): Promise<MayWrite> {
  const heard = await lastHeard(db, account, { shopperId })
  if (!heard?.from) return { against: 'never-wrote', texts: [] }
  const { phoneNumberId, from: to } = heard
  const answer = { ...account, shopperId, phoneNumberId, to, author: actor, wish: 'written' } as const
  const read = await readAnswerCase(db, answer, clock.now())
  const against = speaksAgainst(read.about)
  return { against, texts: against === 'window-over' ? await approvedTexts(db, answer, read) : [] }
}

/** The approved texts of what is open with a shopper, since it is that which fills them. */
async function approvedTexts(
  db: Db,
  { shopperId, ...key }: Answering,
  { about, number, ledger, names }: ReadCase,
): Promise<readonly ApprovedText[]> {
  const [matter] = await openEnrollments(db, key, shopperId)
  if (!matter || !number) return []
  const keys = new Set((await nudgesOf(db, matter)).map(({ template }) => template))
  const { wabaId } = number
  const { language } = matter
  const offered: ApprovedText[] = []
  for (const key of keys) {
    const template = catalogue[key]
    if (!template) continue
    const known = await readTemplate(db, matter, { wabaId, name: template.name, language })
    const isApproved = templateStateOf(known, template.category) === 'approved'
    const consent = currentConsent(ledger, purposeOf(template.category), names)
    if (!speaksAgainst({ ...about, template: { isApproved, consent } })) offered.push({ key, language })
  }
  return offered
}
