import type { Typed, WaysDraft } from './save-settings.ts'
import type { AccountDraft, FlowDraft } from './settings-draft.ts'
import { rulesOfAccount, rulesOfFlow, rulesOfWays } from './settings-rules.ts'

/** What is wrong with a draft, by the field it is about. */
export type Wrong<Draft> = Partial<Record<keyof Draft, string>>

/** What is wrong, at the fields it is about. */
export type WrongFields = {
  readonly account: Wrong<AccountDraft>
  readonly ways: Wrong<WaysDraft>
  readonly flows: Readonly<Record<string, Wrong<FlowDraft>>>
}

/** Nothing is wrong. */
export const nothingWrong: WrongFields = { account: {}, ways: {}, flows: {} }

/** What the form finds wrong by itself while somebody types. The server judges what is saved. */
export function wrongIn({ account, choices, drafts, known, ways, waysDraft }: Typed): WrongFields {
  const flows = known.flows.flatMap((flow) => {
    const draft = drafts[flow.key]
    return draft ? [[flow.key, rulesOfFlow(draft, flow, known.limits)] as const] : []
  })
  return {
    account: rulesOfAccount(account, choices.limits),
    ways: rulesOfWays(waysDraft, ways),
    flows: Object.fromEntries(flows),
  }
}

/** Whether anything is wrong at all. */
export function isWrong({ account, ways, flows }: WrongFields): boolean {
  return [account, ways, ...Object.values(flows)].some((fields) => Object.keys(fields).length > 0)
}

type Drafts = Pick<Typed, 'account' | 'drafts' | 'waysDraft'>

/** What the server found wrong, where the field still says what it said then. */
export function stillWrong(
  found: WrongFields,
  { before, after }: { readonly before: Drafts; readonly after: Drafts },
): WrongFields {
  const flows = Object.entries(found.flows).map(
    ([key, fields]) => [key, unchanged(fields, before.drafts[key], after.drafts[key])] as const,
  )
  return {
    account: unchanged(found.account, before.account, after.account),
    ways: unchanged(found.ways, before.waysDraft, after.waysDraft),
    flows: Object.fromEntries(flows),
  }
}

function unchanged<Draft extends object>(
  fields: Wrong<Draft>,
  before: Draft | undefined,
  after: Draft | undefined,
): Wrong<Draft> {
  const saysTheSame = (name: string) => {
    const [then, now] = [before, after].map((draft) => JSON.stringify(draft?.[name as keyof Draft]))
    return then === now
  }
  return Object.fromEntries(Object.entries(fields).filter(([name]) => saysTheSame(name))) as Wrong<Draft>
}

/** Both together; what the form finds is of what is typed now, and goes first. */
export function bothWrong(found: WrongFields, here: WrongFields): WrongFields {
  const keys = [...Object.keys(found.flows), ...Object.keys(here.flows)]
  return {
    account: { ...found.account, ...here.account },
    ways: { ...found.ways, ...here.ways },
    flows: Object.fromEntries(keys.map((key) => [key, { ...found.flows[key], ...here.flows[key] }])),
  }
}
