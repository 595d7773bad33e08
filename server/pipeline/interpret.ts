import type { AccountKey } from '../domain/account.ts'
import { isEnvironment } from '../domain/account.ts'
import type { Flow, Trigger } from '../flows/flow.ts'
import { flows } from '../flows/index.ts'
import type { InboxRow } from '../store/inbox.ts'
import { type AccountNews, accountNewsIn } from '../stripe/account-events.ts'
import { readEvent } from '../stripe/read/event.ts'
import { type NewCard, newCardIn } from '../stripe/read/new-card.ts'
import { type Settlement, settlementOf } from '../stripe/settlement.ts'

/** A flow that an event may start. */
export type Start = { readonly flow: Flow; readonly trigger: Trigger }

/** What an event means to us: the end of some flows, the start of others, a card for a subscription, or nothing. */
export type Meaning =
  | { readonly kind: 'nothing'; readonly reason: string }
  | { readonly kind: 'install'; readonly account: AccountKey; readonly news: AccountNews }
  | {
      readonly kind: 'news'
      readonly account: AccountKey
      readonly settlement: Settlement | undefined
      readonly starts: readonly Start[]
      readonly newCard: NewCard | undefined
    }

/** Reads what a kept event means. */
export function interpret(row: InboxRow): Meaning {
  if (!isEnvironment(row.environment)) return nothing('no-environment')
  const event = readEvent(JSON.parse(row.body))
  if (!event) return nothing('no-event')
  const account = { environment: row.environment, accountId: row.account_id }
  const news = accountNewsIn(event)
  if (news) return { kind: 'install', account, news }
  const settlement = settlementOf(event)
  const starts = flows
    .filter(({ events }) => events.includes(event.type))
    .flatMap((flow) => {
      const trigger = flow.trigger(event)
      return trigger ? [{ flow, trigger }] : []
    })
  if (!settlement && starts.length === 0) return nothing('means-nothing-to-us')
  return { kind: 'news', account, settlement, starts, newCard: newCardIn(event) }
}

/** The object news are about: a subject, or what leads to one. */
export function nameOf({ settlement, starts }: Extract<Meaning, { kind: 'news' }>): string | undefined {
  return starts[0]?.trigger.subject ?? settlement?.subjects[0] ?? settlement?.payment ?? settlement?.customer
}

function nothing(reason: string): Meaning {
  return { kind: 'nothing', reason }
}
