import type { AccountChange, AccountChoices, FlowChange, Flows } from '../../server/routes/panel/contract.ts'
import { parseDelays, writeDelays } from './delays.ts'

/** A flow as the settings know it. */
export type KnownFlow = Flows['flows'][number]

/** The settings of an account as they are typed. */
export type AccountDraft = {
  readonly mode: 'live' | 'watch'
  readonly perDay: string
  readonly perWeek: string
  readonly fromMinute: string
  readonly toMinute: string
  readonly holdOutPercent: string
  readonly language: string
  readonly supportContact: string
  readonly staffed: boolean
  readonly keepWordsDays: string
  readonly autoCollection: boolean
  /** The phone number ids of the numbers that countries have of their own; empty where it is the default. */
  readonly senders: Readonly<Record<string, string>>
}

/** The settings of a flow as they are typed; an empty text is what is usual. */
export type FlowDraft = {
  readonly isOn: boolean
  readonly delays: string
  /** The text of each step by its key; empty for the flow's own. */
  readonly texts: readonly string[]
  /** The second text of each step; empty for none. */
  readonly otherTexts: readonly string[]
  readonly perSubject: string
  readonly windowDays: string
  readonly holdOutPercent: string
  readonly stripeEmails: boolean
  readonly besideEmails: boolean
  readonly fallbackLanguage: string
  readonly everyone: boolean
  /** A phone number id; empty for the number that is usual. */
  readonly sender: string
}

/** What holds, as it would be typed. */
export function accountDraft({ holds, language }: AccountChoices): AccountDraft {
  return {
    mode: holds.mode,
    perDay: String(holds.caps.perDay),
    perWeek: String(holds.caps.perWeek),
    fromMinute: String(holds.sendingHours.fromMinute),
    toMinute: String(holds.sendingHours.toMinute),
    holdOutPercent: typedPercent(holds.holdOutShare),
    language,
    supportContact: holds.supportContact ?? '',
    staffed: holds.staffed,
    keepWordsDays: String(holds.keepWordsDays),
    autoCollection: holds.autoCollection,
    senders: holds.senders,
  }
}

/** What holds for a flow, as it would be typed. */
export function flowDraft({ holds, usual, steps }: KnownFlow): FlowDraft {
  const { isOn, stripeEmails, besideEmails, everyone, delayMinutes = [] } = holds
  const keys = (chosen: readonly (string | null)[] = []) => steps.map((_, index) => chosen[index] ?? '')
  return {
    isOn,
    delays: writeDelays(delayMinutes),
    texts: keys(holds.templates),
    otherTexts: keys(holds.otherTemplates),
    perSubject: String(holds.perSubject ?? ''),
    windowDays: String(holds.windowDays ?? ''),
    holdOutPercent: typedPercent(holds.holdOutShare ?? 0),
    stripeEmails,
    besideEmails,
    fallbackLanguage: holds.fallbackLanguage ?? '',
    everyone,
    sender: holds.sender === usual.sender ? '' : (holds.sender ?? ''),
  }
}

/** What differs from what holds, but for the language; undefined when nothing does. The server judges it. */
export function accountChange(
  { language: _, ...draft }: AccountDraft,
  choices: AccountChoices,
): AccountChange | undefined {
  const { language: __, ...before } = accountDraft(choices)
  if (JSON.stringify(draft) === JSON.stringify(before)) return undefined
  return {
    mode: draft.mode,
    perDay: Number(draft.perDay),
    perWeek: Number(draft.perWeek),
    sendingHours: { fromMinute: Number(draft.fromMinute), toMinute: Number(draft.toMinute) },
    holdOutShare: shareOf(draft.holdOutPercent),
    staffed: draft.staffed,
    supportContact: draft.supportContact.trim() || null,
    keepWordsDays: Number(draft.keepWordsDays),
    autoCollection: draft.autoCollection,
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
export function flowChange(draft: FlowDraft, flow: KnownFlow): FlowChange | undefined {
  const before = flowDraft(flow)
  const usual = flowDraft({ ...flow, holds: flow.usual })
  const differs = (name: keyof FlowDraft) => String(draft[name]) !== String(before[name])
  /** What is typed as it usually is goes back to the usual, and follows it from then on. */
  const said = <T>(name: keyof FlowDraft, value: () => T) =>
    String(draft[name]) === String(usual[name]) ? null : value()
  const change: FlowChange = {
    ...(differs('delays') ? { delayMinutes: said('delays', () => parseDelays(draft.delays) ?? []) } : {}),
    ...(differs('texts') ? { templates: textsByStep(draft.texts) } : {}),
    ...(differs('otherTexts') ? { otherTemplates: textsByStep(draft.otherTexts) } : {}),
    ...(differs('perSubject') ? { perSubject: said('perSubject', () => Number(draft.perSubject)) } : {}),
    ...(differs('windowDays') ? { windowDays: said('windowDays', () => Number(draft.windowDays)) } : {}),
    ...(differs('holdOutPercent')
      ? { holdOutShare: said('holdOutPercent', () => shareOf(draft.holdOutPercent)) }
      : {}),
    ...(differs('stripeEmails') ? { stripeEmails: draft.stripeEmails } : {}),
    ...(differs('besideEmails') ? { besideEmails: draft.besideEmails } : {}),
    ...(differs('fallbackLanguage') ? { fallbackLanguage: draft.fallbackLanguage || null } : {}),
    ...(differs('everyone') ? { everyone: draft.everyone } : {}),
    ...(differs('sender') ? { sender: draft.sender || null } : {}),
  }
  return Object.keys(change).length === 0 ? undefined : change
}

function textsByStep(keys: readonly string[]) {
  return keys.map((key, index) => ({ step: index + 1, text: key || null }))
}

function typedPercent(share: number): string {
  return String(Math.round(share * 1000) / 10)
}

function shareOf(percent: string): number {
  return Math.round(Number(percent) * 10) / 1000
}
