import type { Account } from '../../domain/account.ts'
import type { Answer } from '../../domain/answer.ts'
import type { Content } from '../../domain/content.ts'
import type { Enrollment, Nudge } from '../../domain/enrollment.ts'
import { newToken } from '../../domain/ids.ts'
import { formatMoney } from '../../domain/money.ts'
import { owedByCurrency } from '../../domain/owed.ts'
import type { AccountSettings } from '../../domain/settings.ts'
import { lastLanguage, openEnrollments } from '../../store/enrollments.ts'
import { lastNudge, nudgesOf } from '../../store/nudges.ts'
import { promisedUntil } from '../../store/promises.ts'
import { linkBaseOf } from '../../store/templates.ts'
import { automaticPage } from '../../stripe/automatic.ts'
import { type Bill, findBill, lastBill, openBills } from '../../stripe/bills.ts'
import { dayText } from '../../whatsapp/compose.ts'
import type { Tools } from '../tools.ts'
import { timeZoneFor } from './follow.ts'
import { firstOpenMatter, type Matter } from './matters.ts'
import { customersToTellOf } from './told-of.ts'
import { namesOfMatter, referenceTo, type Voice, voiceFor } from './words.ts'

/**
 * What an answer says: one message, or several one after another. A link has its address beside it, and the token of
 * ours that leads there or back.
 */
export type Composed = {
  readonly contents: readonly [Content, ...Content[]]
  readonly link?: { readonly url: string; readonly nudge: Nudge; readonly token: string }
}

/** Whose answer it is, and what is known of them. */
type Case = {
  readonly tools: Tools
  readonly account: Account
  readonly settings: AccountSettings
  readonly answer: Answer
  /** Of the shopper, open as far as we have heard; what they were asked about comes first. */
  readonly open: readonly Enrollment[]
  readonly voice: Voice
}

/**
 * Composes what the bot answers, from a look at Stripe; no transaction may be open. Throws when Stripe cannot be reached
 * or fails.
 */
export async function composeAnswer(
  tools: Tools,
  { account, settings, answer }: Pick<Case, 'account' | 'settings' | 'answer'>,
): Promise<Composed> {
  const open = await askedFirst(tools, answer)
  const known = open[0]?.language ?? (await lastLanguage(tools.db, answer, answer.shopperId))
  const voice = voiceFor(account, answer.to, known)
  const about: Case = { tools, account, settings, answer, open, voice }
  switch (answer.wish) {
    case 'pay':
      return composePay(about)
    case 'later-ask':
      return one(await composeLaterAsk(about))
    case 'later-kept':
      return one(await composeLaterKept(about))
    case 'invoice':
      return one(await composeInvoice(about))
    case 'statement':
      return composeStatement(about)
    case 'balance':
      return one(await composeBalance(about))
    case 'details':
      return one(await composeDetails(about))
    case 'auto':
      return composeAuto(about)
    case 'stopped':
    case 'started':
    case 'person':
      return one(text(voice.say(answer.wish)))
    case 'contact':
      return one(contact(about))
    case 'written':
      throw new Error(`Answer ${answer.id} was written by a person and has no words`)
  }
}

async function askedFirst({ db }: Tools, answer: Answer): Promise<readonly Enrollment[]> {
  const open = await openEnrollments(db, answer, answer.shopperId)
  const nudges = await Promise.all(open.map((enrollment) => nudgesOf(db, enrollment)))
  const asked = open.filter((_, index) => nudges[index]?.some(({ id }) => id === answer.nudgeId))
  return [...asked, ...open.filter((enrollment) => !asked.includes(enrollment))]
}

function openMatterOf(about: Case): Promise<Matter | undefined> {
  return firstOpenMatter(about.tools, about, about.open)
}

async function composePay(about: Case): Promise<Composed> {
  const { tools, account, voice } = about
  const matter = await openMatterOf(about)
  if (!matter) return one(text(voice.say('nothingOpen')))
  const base = await linkBaseOf(tools.db, account)
  const nudge = await nudgeBehind(tools, matter)
  if (!base || !nudge) throw new Error(`There is no link to pay ${matter.enrollment.subject}`)
  const token = newToken()
  const body = voice.say('pay', namesOfMatter(matter.facts, voice.language))
  return {
    contents: [{ kind: 'link', body, label: voice.texts.payLabel }],
    link: { url: `${base}/r/${token}`, nudge, token },
  }
}

/** The last message the shopper got about it; before the first one, the one that is to come. */
async function nudgeBehind({ db }: Tools, { enrollment }: Matter): Promise<Nudge | undefined> {
  const nudges = await nudgesOf(db, enrollment)
  return nudges.findLast(({ state }) => state === 'sent' || state === 'unknown') ?? nudges[0]
}

async function composeLaterAsk(about: Case): Promise<Content> {
  const { answer, voice } = about
  const matter = await openMatterOf(about)
  if (!matter) return text(voice.say('nothingOpen'))
  const { laterTomorrow, laterThreeDays, laterWeek, laterTwoWeeks, laterLabel } = voice.texts
  const days = [
    [1, laterTomorrow],
    [3, laterThreeDays],
    [7, laterWeek],
    [14, laterTwoWeeks],
  ] as const
  const choices = days.map(([count, title]) => ({ payload: `later:${answer.nudgeId ?? ''}:${count}`, title }))
  return { kind: 'list', body: voice.say('laterAsk'), label: laterLabel, choices }
}

async function composeLaterKept({ tools, account, answer, open, voice }: Case): Promise<Content> {
  const days = await Promise.all(open.map((enrollment) => promisedUntil(tools.db, enrollment)))
  const day = days.find((until) => until !== undefined)
  if (!day) return text(voice.say('nothingOpen'))
  const { language } = voice
  return text(
    voice.say('laterKept', { day: dayText(day, { language, timeZone: timeZoneFor(account, answer.to) }) }),
  )
}

async function composeInvoice(about: Case): Promise<Content> {
  const bill = await billAsked(about)
  return bill?.pdfUrl ? documentOf(bill, about.voice) : text(about.voice.say('noInvoice'))
}

/** The invoice the shopper was asked about, else the latest open one, else the last there was. */
async function billAsked(about: Case): Promise<Bill | undefined> {
  const { tools, account } = about
  const stripe = tools.stripe(account)
  const matter = await openMatterOf(about)
  if (matter?.seen.kind === 'invoice') return findBill(stripe, matter.seen.id)
  const customers = await customersToTellOf(tools, about)
  const [latest] = await openBills(stripe, customers)
  const [customer] = customers
  return latest ?? (customer ? lastBill(stripe, customer) : undefined)
}

/** Documents in one answer; more would bury the chat. */
const documentsAtMost = 5

async function composeStatement(about: Case): Promise<Composed> {
  const { voice } = about
  const bills = await billsOf(about)
  if (bills.length === 0) return one(text(voice.say('nothingOpen')))
  const documents = bills.filter(({ pdfUrl }) => pdfUrl).slice(0, documentsAtMost)
  return { contents: [text(voice.say('statement')), ...documents.map((bill) => documentOf(bill, voice))] }
}

async function billsOf(about: Case): Promise<readonly Bill[]> {
  const { tools, account } = about
  return openBills(tools.stripe(account), await customersToTellOf(tools, about))
}

async function composeBalance(about: Case): Promise<Content> {
  const { voice } = about
  const bills = await billsOf(about)
  const owed = owedByCurrency(bills.map(({ remaining }) => remaining))
  if (owed.length === 0) return text(voice.say('nothingOpen'))
  const lines = owed.map(({ count, ...money }) =>
    voice.say('balanceLine', { amount: formatMoney(money, voice.language), count: String(count) }),
  )
  return text([voice.say('balance'), ...lines.map((line) => `• ${line}`)].join('\n'))
}

async function composeDetails(about: Case): Promise<Content> {
  const { tools, account, voice } = about
  const matter = await openMatterOf(about)
  if (!matter) return text(voice.say('nothingOpen'))
  const { reference, amount } = namesOfMatter(matter.facts, voice.language)
  const { seen } = matter
  const bill = seen.kind === 'invoice' ? await findBill(tools.stripe(account), seen.id) : undefined
  const lines = bill
    ? bill.lines.map((line) => `${line.text}: ${formatMoney(line.money, voice.language)}`)
    : [`${matter.facts.items ?? reference}: ${amount}`]
  const more = bill?.hasMoreLines ? ['…'] : []
  const shown = [...lines, ...more].map((line) => `• ${line}`)
  return text([voice.say('details', { reference }), ...shown].join('\n'))
}

/** Leads back to the page that thanks, which belongs to something the shopper was written to about. */
async function composeAuto(about: Case): Promise<Composed> {
  const { tools, account, settings, answer, voice } = about
  const customers = await customersToTellOf(tools, about)
  const base = await linkBaseOf(tools.db, account)
  const nudge = await lastNudge(tools.db, answer, answer.shopperId)
  const token = newToken()
  const backUrl = `${base}/r/${token}/done`
  const maySwitch = settings.autoCollection
  for (const customer of nudge && base ? customers : []) {
    const url = await automaticPage(tools.stripe(account), { customer, backUrl, maySwitch })
    if (!url || !nudge) continue
    const content = { kind: 'link', body: voice.say('auto'), label: voice.texts.autoLabel } as const
    return { contents: [content], link: { url, nudge, token } }
  }
  return one(text(voice.say('noAuto')))
}

function contact({ settings, voice }: Case): Content {
  const { supportContact } = settings
  return text(supportContact ? voice.say('contact', { contact: supportContact }) : voice.say('noContact'))
}

function documentOf({ id, number, remaining, total, isOpen }: Bill, { say, language }: Voice): Content {
  const reference = referenceTo(number, language)
  const amount = formatMoney(isOpen ? remaining : total, language)
  const caption = `${say('invoice', { reference })}\n${amount}`
  return { kind: 'invoice', invoice: id, filename: `${number ?? id}.pdf`, caption }
}

function text(body: string): Content {
  return { kind: 'text', body }
}

function one(content: Content): Composed {
  return { contents: [content] }
}
