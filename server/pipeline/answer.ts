import type { AccountKey } from '../domain/account.ts'
import { withoutCardNumbers } from '../domain/card-numbers.ts'
import {
  type ConsentSource,
  currentConsent,
  type Purpose,
  purposes,
  purposesOfStart,
} from '../domain/consent.ts'
import type { Enrollment } from '../domain/enrollment.ts'
import { understand } from '../replies/index.ts'
import { buttonNudge } from '../replies/reply.ts'
import { readAccountSettings } from '../store/account-settings.ts'
import { findAccount } from '../store/accounts.ts'
import { placesBehind } from '../store/addresses.ts'
import { appendConsent, readLedger } from '../store/consents.ts'
import type { Tx } from '../store/database.ts'
import { enrollmentById, holdEnrollment } from '../store/enrollments.ts'
import { addMessage, lastNudgeTo, nudgeOfMessage } from '../store/messages.ts'
import { nudgeById } from '../store/nudges.ts'
import { findNumber } from '../store/numbers.ts'
import { whoLeft } from '../store/phone-moves.ts'
import { findShoppers, type KnownBy, recognise } from '../store/shoppers.ts'
import type { MessageItem, PreferenceItem } from '../whatsapp/items.ts'
import type { PersonIds } from '../whatsapp/person.ts'
import { follow, wantsAnswer } from './answers/follow.ts'
import { attributeAnew } from './attribute.ts'
import { complained } from './duties/brake-flows.ts'
import { personIdentities, phoneOf } from './identities.ts'

/**
 * Takes in what a shopper wrote, tapped or set, each once. A stop counts from the first message on, whether we
 * knew the person or not. False when the number is none of ours.
 */
export async function answer(
  tx: Tx,
  app: string,
  item: MessageItem | PreferenceItem,
  now: Temporal.Instant,
): Promise<boolean> {
  const account = await findNumber(tx, app, item.phoneNumberId)
  if (!account) return false
  const tapped = item.kind === 'message' ? await shopperOfButton(tx, account, item) : undefined
  const knownBy = {
    identities: personIdentities(item.person, account.wabaId),
    ...(tapped ? { shopperId: tapped } : {}),
  }
  const about = item.kind === 'message' ? await holdAbout(tx, account, { knownBy, item }, now) : undefined
  const shopperId = await recognise(tx, account, knownBy, now)
  if (item.kind === 'message') await answerMessage(tx, account, { shopperId, item, about }, now)
  else await answerPreference(tx, account, { shopperId, item }, now)
  return true
}

/** Who got the message whose button was tapped: it may be all we can recognise the person by. */
async function shopperOfButton(tx: Tx, account: AccountKey, item: MessageItem): Promise<string | undefined> {
  const nudgeId = buttonNudge(item)
  const nudge = nudgeId && (await nudgeById(tx, account, nudgeId))
  return nudge ? (await enrollmentById(tx, account, nudge.enrollmentId))?.shopperId : undefined
}

type From<Item> = { readonly shopperId: string; readonly item: Item }

/** The nudge a message answers, and its enrollment. */
type AnsweredNudge = { readonly nudgeId: string; readonly enrollment: Enrollment | undefined }

/**
 * Finds what a message answers and holds its enrollment. Sends and reports hold an enrollment before its shopper, so
 * this comes before the shopper is held too: two that hold in the same order never wait for each other.
 */
async function holdAbout(
  tx: Tx,
  account: AccountKey,
  { knownBy, item }: { readonly knownBy: KnownBy; readonly item: MessageItem },
  now: Temporal.Instant,
): Promise<AnsweredNudge | undefined> {
  const nudgeId = await nudgeAnswered(tx, account, { knownBy, item }, now)
  const nudge = nudgeId && (await nudgeById(tx, account, nudgeId))
  if (!nudge) return undefined
  return { nudgeId: nudge.id, enrollment: await holdEnrollment(tx, account, nudge.enrollmentId) }
}

async function answerMessage(
  tx: Tx,
  account: AccountKey,
  { shopperId, item, about }: From<MessageItem> & { readonly about: AnsweredNudge | undefined },
  now: Temporal.Instant,
) {
  const understood = understand(item)
  const nudgeId = about?.nudgeId
  const from = saidBy(item.person)
  const known = await findAccount(tx, account)
  const keepsWords = known && (await readAccountSettings(tx, account)).keepWordsDays > 0
  const isNew = await addMessage(
    tx,
    account,
    {
      wamid: item.wamid,
      shopper_id: shopperId,
      phone_number_id: item.phoneNumberId,
      kind: item.messageKind,
      answered_as: understood?.key ?? null,
      from_name: from ?? null,
      body: keepsWords && item.text !== undefined ? withoutCardNumbers(item.text) : null,
      nudge_id: nudgeId ?? null,
    },
    saidAt(item, now),
  )
  if (!isNew) return
  const ledger = await readLedger(tx, account, shopperId)
  const wasStopped = currentConsent(ledger, 'service', from ? [from] : []) === 'withdrawn'
  if (understood?.want.kind === 'consent') {
    const { state } = understood.want
    const about = state === 'withdrawn' ? purposes : purposesOfStart(ledger)
    const wording = item.payload ?? (item.text && withoutCardNumbers(item.text))
    const said = { source: 'shopper', sourceRef: item.wamid, wording } as const
    await record(tx, account, { shopperId, state, about, item, ...said }, now)
  }
  // An answer may be heard of after the payment that it led to.
  if (about?.enrollment) await attributeAnew(tx, about.enrollment, now)
  if (!known || !from) return
  const { phoneNumberId, wamid, messageKind: kind } = item
  const heard = { shopperId, phoneNumberId, wamid, from, kind, understood, nudgeId, wasStopped }
  await follow(tx, { ...heard, account: known }, now)
}

/** Words long after a message are not taken for an answer to it. */
const answersWithinHours = 72

/**
 * The nudge somebody answers: whose button it is, whose message they chose, else the last they got where they write from.
 * What is not sent to be read, such as a note of WhatsApp's own, answers none.
 */
async function nudgeAnswered(
  tx: Tx,
  account: AccountKey,
  { knownBy, item }: { readonly knownBy: KnownBy; readonly item: MessageItem },
  now: Temporal.Instant,
): Promise<string | undefined> {
  if (!wantsAnswer(item.messageKind)) return undefined
  const tapped = buttonNudge(item)
  if (tapped && (await nudgeById(tx, account, tapped))) return tapped
  const chosen = item.repliesTo && (await nudgeOfMessage(tx, account, item.repliesTo))
  if (chosen) return chosen
  const since = saidAt(item, now).subtract({ hours: answersWithinHours })
  const from = saidBy(item.person)
  const at = from ? await placesBehind(tx, account, from) : []
  return lastNudgeTo(tx, account, { shoppers: await findShoppers(tx, account, knownBy), at }, since)
}

/** Meta's own switch is about marketing; one about something we do not know stops everything. */
async function answerPreference(
  tx: Tx,
  account: AccountKey,
  { shopperId, item }: From<PreferenceItem>,
  now: Temporal.Instant,
) {
  const about: readonly Purpose[] = item.category === 'marketing_messages' ? ['marketing'] : purposes
  const state = item.value === 'resume' || item.value === 'signup' ? 'granted' : 'withdrawn'
  if (state === 'granted' && item.category !== 'marketing_messages') return
  const sourceRef = `${item.category}:${item.value}:${saidAt(item, now).epochMilliseconds}`
  const said = { source: 'meta', sourceRef, wording: undefined } as const
  await record(tx, account, { shopperId, state, about, item, ...said }, now)
}

type Word = {
  readonly shopperId: string
  readonly state: 'granted' | 'withdrawn'
  readonly about: readonly Purpose[]
  readonly item: MessageItem | PreferenceItem
  readonly source: ConsentSource
  readonly sourceRef: string
  readonly wording: string | undefined
}

/** A stop that was said before its number was left, and comes late, is one of whoever left it as well. */
async function record(tx: Tx, account: AccountKey, word: Word, now: Temporal.Instant) {
  await recordOf(tx, account, word, now)
  if (word.state === 'granted') return
  const phone = phoneOf(word.item.person)
  const left = await whoLeft(tx, account, phone ? [phone] : [])
  const saidThen = left.filter(({ at }) => Temporal.Instant.compare(saidAt(word.item, now), at) <= 0)
  for (const { shopperId } of saidThen)
    if (shopperId !== word.shopperId) await recordOf(tx, account, { ...word, shopperId }, now)
}

/** A stop is for every name of the shopper; a permission only for the one it was said by. */
async function recordOf(tx: Tx, account: AccountKey, { about, item, ...word }: Word, now: Temporal.Instant) {
  const givenAt = saidAt(item, now)
  const givenFor = word.state === 'granted' ? saidBy(item.person) : undefined
  const ledger = await readLedger(tx, account, word.shopperId)
  if (ledger.some(({ source, sourceRef }) => source === word.source && sourceRef === word.sourceRef)) return
  if (word.state === 'withdrawn') await complained(tx, account, now)
  for (const purpose of about) await appendConsent(tx, account, { ...word, purpose, givenAt, givenFor }, now)
}

/** A clock of Meta's that runs ahead of ours must not make a later word look older. */
function saidAt({ at }: MessageItem | PreferenceItem, now: Temporal.Instant): Temporal.Instant {
  return at && Temporal.Instant.compare(at, now) <= 0 ? at : now
}

function saidBy({ waId, bsuid, parentBsuid }: PersonIds): string | undefined {
  return waId ? `+${waId}` : (bsuid ?? parentBsuid)
}
