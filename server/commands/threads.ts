import type { Holder } from '../domain/answer.ts'
import type { Choice, Content } from '../domain/content.ts'
import { languageOf } from '../domain/language.ts'
import { equivalentPhones, maskPhone, normalizePhone } from '../domain/phone.ts'
import { reasons } from '../domain/reasons.ts'
import { isWindowOpen, windowEnd } from '../domain/window.ts'
import { findAccount } from '../store/accounts.ts'
import { namesAt } from '../store/addresses.ts'
import { addAnswer } from '../store/answers.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { countUnread, type LastHeard, lastHeard, markSeen } from '../store/messages.ts'
import { listNumbers } from '../store/numbers.ts'
import { findShoppers, namesOf, phoneIdentities } from '../store/shoppers.ts'
import { currentTurn, giveThread, holderOf, type Turn } from '../store/thread-turns.ts'
import {
  listThreads,
  readThread,
  type ThreadLine,
  type ThreadMessage,
  type ThreadPage,
} from '../store/threads.ts'
import { markRead } from '../whatsapp/free-form.ts'
import { requireText } from './known-text.ts'
import { openNumber } from './sender.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** A thread as a list shows it. */
export type ListedThread = ThreadLine & {
  readonly heldBy: Holder
  readonly windowEndsAt: Temporal.Instant
  readonly isWindowOpen: boolean
  /** Masked; undefined for a shopper who hides their number. */
  readonly phone: string | undefined
}

const threadsAtMost = 100

/** The threads of an account, those a person holds first. */
export async function showThreads(
  { db, clock }: CommandTools,
  { account }: By,
): Promise<readonly ListedThread[]> {
  const lines = await listThreads(db, account, threadsAtMost)
  const threads = await Promise.all(
    lines.map(async (line) => ({
      ...line,
      heldBy: await holderOf(db, account, line.shopperId),
      windowEndsAt: windowEnd(line.lastHeardAt),
      isWindowOpen: isWindowOpen(line.lastHeardAt, clock.now()),
      phone: masked((await namesOf(db, account, line.shopperId)).phones[0]),
    })),
  )
  return threads.toSorted((a, b) => Number(b.heldBy === 'person') - Number(a.heldBy === 'person'))
}

function masked(phone: string | undefined): string | undefined {
  return phone && maskPhone(phone)
}

/** Everything said in a thread, and how it stands. */
export type ShownThread = {
  readonly shopperId: string
  readonly turn: Turn | undefined
  readonly windowEndsAt: Temporal.Instant | undefined
  readonly isWindowOpen: boolean
  /** Messages nobody had looked at until now. */
  readonly unread: number
  readonly messages: readonly ThreadMessage[]
}

/** Shows a thread by its shopper, or by a phone, to somebody who reads it: it counts as seen then. */
export async function showThread(tools: CommandTools, by: By, whom: string): Promise<ShownThread> {
  const thread = await lookAtThread(tools, by, whom)
  await markThreadSeen(tools, by, thread.shopperId)
  return thread
}

/** The same for somebody who only looks: nothing counts as seen by that. */
export async function lookAtThread(
  tools: CommandTools,
  by: By,
  whom: string,
  page?: ThreadPage,
): Promise<ShownThread> {
  const { db, clock } = tools
  const shopperId = await shopperFrom(tools, by, whom)
  const heard = await lastHeard(db, by.account, { shopperId })
  return {
    shopperId,
    turn: await currentTurn(db, by.account, shopperId),
    windowEndsAt: heard && windowEnd(heard.at),
    isWindowOpen: isWindowOpen(heard?.at, clock.now()),
    unread: await countUnread(db, by.account, shopperId),
    messages: await readThread(db, by.account, shopperId, page),
  }
}

/** Notes that a person read all a shopper wrote. Their ticks turn blue; where Meta cannot be reached they stay as they are. */
export async function markThreadSeen(tools: CommandTools, by: By, shopperId: string): Promise<void> {
  const { db, clock } = tools
  const isNew = (await markSeen(db, by.account, shopperId, clock.now())) > 0
  const heard = await lastHeard(db, by.account, { shopperId })
  if (isNew && heard) await showSeen(tools, by, heard)
}

async function showSeen(
  tools: CommandTools,
  { account }: By,
  { phoneNumberId, wamid }: { readonly phoneNumberId: string; readonly wamid: string },
) {
  const number = (await listNumbers(tools.db, account)).find((one) => one.phoneNumberId === phoneNumberId)
  if (!number) return
  const { token } = openNumber(tools, number)
  await markRead(tools.whatsapp, { token, phoneNumberId }, { wamid, shows: 'ticks' })
}

/** Takes a thread from the bot, so that the flows wait; or hands it back. False when it stood so already. */
export async function turnThread(
  tools: CommandTools,
  by: By,
  { whom, heldBy }: { readonly whom: string; readonly heldBy: Holder },
): Promise<{ readonly shopperId: string; readonly hasChanged: boolean }> {
  const shopperId = await shopperFrom(tools, by, whom)
  const now = tools.clock.now()
  const hasChanged = await inTransaction(tools.db, async (tx) => {
    const changed = await giveThread(tx, by.account, { shopperId, heldBy, actor: by.actor }, now)
    const after = { shopperId, heldBy }
    if (changed) await recordAudit(tx, { ...by.account, actor: by.actor, command: 'turn-thread', after }, now)
    return changed
  })
  return { shopperId, hasChanged }
}

/** What a person writes: words, with buttons below where they want some; or an approved text, by its key. */
export type WantedAnswer = {
  /** A shopper, or a phone: then it goes to whoever writes from there. */
  readonly whom: string
  /** Where a shopper named by their id is (E.164): it goes nowhere else. */
  readonly phone?: string | undefined
  readonly text?: string | undefined
  readonly buttons?: readonly string[] | undefined
  readonly template?: string | undefined
  readonly language?: string | undefined
}

const textAtMost = 4_096
const bodyAtMost = 1_024
const buttonsAtMost = 3
const labelAtMost = 20

/**
 * Writes to a shopper as a person, who holds the thread from then on. Words may go out within 24 hours of the shopper's
 * last message; later only a text Meta approved. It is sent by the server, which asks once more whether it may.
 */
export async function answerThread(
  tools: CommandTools,
  by: By,
  wanted: WantedAnswer,
): Promise<{ readonly answerId: string }> {
  const content = contentOf(wanted)
  const { shopperId, phone = wanted.phone } = await personFrom(tools, by, wanted.whom)
  const from = phone === undefined ? undefined : await namesAt(tools.db, by.account, { shopperId, phone })
  const heard = await lastHeard(tools.db, by.account, { shopperId, from })
  if (!heard?.from) throw refusal(neverWrote(await lastHeard(tools.db, by.account, { shopperId })))
  refuseOutsideWindow(content, heard.at, tools.clock.now())
  const { from: to, phoneNumberId } = heard
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    await giveThread(tx, by.account, { shopperId, heldBy: 'person', actor: by.actor }, now)
    const answerId = await addAnswer(
      tx,
      by.account,
      {
        shopperId,
        phoneNumberId,
        to,
        author: by.actor,
        wish: 'written',
        repliesTo: undefined,
        nudgeId: undefined,
        content,
      },
      now,
    )
    const after = { shopperId, answerId, kind: content.kind }
    await recordAudit(tx, { ...by.account, actor: by.actor, command: 'answer-thread', after }, now)
    return { answerId }
  })
}

/** Others may have had the customer's number at Stripe for a while, and so stand in the same thread. */
function neverWrote(other: LastHeard | undefined): string {
  return other
    ? 'Whoever wrote here did so from another number than the customer has, so the answer could reach somebody else. Correct the phone number of the customer in Stripe, or call them'
    : 'This customer has never written, so there is no thread to answer in'
}

function contentOf({ text, buttons, template, language }: WantedAnswer): Content {
  if (template !== undefined) {
    if (text !== undefined || buttons) throw refusal('Give words or a template, not both')
    return templateContent(template, language ?? 'en_US')
  }
  const body = text?.trim() ?? ''
  if (body === '') throw refusal('There are no words to send', { typed: '; give --text or --template' })
  const most = buttons ? bodyAtMost : textAtMost
  if (body.length > most) throw refusal(`The words are longer than ${most} characters`)
  return buttons ? { kind: 'choices', body, choices: choicesOf(buttons) } : { kind: 'text', body }
}

function templateContent(template: string, language: string): Content {
  requireText(template)
  const known = languageOf(language)
  if (!known) throw refusal(`There are no texts in ${language}`)
  return { kind: 'template', template, language: known }
}

function choicesOf(buttons: readonly string[]): readonly Choice[] {
  const titles = buttons.map((title) => title.trim())
  if (titles.length > buttonsAtMost) throw refusal(`A message has at most ${buttonsAtMost} buttons`)
  if (titles.some((title) => title === '' || title.length > labelAtMost))
    throw refusal(`A button has 1 to ${labelAtMost} characters`)
  if (new Set(titles).size < titles.length)
    throw refusal('Two buttons of one message must not be called the same')
  return titles.map((title, index) => ({ payload: `said::${index + 1}`, title }))
}

function refuseOutsideWindow(content: Content, heardAt: Temporal.Instant, now: Temporal.Instant) {
  if (content.kind === 'template' || isWindowOpen(heardAt, now)) return
  throw refusal(reasons['window-over'], { typed: ' Give one with --template' })
}

async function shopperFrom(tools: CommandTools, by: By, whom: string): Promise<string> {
  return (await personFrom(tools, by, whom)).shopperId
}

/** The shopper of an id, or of a phone, which is given back (E.164). */
async function personFrom(
  { db }: CommandTools,
  { account }: By,
  whom: string,
): Promise<{ readonly shopperId: string; readonly phone?: string }> {
  const known = await findAccount(db, account)
  const phone = normalizePhone(whom, known?.country)
  const found = phone
    ? await findShoppers(db, account, { identities: phoneIdentities(equivalentPhones(phone)) })
    : []
  const [shopperId] = found
  if (shopperId && phone) return { shopperId, phone }
  const { phones, metaIds, customers } = await namesOf(db, account, whom)
  if (phones.length + metaIds.length + customers.length > 0) return { shopperId: whom }
  throw refusal(`Nobody is known by ${phone ? 'this phone' : whom}`, {
    typed: '; `npm run paynudge -- thread list` shows the threads',
  })
}
