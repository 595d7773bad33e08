import type { AccountKey } from '../domain/account.ts'
import { currentConsent } from '../domain/consent.ts'
import { foresee, type Standing } from '../domain/foresee.ts'
import { phoneCountry } from '../domain/phone.ts'
import { type Reason, reasons } from '../domain/reasons.ts'
import { timeZonesOf } from '../domain/time-zone.ts'
import { flowOf } from '../flows/index.ts'
import { findAccount } from '../store/accounts.ts'
import { readLedger } from '../store/consents.ts'
import type { Db } from '../store/database.ts'
import { lastWhereabouts } from '../store/decisions.ts'
import { pauseOf } from '../store/interventions.ts'
import { stoppedBy } from '../store/kill-switches.ts'
import { senderFor } from '../store/numbers.ts'
import { promisedUntil } from '../store/promises.ts'
import { readRules } from '../store/rules.ts'
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

/** A decision says it of the moment it is made. */
const hoursToCome =
  "Its own time lies outside the sending hours on the customer's clock, so it waits until they begin."

/** Tells of each message of one enrollment what becomes of it, to whoever asks. */
export async function outlookOf(db: Db, by: By, planning: Planning): Promise<(waiting: Waiting) => Outlook> {
  const standing = await standingOf(db, by, planning)
  const { pausedBy } = standing
  const wordsFor = (reason: Reason) => {
    if (reason === 'quiet-hours') return hoursToCome
    return reason === 'enrollment-paused' && pausedBy
      ? pausedText(colleagueText(pausedBy, by.actor))
      : reasons[reason]
  }
  return ({ due_at, next_at, useless_at }) => {
    const now = Temporal.Instant.fromEpochMilliseconds(next_at)
    const uselessAt = Temporal.Instant.fromEpochMilliseconds(useless_at)
    const verdict = foresee({ ...standing, now, uselessAt })
    if (!verdict) return { fate: 'planned', at: next_at, reason: undefined }
    const reason = wordsFor(verdict.reason)
    if (verdict.reason === 'watch-only') return { fate: 'watched', at: next_at, reason }
    if (verdict.kind === 'skip') return { fate: 'withheld', at: due_at, reason }
    return verdict.reason === 'promised-later' || verdict.reason === 'quiet-hours'
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
  const { isInstalled, ofAccount, ofFlow } = await readRules(db, account, flow)
  const { purpose, isExempt } = flowOf(flow)
  const names = await namesOf(db, account, shopperId)
  return {
    isInstalled,
    stopped: await stoppedBy(db, account, flow),
    flowIsOn: ofFlow.isOn,
    pausedBy: (await pauseOf(db, enrollment))?.by,
    hasNumber: (await senderFor(db, account, ofFlow.sender)) !== undefined,
    consent: currentConsent(await readLedger(db, account, shopperId), purpose, Object.values(names).flat()),
    purpose,
    heldBy: await holderOf(db, account, shopperId),
    promisedUntil: await promisedUntil(db, enrollment),
    mode: ofAccount.mode,
    side: await readSide(db, account, shopperId),
    isExempt,
    sendingHours: ofAccount.sendingHours,
    ...((await lastWhereabouts(db, enrollment)) ?? (await likelyWhereabouts(db, account, names.phones))),
  }
}

/** Of somebody nothing was decided about yet, their number tells the most. */
async function likelyWhereabouts(db: Db, account: AccountKey, [phone]: readonly string[]) {
  const accountCountry = (await findAccount(db, account))?.country ?? ''
  const timeZones = timeZonesOf({ country: undefined, phone, accountCountry })
  return { timeZones, phoneCountry: phone && phoneCountry(phone) }
}
