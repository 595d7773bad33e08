import type { Typed } from './save-settings.ts'
import { accountDraft, type FlowDraft, flowDraft, type KnownFlow } from './settings-draft.ts'
import { texts } from './texts.ts'

const words = texts.consequences

/** What a change does to customers or to money, a sentence for each; who saves it is asked once more. */
export function consequencesOf({
  account,
  choices,
  known,
  drafts,
  ways,
  waysDraft,
}: Typed): readonly string[] {
  const before = accountDraft(choices)
  const isMore = (name: 'perDay' | 'perWeek') => Number(account[name]) > Number(before[name])
  return [
    ...(account.mode === before.mode ? [] : [words.modes[account.mode]]),
    ...(isMore('perDay') || isMore('perWeek') ? [words.caps(account.perDay, account.perWeek)] : []),
    ...(Number(account.holdOutPercent) === Number(before.holdOutPercent)
      ? []
      : [words.holdOut(account.holdOutPercent)]),
    ...(account.autoCollection && !before.autoCollection ? [words.autoCollection] : []),
    ...(ways.webhook && waysDraft.webhook.trim() !== ways.webhook ? [words.webhook] : []),
    ...known.flows.flatMap((flow) => flowConsequences(flow, drafts[flow.key] ?? flowDraft(flow))),
  ]
}

function flowConsequences(flow: KnownFlow, draft: FlowDraft): readonly string[] {
  const before = flowDraft(flow)
  const { name } = flow
  return [
    ...(draft.isOn === before.isOn ? [] : [draft.isOn ? words.flowOn(name) : words.flowOff(name)]),
    ...(draft.everyone && !before.everyone ? [words.everyone(name)] : []),
    ...(draft.stripeEmails && draft.besideEmails && !(before.stripeEmails && before.besideEmails)
      ? [words.besideEmails(name)]
      : []),
  ]
}
