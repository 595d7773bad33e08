import type { AccountKey } from '../domain/account.ts'
import { isEnvironment } from '../domain/account.ts'
import type { Flow, Trigger } from '../flows/flow.ts'
import { flows } from '../flows/index.ts'
import type { InboxRow } from '../store/inbox.ts'
import { readEvent } from '../stripe/read/event.ts'
import { type Settlement, settlementOf } from '../stripe/settlement.ts'

/** What an event means to us. */
export type Meaning =
  | { readonly kind: 'nothing'; readonly reason: string }
  | { readonly kind: 'trigger'; readonly account: AccountKey; readonly flow: Flow; readonly trigger: Trigger }
  | { readonly kind: 'settlement'; readonly account: AccountKey; readonly settlement: Settlement }

/** Reads what a kept event means: the start of a flow, the end of one, or nothing to us. */
export function interpret(row: InboxRow): Meaning {
  if (!isEnvironment(row.environment)) return nothing('no-environment')
  const account = { environment: row.environment, accountId: row.account_id }
  const event = readEvent(JSON.parse(row.body))
  if (!event) return nothing('no-event')
  for (const flow of flows.filter(({ events }) => events.includes(event.type))) {
    const trigger = flow.trigger(event)
    if (trigger) return { kind: 'trigger', account, flow, trigger }
  }
  const settlement = settlementOf(event)
  return settlement ? { kind: 'settlement', account, settlement } : nothing('means-nothing-to-us')
}

function nothing(reason: string): Meaning {
  return { kind: 'nothing', reason }
}
