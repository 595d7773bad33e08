import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type { AccountChoices, Flows } from '../../server/routes/panel/contract.ts'
import { type Problem, write } from './api.ts'
import { parseDelays } from './delays.ts'
import {
  type AccountDraft,
  accountChange,
  type FlowDraft,
  flowChange,
  flowDraft,
  problemsIn,
} from './settings-draft.ts'
import { texts } from './texts.ts'

/** What holds, and what was typed. */
export type Typed = {
  readonly choices: AccountChoices
  readonly known: Flows
  readonly account: AccountDraft
  readonly drafts: Readonly<Record<string, FlowDraft>>
}

/** What holds after saving, as far as it came, and what went wrong. */
export type Saved = {
  readonly choices: AccountChoices | undefined
  readonly known: Flows | undefined
  readonly problem: Problem | undefined
}

/** Saves what differs, one thing after the other, and stops at the first that is refused. */
export async function saveSettings(context: ExtensionContextValue, typed: Typed): Promise<Saved> {
  const wrong = firstWrong(typed)
  if (wrong) return { choices: undefined, known: undefined, problem: { code: 'refused', words: wrong } }
  let choices: AccountChoices | undefined
  let known: Flows | undefined
  const change = accountChange(typed.account, typed.choices)
  if (change) {
    const asked = await write(context, '/panel/settings/choose', change)
    if (asked.kind === 'failed') return { choices, known, problem: asked.problem }
    choices = asked.answer
  }
  for (const flow of typed.known.flows) {
    const draft = typed.drafts[flow.key] ?? flowDraft(flow)
    const flowWanted = flowChange(draft, flow)
    if (flowWanted) {
      const asked = await write(context, '/panel/flows/choose', { flow: flow.key, change: flowWanted })
      if (asked.kind === 'failed') return { choices, known, problem: asked.problem }
      known = asked.answer
    }
    if (draft.isOn !== flow.holds.isOn) {
      const asked = await write(context, '/panel/flows/switch', { flow: flow.key, isOn: draft.isOn })
      if (asked.kind === 'failed') return { choices, known, problem: asked.problem }
      known = asked.answer
    }
  }
  return { choices, known, problem: undefined }
}

function firstWrong({ account, drafts }: Typed): string | undefined {
  const [inAccount] = Object.values(problemsIn(account))
  const isWrong = Object.values(drafts).some(({ delays }) => !parseDelays(delays))
  return inAccount ?? (isWrong ? texts.settings.delaysWrong : undefined)
}
