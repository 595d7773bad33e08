import type { AccountChange, AccountChoices, FlowChange, Flows } from '../../server/routes/panel/contract.ts'
import { parseDelays, writeDelays } from './delays.ts'
import { texts } from './texts.ts'

/** The settings of an account as they are typed. */
export type AccountDraft = {
  readonly mode: 'live' | 'watch'
  readonly perDay: string
  readonly perWeek: string
  readonly fromMinute: string
  readonly toMinute: string
  readonly holdOutPercent: string
  /** The phone number ids of the numbers that countries have of their own; empty where it is the default. */
  readonly senders: Readonly<Record<string, string>>
}

/** The settings of a flow as they are typed. */
export type FlowDraft = {
  readonly isOn: boolean
  readonly delays: string
  readonly stripeEmails: boolean
  readonly besideEmails: boolean
  /** A phone number id; empty for the number that is usual. */
  readonly sender: string
}

/** What holds, as it would be typed. */
export function accountDraft({ holds }: AccountChoices): AccountDraft {
  return {
    mode: holds.mode,
    perDay: String(holds.caps.perDay),
    perWeek: String(holds.caps.perWeek),
    fromMinute: String(holds.sendingHours.fromMinute),
    toMinute: String(holds.sendingHours.toMinute),
    holdOutPercent: String(Math.round(holds.holdOutShare * 1000) / 10),
    senders: holds.senders,
  }
}

/** What holds for a flow, as it would be typed. */
export function flowDraft({ holds, usual }: Flows['flows'][number]): FlowDraft {
  const { isOn, stripeEmails, besideEmails, delayMinutes = [] } = holds
  const sender = holds.sender === usual.sender ? '' : (holds.sender ?? '')
  return { isOn, stripeEmails, besideEmails, delays: writeDelays(delayMinutes), sender }
}

/** What differs from what holds; undefined when nothing does. The server judges what is written wrong. */
export function accountChange(draft: AccountDraft, choices: AccountChoices): AccountChange | undefined {
  const before = accountDraft(choices)
  if (JSON.stringify(draft) === JSON.stringify(before)) return undefined
  return {
    mode: draft.mode,
    perDay: Number(draft.perDay),
    perWeek: Number(draft.perWeek),
    sendingHours: { fromMinute: Number(draft.fromMinute), toMinute: Number(draft.toMinute) },
    holdOutShare: Math.round(Number(draft.holdOutPercent) * 10) / 1000,
    ...sendersChange(draft.senders, before.senders),
  }
}

function sendersChange(
  after: AccountDraft['senders'],
  before: AccountDraft['senders'],
): Pick<AccountChange, 'senders'> {
  const changed = Object.keys(after).filter((country) => (after[country] || '') !== (before[country] ?? ''))
  if (changed.length === 0) return {}
  return { senders: changed.map((country) => ({ country, number: after[country] || null })) }
}

/** What differs from what holds for a flow, but for its switch; undefined when nothing does. */
export function flowChange(draft: FlowDraft, flow: Flows['flows'][number]): FlowChange | undefined {
  const before = flowDraft(flow)
  const { stripeEmails, besideEmails } = draft
  const sender = draft.sender === before.sender ? undefined : draft.sender || null
  const delayMinutes = draft.delays === before.delays ? undefined : parseDelays(draft.delays)
  const isSame = stripeEmails === before.stripeEmails && besideEmails === before.besideEmails
  if (isSame && !delayMinutes && sender === undefined) return undefined
  return {
    stripeEmails,
    besideEmails,
    ...(delayMinutes ? { delayMinutes } : {}),
    ...(sender === undefined ? {} : { sender }),
  }
}

/** What is wrong with a draft before the server is asked, by the field it is about. */
export function problemsIn(draft: AccountDraft): Partial<Record<keyof AccountDraft, string>> {
  const { settings } = texts
  const wrong = (text: string, label: string) =>
    /^\d+$/.test(text.trim()) ? {} : { text: settings.whole(label) }
  const perDay = wrong(draft.perDay, settings.perDay).text
  const perWeek = wrong(draft.perWeek, settings.perWeek).text
  const isShare = /^\d+([.]\d)?$/.test(draft.holdOutPercent.trim())
  return {
    ...(perDay ? { perDay } : {}),
    ...(perWeek ? { perWeek } : {}),
    ...(isShare ? {} : { holdOutPercent: settings.holdOutHint }),
  }
}
