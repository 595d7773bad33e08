import type { Account } from '../domain/account.ts'
import { readAccountSettings } from '../store/account-settings.ts'
import { findAccount } from '../store/accounts.ts'
import { findEnrollment } from '../store/enrollments.ts'
import { isFlowOn } from '../store/flow-settings.ts'
import { type InboxRow, type Stamp, stamp } from '../store/inbox.ts'
import { useNewCard } from '../stripe/own-card.ts'
import { type Meaning, nameOf, type Start } from './interpret.ts'
import type { Outcome } from './outcome.ts'
import { plan } from './plan.ts'
import { settleEvent } from './settle-event.ts'
import type { Tools } from './tools.ts'

type News = Extract<Meaning, { kind: 'news' }>

/**
 * Lets an event bring a card to its subscription, end what it ends and start what it starts. The last piece of that
 * work stamps the row: a crash before it repeats all, and changes nothing twice.
 */
export async function handleNews(tools: Tools, row: InboxRow, news: News): Promise<readonly Outcome[]> {
  const account = await findAccount(tools.db, news.account)
  if (!account) return ignore(tools, row, news, 'unknown-account')
  const starts = await wanted(tools, account, news.starts)
  const { settlement } = news
  if (!settlement && starts.length === 0) return ignore(tools, row, news, 'flow-off')
  // Before the looks that follow, so that they see the card.
  const outcomes = await useCard(tools, account, news)
  if (settlement) {
    const before = effectOf(outcomes)
    const isLast = starts.length === 0
    const otherwise = news.starts.length > 0 ? 'flow-off' : 'nothing-open'
    const settling = { row, before, account, settlement, starts, isLast, otherwise } as const
    outcomes.push(...(await settleEvent(tools, settling)))
  }
  for (const start of starts) {
    const isLast = start === starts.at(-1)
    const stamping = isLast ? { row, before: effectOf(outcomes) } : {}
    outcomes.push(await plan(tools, { account, ...start, ...stamping }))
  }
  return outcomes
}

/** How a subscription is collected is only changed where the merchant allows it, now as well as when the page was made. */
async function useCard({ db, stripe }: Tools, account: Account, { newCard }: News): Promise<Outcome[]> {
  if (!newCard) return []
  const { autoCollection } = await readAccountSettings(db, account)
  const collects = newCard.collects && autoCollection
  if (!(await useNewCard(stripe(account), { ...newCard, collects }))) return []
  const { environment, accountId } = account
  return [{ kind: 'card-used', account: { environment, accountId }, subscription: newCard.subscription }]
}

/** What a row has brought about so far; undefined while it has changed nothing. */
function effectOf(outcomes: readonly Outcome[]): Stamp | undefined {
  const effect = outcomes.find(hadEffect)
  return effect && { state: 'handled', reason: effect.kind }
}

/** A look that found a matter as open as before leaves the word to whatever the event starts, or why it starts nothing. */
function hadEffect(outcome: Outcome): boolean {
  return outcome.kind === 'settled' ? outcome.ending !== undefined : outcome.kind !== 'ignored'
}

/** A flow that is off starts nothing new; what it has started still hears of further failures. */
async function wanted({ db }: Tools, account: Account, starts: readonly Start[]): Promise<readonly Start[]> {
  const found: Start[] = []
  for (const start of starts) {
    const { flow, trigger } = start
    const isOn = await isFlowOn(db, account, flow.key)
    if (isOn || (await findEnrollment(db, account, { flow: flow.key, subject: trigger.subject })))
      found.push(start)
  }
  return found
}

async function ignore(
  { db, clock }: Tools,
  row: InboxRow,
  news: News,
  reason: string,
): Promise<readonly Outcome[]> {
  const subject = nameOf(news)
  await stamp(db, [row], { state: 'ignored', reason, ...(subject ? { subject } : {}) }, clock.now())
  return [{ kind: 'ignored', rows: 1, reason }]
}
