import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type {
  AccountChange,
  AccountChoices,
  AlarmWays,
  AlarmWaysChange,
  FlowChange,
  Flows,
} from '../../server/routes/panel/contract.ts'
import { type Asked, type Problem, write } from './api.ts'
import { type AccountDraft, accountChange, type FlowDraft, flowChange, flowDraft } from './settings-draft.ts'
import { nothingWrong, type Wrong, type WrongFields } from './wrong.ts'

/** Where alarms shall go, as it is typed. */
export type WaysDraft = { readonly webhook: string; readonly email: string }

/** What holds. */
export type Known = {
  readonly choices: AccountChoices
  readonly known: Flows
  readonly ways: AlarmWays
}

/** What holds, and what was typed. */
export type Typed = Known & {
  readonly account: AccountDraft
  readonly drafts: Readonly<Record<string, FlowDraft>>
  readonly waysDraft: WaysDraft
}

/** What holds after saving, as far as it came, and what went wrong. */
export type Saved = Partial<Known> & {
  readonly wrong: WrongFields
  readonly problem: Problem | undefined
}

/** Saves what differs, one thing after the other, and stops at the first that is refused. */
export async function saveSettings(context: ExtensionContextValue, typed: Typed): Promise<Saved> {
  let saved: Saved = { wrong: nothingWrong, problem: undefined }
  for (const change of changesIn(typed)) {
    saved = { ...saved, ...(await carryOut(context, change)) }
    if (saved.problem) return saved
  }
  return saved
}

/** Whether anything differs from what holds. */
export function isChanged(typed: Typed): boolean {
  return changesIn(typed).length > 0
}

type Change =
  | { readonly kind: 'account'; readonly change: AccountChange }
  | { readonly kind: 'language'; readonly language: string }
  | { readonly kind: 'ways'; readonly change: AlarmWaysChange }
  | { readonly kind: 'flow'; readonly flow: string; readonly change: FlowChange }
  | { readonly kind: 'switch'; readonly flow: string; readonly isOn: boolean }

function changesIn(typed: Typed): readonly Change[] {
  const { account, choices, known, drafts } = typed
  const change = accountChange(account, choices)
  const { language } = account
  return [
    ...(change ? [{ kind: 'account', change } as const] : []),
    ...(language === choices.language ? [] : [{ kind: 'language', language } as const]),
    ...waysChanges(typed),
    ...known.flows.flatMap((flow) => flowChanges(flow, drafts[flow.key] ?? flowDraft(flow))),
  ]
}

function waysChanges({ ways, waysDraft }: Typed): readonly Change[] {
  const changed = (['webhook', 'email'] as const).filter((way) => waysDraft[way].trim() !== (ways[way] ?? ''))
  if (changed.length === 0) return []
  const change = Object.fromEntries(changed.map((way) => [way, waysDraft[way].trim() || null]))
  return [{ kind: 'ways', change }]
}

function flowChanges(flow: Flows['flows'][number], draft: FlowDraft): readonly Change[] {
  const change = flowChange(draft, flow)
  const { isOn } = draft
  return [
    ...(change ? [{ kind: 'flow', flow: flow.key, change } as const] : []),
    ...(isOn === flow.holds.isOn ? [] : [{ kind: 'switch', flow: flow.key, isOn } as const]),
  ]
}

async function carryOut(context: ExtensionContextValue, change: Change): Promise<Partial<Saved>> {
  switch (change.kind) {
    case 'account': {
      const asked = await write(context, '/panel/settings/choose', change.change)
      return told(asked, { holds: 'choices', wrong: (fields) => ({ account: wrongInAccount(fields) }) })
    }
    case 'language': {
      const asked = await write(context, '/panel/account/choose', { language: change.language })
      return told(asked, { holds: 'choices', wrong: (account) => ({ account }) })
    }
    case 'ways': {
      const asked = await write(context, '/panel/alarm-ways/choose', change.change)
      return told(asked, { holds: 'ways', wrong: (ways) => ({ ways }) })
    }
    case 'flow': {
      const { flow, change: wanted } = change
      const asked = await write(context, '/panel/flows/choose', { flow, change: wanted })
      return told(asked, { holds: 'known', wrong: (fields) => ({ flows: { [flow]: wrongInFlow(fields) } }) })
    }
    case 'switch': {
      const { flow, isOn } = change
      const asked = await write(context, '/panel/flows/switch', { flow, isOn })
      return told(asked, { holds: 'known', wrong: () => ({}) })
    }
  }
}

type Telling = {
  /** Which part of what is known the answer is. */
  readonly holds: keyof Known
  readonly wrong: (fields: Readonly<Record<string, string>>) => Partial<WrongFields>
}

function told<T>(asked: Asked<T>, { holds, wrong }: Telling): Partial<Saved> {
  if (asked.kind === 'answered') return { [holds]: asked.answer }
  const { problem } = asked
  return { problem, wrong: { ...nothingWrong, ...wrong(problem.fields ?? {}) } }
}

/** Where the server's names of choices stand in the form. */
const accountFields: Readonly<Record<string, readonly (keyof AccountDraft)[]>> = {
  sendingHours: ['fromMinute', 'toMinute'],
  holdOutShare: ['holdOutPercent'],
}
const flowFields: Readonly<Record<string, readonly (keyof FlowDraft)[]>> = {
  delayMinutes: ['delays'],
  templates: ['texts'],
  otherTemplates: ['otherTexts'],
  holdOutShare: ['holdOutPercent'],
}

function wrongInAccount(fields: Readonly<Record<string, string>>): Wrong<AccountDraft> {
  return renamed(fields, accountFields)
}

function wrongInFlow(fields: Readonly<Record<string, string>>): Wrong<FlowDraft> {
  return renamed(fields, flowFields)
}

function renamed<Name extends string>(
  fields: Readonly<Record<string, string>>,
  names: Readonly<Record<string, readonly Name[]>>,
): Partial<Record<Name, string>> {
  const entries = Object.entries(fields).flatMap(([field, words]) =>
    (names[field] ?? [field]).map((name) => [name, words] as const),
  )
  return Object.fromEntries(entries) as Partial<Record<Name, string>>
}
