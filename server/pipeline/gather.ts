import type { Account } from '../domain/account.ts'
import { currentConsent } from '../domain/consent.ts'
import type { Ending, Enrollment, Nudge } from '../domain/enrollment.ts'
import type { Situation, TemplateState } from '../domain/situation.ts'
import type { Flow } from '../flows/flow.ts'
import { isAllowed } from '../store/allowed-phones.ts'
import { readLedger } from '../store/consents.ts'
import type { Tx } from '../store/database.ts'
import { isFlowOn } from '../store/flow-settings.ts'
import { answersWait } from '../store/inbox.ts'
import { defaultNumber, type LinkedNumber } from '../store/numbers.ts'
import { recentSends } from '../store/sends.ts'
import { readTemplate } from '../store/templates.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import { templateStateOf } from '../whatsapp/templates.ts'
import type { Met } from './meet.ts'

/** Whose nudge it is, and what is known about them at this moment. */
export type Case = {
  readonly account: Account
  readonly flow: Flow
  readonly enrollment: Enrollment
  readonly nudge: Pick<Nudge, 'template' | 'dueAt' | 'uselessAt'>
  /** The person as met at the last look: consent is read for them and nobody else. */
  readonly met: Met
  readonly ending: Ending | undefined
}

/** A situation, and the number a message would go out from. */
export type Gathered = { readonly situation: Situation; readonly number: LinkedNumber | undefined }

/** As far back as the longest cap looks. */
const daysOfSends = 7

/** Gathers everything a decision looks at, inside the transaction that acts on it. */
export async function gather(tx: Tx, about: Case, now: Temporal.Instant): Promise<Gathered> {
  const { account, flow, enrollment, nudge, met } = about
  const { phone, names } = met
  // Asked before the ledger is read: a stop handled in between is then in the ledger.
  const stopsMayWait = await answersWait(tx)
  const number = await defaultNumber(tx, account)
  const ledger = await readLedger(tx, account, met.shopperId)
  const situation: Situation = {
    now,
    environment: account.environment,
    ending: about.ending ?? enrollment.ending,
    flowIsOn: await isFlowOn(tx, account, flow.key),
    dueAt: nudge.dueAt,
    uselessAt: nudge.uselessAt,
    answersWait: stopsMayWait,
    purpose: flow.purpose,
    phone,
    phoneIsAllowed: phone !== undefined && (await isAllowed(tx, account, phone)),
    consent: currentConsent(ledger, flow.purpose, names),
    hasNumber: number !== undefined,
    template: await approval(tx, about, number),
    recentSends: await recentSends(tx, account, met.shopperId, now.subtract({ hours: daysOfSends * 24 })),
  }
  return { situation, number }
}

async function approval(tx: Tx, about: Case, number: LinkedNumber | undefined): Promise<TemplateState> {
  const template = catalogue[about.nudge.template]
  if (!number || !template) return 'missing'
  const { language } = about.enrollment
  const known = await readTemplate(tx, about.account, {
    wabaId: number.wabaId,
    name: template.name,
    language,
  })
  return templateStateOf(known, template.category)
}

/** What a decision saw, as it is kept: no phone number, no name. */
export function sawOf({ phone, now: _now, ...situation }: Situation) {
  return { ...situation, hasPhone: phone !== undefined }
}
