import { type Consent, currentConsent } from '../domain/consent.ts'
import { foresee, type Standing } from '../domain/foresee.ts'
import { type Reason, reasons } from '../domain/reasons.ts'
import { flowOf } from '../flows/index.ts'
import { readAccountSettings } from '../store/account-settings.ts'
import { findAccount } from '../store/accounts.ts'
import { readLedger } from '../store/consents.ts'
import type { Db } from '../store/database.ts'
import { readFlowSettings } from '../store/flow-settings.ts'
import { pauseOf } from '../store/interventions.ts'
import { stoppedBy } from '../store/kill-switches.ts'
import { senderFor } from '../store/numbers.ts'
import { promisedUntil } from '../store/promises.ts'
import type { NudgeTable } from '../store/schema.ts'
import { namesOf } from '../store/shoppers.ts'
import { readSide } from '../store/sides.ts'
import { holderOf } from '../store/thread-turns.ts'
import { pausedText } from './decision-words.ts'
import { colleagueText } from './person-words.ts'
import type { By } from './tools.ts'

/**
 * What becomes of a planned message if all stays as it is. `held` until somebody lets it go on; `watched`: decided and not
 * sent, since the account only watches; `withheld`: not sent at all, unless what its reason says changes before.
 */
export type Fate = 'planned' | 'held' | 'watched' | 'withheld'

/** A fate, when it comes to be (epoch milliseconds), and why; no reason where nothing speaks against the message. */
export type Outlook = { readonly fate: Fate; readonly at: number; readonly reason: string | undefined }

/** A message that waits. */
export type Waiting = Pick<NudgeTable, 'due_at' | 'next_at' | 'useless_at'>

/** Whose messages they are, and of which flow. */
export type Planning = { readonly id: string; readonly flow: string; readonly shopperId: string }

/** Tells of each message of one enrollment what becomes of it, to whoever asks. */
export async function outlookOf(db: Db, by: By, planning: Planning): Promise<(waiting: Waiting) => Outlook> {
  const standing = await standingOf(db, by, planning)
  const { pausedBy } = standing
  const wordsFor = (reason: Reason) =>
    reason === 'enrollment-paused' && pausedBy
      ? pausedText(colleagueText(pausedBy, by.actor))
      : reasons[reason]
  return ({ due_at, next_at, useless_at }) => {
    const now = Temporal.Instant.fromEpochMilliseconds(next_at)
    const uselessAt = Temporal.Instant.fromEpochMilliseconds(useless_at)
    const verdict = foresee({ ...standing, now, uselessAt })
    if (!verdict) return { fate: 'planned', at: next_at, reason: undefined }
    const reason = wordsFor(verdict.reason)
    if (verdict.reason === 'watch-only') return { fate: 'watched', at: next_at, reason }
    if (verdict.kind === 'skip') return { fate: 'withheld', at: due_at, reason }
    return verdict.reason === 'promised-later'
      ? { fate: 'planned', at: verdict.until.epochMilliseconds, reason }
      : { fate: 'held', at: due_at, reason }
  }
}

async function standingOf(
  db: Db,
  { account }: By,
  { id, flow, shopperId }: Planning,
): Promise<Omit<Standing, 'now' | 'uselessAt'>> {
  const enrollment = { ...account, id }
  const { isOn, sender } = await readFlowSettings(db, account, flow)
  const { purpose, isExempt } = flowOf(flow)
  return {
    isInstalled: (await findAccount(db, account)) !== undefined,
    stopped: await stoppedBy(db, account, flow),
    flowIsOn: isOn,
    pausedBy: (await pauseOf(db, enrollment))?.by,
    hasNumber: (await senderFor(db, account, sender)) !== undefined,
    consent: await consentOf(db, account, { shopperId, flow }),
    purpose,
    heldBy: await holderOf(db, account, shopperId),
    promisedUntil: await promisedUntil(db, enrollment),
    mode: (await readAccountSettings(db, account)).mode,
    side: await readSide(db, account, shopperId),
    isExempt,
  }
}

async function consentOf(
  db: Db,
  account: By['account'],
  { shopperId, flow }: Omit<Planning, 'id'>,
): Promise<Consent> {
  const ledger = await readLedger(db, account, shopperId)
  const { phones, metaIds, customers } = await namesOf(db, account, shopperId)
  return currentConsent(ledger, flowOf(flow).purpose, [...phones, ...metaIds, ...customers])
}
