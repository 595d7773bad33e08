import { nameOfAccount } from '../../domain/account.ts'
import type { Answer } from '../../domain/answer.ts'
import type { Content } from '../../domain/content.ts'
import {
  addAnswer,
  type ClaimedAnswer,
  claimAnswers,
  closeAnswer,
  type DueAnswer,
  dueAnswers,
  giveUpAnswers,
  putAnswerBack,
  skipAnswer,
  startAnswer,
} from '../../store/answers.ts'
import { inTransaction, type Tx } from '../../store/database.ts'
import { holdEnrollment } from '../../store/enrollments.ts'
import { answersWait } from '../../store/inbox.ts'
import { listNumbers } from '../../store/numbers.ts'
import { addPayLink } from '../../store/pay-links.ts'
import { takeSending } from '../../store/sender-leases.ts'
import { recognise } from '../../store/shoppers.ts'
import { race } from '../../store/trouble.ts'
import { fetchPdf, findBill } from '../../stripe/bills.ts'
import type { Credentials, Sent } from '../../whatsapp/client.ts'
import { type Action, retryAfterSeconds } from '../../whatsapp/errors.ts'
import { type FreeForm, freeMessage, markRead } from '../../whatsapp/free-form.ts'
import { limitsOfAll } from '../../whatsapp/limits.ts'
import { actOnError } from '../act-on-error.ts'
import { callInTime, callWithinMs, looksGoodForMs } from '../call-in-time.ts'
import { credentialsOf } from '../credentials.ts'
import { identitiesOf } from '../identities.ts'
import { messageOf, type Outcome } from '../outcome.ts'
import { sendingLeaseMs, takeOn } from '../senders.ts'
import type { Tools } from '../tools.ts'
import { type Composed, composeAnswer } from './compose-answer.ts'
import { type Judgement, judge } from './judge.ts'
import type { Matter } from './matters.ts'
import { composeTemplate, type Prepared } from './template-answer.ts'

const answersAtMost = 16
/** How many are looked at for each one that is sent: others may be of accounts that another worker sends for. */
const lookedAtForOne = 8
/** Longer than looks, an upload and a call together may take. */
const leaseMs = 5 * 60_000
const firstRetryMs = 15_000
/** For a stop that may be among what waits to be heard, or for the pace of the number. */
const shortWaitMs = 200

/** Sends the answers that are due, those to one shopper one after another, and none twice. */
export async function sendAnswers(tools: Tools): Promise<readonly Outcome[]> {
  const { db, clock } = tools
  const lost = await giveUpAnswers(db, clock.now())
  const ids = (await dueHere(tools)).slice(0, answersAtMost)
  const due = await claimAnswers(db, { ids, leaseMs }, clock.now())
  const threads = [...Map.groupBy(due, ({ shopperId }) => shopperId).values()]
  const sent = await Promise.all(threads.map((answers) => inOrder(tools, answers)))
  return [...lost.map((answer) => outcome(answer, 'unknown')), ...sent.flat()]
}

/** Of what is due, what is of accounts whose sending is this worker's: it alone knows the pace of their numbers. */
async function dueHere({ db, senders, clock }: Tools): Promise<readonly string[]> {
  const due = await dueAnswers(db, answersAtMost * lookedAtForOne, clock.now())
  const lease = { worker: senders.worker, leaseMs: sendingLeaseMs }
  const mine: DueAnswer[] = []
  for (const [first, ...others] of Map.groupBy(due, nameOfAccount).values())
    if (first && (await takeSending(db, first, lease, clock.now()))) mine.push(first, ...others)
  const isMine = new Set(mine)
  return due.filter((answer) => isMine.has(answer)).map(({ id }) => id)
}

async function inOrder(tools: Tools, answers: readonly ClaimedAnswer[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const answer of answers) outcomes.push(await sendOrPutBack(tools, answer))
  return outcomes
}

/** A failure before the call leaves nothing behind but another try; one after it is settled by the lease. */
async function sendOrPutBack(tools: Tools, answer: ClaimedAnswer): Promise<Outcome> {
  try {
    return await sendAnswer(tools, answer)
  } catch (error) {
    const text = messageOf(error)
    await putAnswerBack(tools.db, answer, text, triedAgainAt(answer, tools.clock.now()))
    return { kind: 'failed', what: 'answer', id: answer.id, error: text, setAside: false }
  }
}

/** The longer it fails, the rarer it is tried. */
function triedAgainAt({ createdAt }: Answer, now: Temporal.Instant): Temporal.Instant {
  const byAge = Math.floor((now.epochMilliseconds - createdAt.epochMilliseconds) / 4)
  return now.add({ milliseconds: Math.max(firstRetryMs, byAge) })
}

async function sendAnswer(tools: Tools, answer: ClaimedAnswer): Promise<Outcome> {
  const { db, clock } = tools
  const judged = await judge(db, answer, clock.now())
  if (judged.kind === 'skip') return skip(tools, answer, judged)
  if (!(await isOnPace(tools, judged))) return waitFor(tools, answer, 'pace')
  const credentials = credentialsOf(tools.secretKeys, judged.number)
  await showReading(tools, answer, credentials)
  const known = contentKept(answer)
  const composed = known ? undefined : await composeAnswer(tools, { ...judged, answer })
  const [content, ...more] = composed?.contents ?? [known as Content]
  const url = composed?.link?.url
  const { message, about } = await messageFor(tools, { answer, content, url, credentials, judged })
  const opening = { answer, content, more, composed, about }
  const opened = await inTransaction(db, (tx) => open(tx, opening, clock.now()))
  if (!isOpened(opened)) return skipOrWait(tools, answer, opened)
  const call = () => tools.whatsapp.send(credentials, message)
  return close(tools, { answer, credentials, sent: await callInTime(clock, opened.callBefore, call) })
}

/** These say what is owed, which may have been paid since. */
const saysWhatIsOwed: ReadonlySet<Answer['wish']> = new Set(['pay', 'balance', 'details', 'invoice'])

/** What an answer says already; made anew where that may not be so any more, or is a link, whose address was not kept. */
function contentKept({ wish, content }: Answer): Content | undefined {
  return saysWhatIsOwed.has(wish) || content?.kind === 'link' ? undefined : content
}

/** Answers go at the pace of the account's numbers, before the nudges that wait for them. */
async function isOnPace({ db, senders, clock }: Tools, { number }: Cleared): Promise<boolean> {
  const { perSecond } = limitsOfAll(await listNumbers(db, number))
  const { nextStartMs } = senders
  const taken = takeOn(senders, number, { perSecond, most: 1 }, clock.now())
  // When the next nudge may start is for those who send nudges to say.
  senders.nextStartMs = nextStartMs
  return taken > 0
}

type Cleared = Extract<Judgement, { readonly kind: 'go' }>

/** The shopper sees that what they wrote was read, and that an answer comes. */
async function showReading({ whatsapp }: Tools, { repliesTo, content }: Answer, credentials: Credentials) {
  if (repliesTo && !content) await markRead(whatsapp, credentials, { wamid: repliesTo, shows: 'typing' })
}

type Written = {
  readonly answer: Answer
  readonly content: Content
  /** Where a link leads. */
  readonly url: string | undefined
  readonly credentials: Credentials
  readonly judged: Cleared
}

async function messageFor(tools: Tools, written: Written): Promise<Prepared> {
  const { answer, content, judged } = written
  if (content.kind === 'template') return composeTemplate(tools, { answer, content, ...judged })
  const { id: answerId, to, repliesTo } = answer
  const free = await freeForm(tools, { ...written, content })
  return { message: freeMessage({ to, content: free, answerId, repliesTo }) }
}

type FreelyWritten = Omit<Written, 'content'> & {
  readonly content: Exclude<Content, { readonly kind: 'template' }>
}

async function freeForm(
  tools: Tools,
  { answer, content, url, credentials }: FreelyWritten,
): Promise<FreeForm> {
  switch (content.kind) {
    case 'invoice':
      return uploaded(tools, { answer, content, credentials })
    case 'link':
      if (!url) throw new Error(`Answer ${answer.id} has a link that leads nowhere`)
      return { ...content, url }
    default:
      return content
  }
}

type InvoiceContent = Extract<Content, { readonly kind: 'invoice' }>

/** Stripe's document is handed to Meta itself: a link to it in the message would be open to whoever reads that. */
async function uploaded(
  { stripe, whatsapp }: Tools,
  {
    answer,
    content,
    credentials,
  }: Pick<Written, 'answer' | 'credentials'> & { readonly content: InvoiceContent },
): Promise<FreeForm> {
  const { invoice, filename, caption } = content
  const bill = await findBill(stripe(answer), invoice)
  if (!bill?.pdfUrl) throw new Error(`Stripe has no document of ${invoice}`)
  const bytes = await fetchPdf(bill.pdfUrl)
  const kept = await whatsapp.upload(credentials, { bytes, type: 'application/pdf', name: filename })
  if (kept.kind === 'error') throw new Error(`Meta did not keep the document: ${kept.text}`)
  return { kind: 'document', mediaId: String(kept.body.id), filename, caption }
}

type Opening = {
  readonly answer: ClaimedAnswer
  readonly content: Content
  readonly more: readonly Content[]
  readonly composed: Composed | undefined
  readonly about: Matter | undefined
}

type Opened = { readonly kind: 'opened'; readonly callBefore: Temporal.Instant }
type NotOpened = 'hear-first' | Extract<Judgement, { readonly kind: 'skip' }>

/** Asks once more and writes down that the call begins: whoever finds it later knows that it may have gone out. */
async function open(
  tx: Tx,
  { answer, content, more, composed, about }: Opening,
  now: Temporal.Instant,
): Promise<Opened | NotOpened> {
  if (about && !(await isAsSeen(tx, about, now)))
    throw race(`What answer ${answer.id} is about changed while it was prepared, or Stripe answers slowly`)
  // Until the transaction ends nobody else takes down a stop of this shopper.
  await recognise(tx, answer, { identities: [], shopperId: answer.shopperId }, now)
  if (await answersWait(tx)) return 'hear-first'
  const judged = await judge(tx, answer, now)
  if (judged.kind === 'skip') return judged
  const leaseUntil = now.add({ milliseconds: leaseMs })
  const isMine = await startAnswer(tx, answer, content, { now, leaseUntil })
  if (!isMine) throw new Error(`Answer ${answer.id} was taken over meanwhile`)
  if (composed?.link) await addPayLink(tx, composed.link.nudge, composed.link.token, now)
  for (const next of more) await addAnswer(tx, answer, { ...answer, content: next }, now)
  return { kind: 'opened', callBefore: now.add({ milliseconds: callWithinMs }) }
}

/** Whether a matter is still open, and the look at it is still good. It stays open until the transaction ends. */
async function isAsSeen(tx: Tx, { enrollment, lookedAt }: Matter, now: Temporal.Instant): Promise<boolean> {
  const held = await holdEnrollment(tx, enrollment, enrollment.id)
  const isFresh = now.epochMilliseconds - lookedAt.epochMilliseconds <= looksGoodForMs
  return isFresh && held !== undefined && !held.ending
}

function isOpened(opened: Opened | NotOpened): opened is Opened {
  return opened !== 'hear-first' && opened.kind === 'opened'
}

function skipOrWait(tools: Tools, answer: ClaimedAnswer, opened: NotOpened): Promise<Outcome> {
  return opened === 'hear-first' ? waitFor(tools, answer, 'answers-first') : skip(tools, answer, opened)
}

async function waitFor({ db, clock }: Tools, answer: ClaimedAnswer, reason: string): Promise<Outcome> {
  await putAnswerBack(db, answer, reason, clock.now().add({ milliseconds: shortWaitMs }))
  return outcome(answer, 'waits')
}

async function skip(
  { db, clock }: Tools,
  answer: ClaimedAnswer,
  { reason }: Extract<Judgement, { readonly kind: 'skip' }>,
): Promise<Outcome> {
  await skipAnswer(db, answer, reason, clock.now())
  return outcome(answer, 'skipped', reason)
}

type Closing = { readonly answer: ClaimedAnswer; readonly credentials: Credentials; readonly sent: Sent }

/** Writes down what Meta answered, unless a report was faster. */
function close({ db, clock }: Tools, { answer, credentials, sent }: Closing): Promise<Outcome> {
  return inTransaction(db, async (tx) => {
    const now = clock.now()
    switch (sent.kind) {
      case 'accepted': {
        await closeAnswer(tx, answer, { state: 'sent', wamid: sent.wamid }, now)
        const identities = identitiesOf(sent.person, { wabaId: credentials.wabaId, to: answer.to })
        await recognise(tx, answer, { shopperId: answer.shopperId, identities }, now)
        return outcome(answer, 'sent')
      }
      case 'unknown':
        await closeAnswer(tx, answer, { state: 'unknown', error: sent.text }, now)
        return outcome(answer, 'unknown')
      case 'refused': {
        const again = retryAt(answer, sent.action, now)
        await act(tx, { answer, credentials, refused: sent }, now)
        await closeAnswer(tx, answer, { state: 'failed', code: sent.code, error: sent.text, again }, now)
        return outcome(answer, 'failed', String(sent.code ?? 'unreached'))
      }
    }
  })
}

type Refused = Extract<Sent, { readonly kind: 'refused' }>

/** What the refusal asks for besides this answer's own fate, such as a pause of the number. */
async function act(
  tx: Tx,
  { answer, credentials, refused }: Pick<Closing, 'answer' | 'credentials'> & { readonly refused: Refused },
  now: Temporal.Instant,
): Promise<void> {
  const { code, text, action } = refused
  if (code === undefined) return
  const { wabaId, phoneNumberId } = credentials
  const { environment, accountId, to, shopperId, id: sendId } = answer
  const route = { account: { environment, accountId }, wabaId, phoneNumberId, template: undefined, to }
  await actOnError(tx, route, { code, text, action, shopperId, sendId }, now)
}

/** What passes by itself is tried again; whatever else keeps an answer back lasts longer than it is of use. */
function retryAt({ attempts }: Answer, action: Action, now: Temporal.Instant): Temporal.Instant | undefined {
  const seconds = action.kind === 'retry' ? retryAfterSeconds(action.patience, attempts + 1) : undefined
  return seconds === undefined ? undefined : now.add({ seconds })
}

type Fate = Extract<Outcome, { readonly kind: 'answer' }>['fate']

function outcome(answer: Answer, fate: Fate, reason = ''): Outcome {
  const account = { environment: answer.environment, accountId: answer.accountId }
  return { kind: 'answer', account, answerId: answer.id, wish: answer.wish, fate, reason }
}
