import type { Account } from '../domain/account.ts'
import { currentConsent, isConfirmedTwice } from '../domain/consent.ts'
import type { Ending, Enrollment, Nudge } from '../domain/enrollment.ts'
import { drawSide } from '../domain/hold-out.ts'
import { languageOf } from '../domain/language.ts'
import { aboutCountry, aboutTemplate } from '../domain/pauses.ts'
import { equivalentPhones } from '../domain/phone.ts'
import { offersRestUntil, unreachableUntil } from '../domain/reach.ts'
import { whoSpeaks } from '../domain/same-money.ts'
import {
  comesBefore,
  type Hidden,
  type SenderPause,
  type Side,
  type Situation,
  type TemplateState,
} from '../domain/situation.ts'
import type { Language } from '../domain/template.ts'
import { timeZonesOf } from '../domain/time-zone.ts'
import { countryOfPerson } from '../domain/user-id.ts'
import type { Flow } from '../flows/flow.ts'
import { flowOf } from '../flows/index.ts'
import { isAllowed } from '../store/allowed-phones.ts'
import { readLedger } from '../store/consents.ts'
import type { Tx } from '../store/database.ts'
import { othersAboutMoney } from '../store/enrollments.ts'
import { answersWait } from '../store/inbox.ts'
import { pauseOf } from '../store/interventions.ts'
import { stoppedBy } from '../store/kill-switches.ts'
import { flowsDueNow } from '../store/nudges.ts'
import { type LinkedNumber, senderFor, wabasOfBusiness } from '../store/numbers.ts'
import { readPauses } from '../store/pauses.ts'
import { promisedUntil } from '../store/promises.ts'
import { type Rules, readRules } from '../store/rules.ts'
import { type PastSend, sendsSince, sentTexts } from '../store/sends.ts'
import { type DrawnSide, readSide } from '../store/sides.ts'
import { readTemplate } from '../store/templates.ts'
import { holderOf } from '../store/thread-turns.ts'
import type { Seen } from '../stripe/read/seen.ts'
import { enoughOffersCode, unreachableCode } from '../whatsapp/error-table.ts'
import { templateStateOf } from '../whatsapp/templates.ts'
import { type ChosenText, chosenText } from './chosen-text.ts'
import type { Met } from './meet.ts'

/** Whose nudges they are, and what is known about them at this moment. */
export type Case = {
  readonly account: Account
  readonly flow: Flow
  readonly enrollment: Enrollment
  readonly seen: Seen
  /** The person as met at the last look: consent is read for them and nobody else. */
  readonly met: Met
  readonly ending: Ending | undefined
}

/** A nudge a decision is about. */
export type Asked = Pick<Nudge, 'step' | 'template' | 'dueAt' | 'hastenedAt' | 'uselessAt'>

/** A situation, the number a message would go out from, and the shopper's side as kept or drawn just now. */
export type Gathered = {
  readonly situation: Situation
  readonly number: LinkedNumber | undefined
  /** Whom it would go to: a phone (E.164), or Meta's id of somebody without one. */
  readonly to: string | undefined
  /** The language of the text: the shopper's, or the one fallen back to. */
  readonly language: Language
  /** The text of the step; undefined when there is none of its key. */
  readonly chosen: ChosenText | undefined
  readonly drawn: DrawnSide
}

/** As far back as the longest cap looks: a week, and the hours a day differs around the world. */
const daysOfSends = 8
/** As far back as messages that could not be delivered count. */
const daysOfReach = 30

/**
 * Gathers everything decisions about an enrollment look at, inside the transaction that acts on them: what is the same for
 * all of its nudges now, and the rest for whichever is asked about.
 */
export async function gather(
  tx: Tx,
  about: Case,
  now: Temporal.Instant,
): Promise<(nudge: Asked) => Promise<Gathered>> {
  const { account, flow } = about
  // Asked before the ledger is read: a stop handled in between is then in the ledger.
  const stopsMayWait = await answersWait(tx)
  const rules = await readRules(tx, account, flow.key)
  const { ofAccount, ofFlow } = rules
  const { phone, hidden } = about.met
  const likely = phone ?? hidden[0]?.id
  const ofCountry = likely && ofAccount.senders[countryOfPerson(likely) ?? '']
  const number = await senderFor(tx, account, ofFlow.sender, ofCountry)
  const reached = await reachedBy(tx, about.met, number)
  const to = phone ?? reached.userId
  const drawn = await sideOf(tx, about, rules)
  const sent = await sentTexts(tx, about.enrollment)
  const ofAll = {
    now,
    environment: account.environment,
    ending: about.ending ?? about.enrollment.ending,
    isInstalled: rules.isInstalled,
    stopped: await stoppedBy(tx, account, flow.key),
    flowIsOn: ofFlow.isOn,
    pausedBy: (await pauseOf(tx, about.enrollment))?.by,
    mode: ofAccount.mode,
    answersWait: stopsMayWait,
    purpose: flow.purpose,
    priority: flow.priority,
    hasNumber: number !== undefined,
    senderPause: number && (await senderPauseOf(tx, account, { to, number })),
    stripeEmails: ofFlow.stripeEmails,
    besideEmails: ofFlow.besideEmails,
    isUnderWay: flow.isUnderWay(about.seen),
    hopefulRetryAt: flow.hopefulRetryAt(about.seen),
    caps: ofAccount.caps,
    sentAboutSubject: sent.length,
    perSubject: ofFlow.perSubject ?? flow.steps.length,
    sendingHours: ofAccount.sendingHours,
    isExempt: flow.isExempt,
    side: drawn.side,
    hidden: reached.hidden,
    ...(await personOf(tx, about, to, now)),
    ...(await othersOf(tx, about, now)),
  }
  return async (nudge) => {
    const chosen = await chosenText(tx, account, nudge.template)
    const sought = { number, fallback: ofFlow.fallbackLanguage, chosen }
    const { language, template, restsUntil } = await wordingOf(tx, about, sought)
    const isChosen = [ofFlow.templates, ofFlow.otherTemplates].some((texts) => texts?.[nudge.step - 1])
    const situation: Situation = {
      ...ofAll,
      dueAt: nudge.hastenedAt ?? nudge.dueAt,
      plannedAt: nudge.dueAt,
      uselessAt: nudge.uselessAt,
      template,
      templateRestsUntil: restsUntil,
      category: chosen?.category ?? 'marketing',
      saidAlready: !isChosen && sent.includes(nudge.template),
    }
    return { situation, number, to, language, chosen, drawn }
  }
}

/** How somebody without a phone is reached from a number: by the only id its business knows, if it is surely theirs. */
async function reachedBy(
  tx: Tx,
  { phone, hidden }: Met,
  number: LinkedNumber | undefined,
): Promise<{ readonly hidden: Hidden | undefined; readonly userId?: string }> {
  if (phone !== undefined || hidden.length === 0) return { hidden: undefined }
  const wabas = number ? await wabasOfBusiness(tx, number) : []
  const [only, ...others] = hidden.filter(({ wabaId }) => wabas.includes(wabaId))
  if (!only) return { hidden: 'elsewhere' }
  const isSure = others.length === 0 && only.isProven && countryOfPerson(only.id) !== undefined
  return isSure ? { hidden: 'known', userId: only.id } : { hidden: 'unproven' }
}

/** What is known of the person: consent, reach, and the clock they live by. */
async function personOf(
  tx: Tx,
  { account, flow, enrollment, met, seen }: Case,
  to: string | undefined,
  now: Temporal.Instant,
) {
  const { phone, names, shopperId } = met
  const ledger = await readLedger(tx, account, shopperId)
  const { country, region, postalCode } = flow.contact(seen)
  const phoneCountry = to && countryOfPerson(to)
  const sends = await sendsSince(tx, account, shopperId, now.subtract({ hours: daysOfReach * 24 }))
  const missed = (code: number) => sends.filter(({ errorCode }) => errorCode === code)
  // A number that was corrected has missed nothing yet.
  const at = to === undefined ? [] : equivalentPhones(to)
  const missedThere = missed(unreachableCode).filter((send) => at.includes(send.to))
  const lately = now.subtract({ hours: daysOfSends * 24 })
  return {
    phone,
    phoneIsAllowed: phone !== undefined && (await isAllowed(tx, account, phone)),
    consent: currentConsent(ledger, flow.purpose, names),
    confirmedTwice: isConfirmedTwice(ledger, names),
    unreachableUntil: unreachableUntil(missedThere.map(openedAt)),
    offersRestUntil: offersRestUntil(missed(enoughOffersCode).map(openedAt)),
    heldBy: await holderOf(tx, account, shopperId),
    promisedUntil: await promisedUntil(tx, enrollment),
    recentSends: sends
      .filter(({ wasRefused }) => !wasRefused)
      .map(openedAt)
      .filter((at) => Temporal.Instant.compare(at, lately) >= 0),
    timeZones: timeZonesOf({
      country,
      region,
      postalCode,
      phone,
      hiddenCountry: phoneCountry,
      accountCountry: account.country,
    }),
    phoneCountry,
  }
}

function openedAt({ openedAt }: PastSend): Temporal.Instant {
  return openedAt
}

/** What our other flows have to say to the same person. */
async function othersOf(tx: Tx, { flow, enrollment, met }: Case, now: Temporal.Instant) {
  const mine = { ...enrollment, shopperId: met.shopperId }
  const others = await othersAboutMoney(tx, mine)
  const due = await flowsDueNow(tx, mine, now)
  return {
    alreadySpeaks: whoSpeaks(
      flow.priority,
      others.map((other) => ({ ...other, priority: flowOf(other.flow).priority })),
    ),
    urgentWaits: due.some((key) => comesBefore(flowOf(key).priority, flow.priority)),
  }
}

/** The side a shopper is on, or would be drawn to: it is only kept once an enrollment comes to the hold-out. */
async function sideOf(
  tx: Tx,
  { account, met }: Case,
  { holdOutSalt: salt, ofAccount, ofFlow }: Rules,
): Promise<DrawnSide> {
  const { shopperId } = met
  const share = ofFlow.holdOutShare ?? ofAccount.holdOutShare
  const kept: Side | undefined = await readSide(tx, account, shopperId)
  return { shopperId, salt, share, side: kept ?? drawSide({ salt, share, shopperId }) }
}

/** A text as it could be sent now. */
type Wording = {
  readonly language: Language
  readonly template: TemplateState
  /** Until when it rests because Meta refused it. */
  readonly restsUntil: Temporal.Instant | undefined
}

/**
 * The shopper's language where the text is approved in it, else the one the merchant wants to fall back to. Without any,
 * the account's own language stands in where the shopper's will not come: one in review or paused is waited for.
 */
async function wordingOf(
  tx: Tx,
  about: Case,
  { fallback, ...sought }: Omit<Sought, 'language'> & { readonly fallback: Language | undefined },
): Promise<Wording> {
  const own = await approval(tx, about, { ...sought, language: about.enrollment.language })
  if (own.template === 'approved') return own
  const mayCome = own.template === 'pending' || own.template === 'paused'
  const language = fallback ?? (mayCome ? undefined : languageOf(about.account.language))
  if (!language) return own
  const other = await approval(tx, about, { ...sought, language })
  return other.template === 'approved' ? other : own
}

type Sought = {
  readonly number: LinkedNumber | undefined
  readonly chosen: ChosenText | undefined
  readonly language: Language
}

async function approval(tx: Tx, { account }: Case, { number, chosen, language }: Sought): Promise<Wording> {
  const code = chosen?.codeFor(language)
  if (!number || !chosen || !code) return { language, template: 'missing', restsUntil: undefined }
  const sought = { wabaId: number.wabaId, name: chosen.name, language: code }
  const state = templateStateOf(await readTemplate(tx, account, sought), chosen.category)
  const [rest] = await readPauses(tx, account, [{ scope: 'template', about: aboutTemplate(sought) }])
  return rest?.state === 'paused'
    ? { language, template: 'paused', restsUntil: rest.until }
    : { language, template: state, restsUntil: undefined }
}

/** The widest thing Meta refuses for which this message would have to wait. */
async function senderPauseOf(
  tx: Tx,
  account: Account,
  {
    to,
    number: { wabaId, phoneNumberId },
  }: { readonly to: string | undefined; readonly number: LinkedNumber },
): Promise<SenderPause | undefined> {
  const country = to && countryOfPerson(to)
  const pauses = await readPauses(tx, account, [
    { scope: 'account', about: wabaId },
    { scope: 'number', about: phoneNumberId },
    ...(country ? [{ scope: 'country', about: aboutCountry({ wabaId, country }) } as const] : []),
  ])
  const resting = pauses.filter(({ state }) => state === 'paused')
  for (const scope of ['account', 'number', 'country'] as const) {
    const found = resting.find((pause) => pause.scope === scope)
    if (found) return { scope, until: found.until }
  }
  return undefined
}

/** What a decision saw, as it is kept: no phone number, no name. */
export function sawOf({ phone, now: _now, ...situation }: Situation) {
  return { ...situation, hasPhone: phone !== undefined }
}
