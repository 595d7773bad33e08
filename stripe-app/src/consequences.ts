import type { Typed } from './save-settings.ts'
import { accountDraft, type FlowDraft, flowDraft, type KnownFlow } from './settings-draft.ts'
import { texts } from './texts.ts'

const words = texts.consequences

/** What a change does to customers or to money, a sentence for each; who saves it is asked once more. */
export function consequencesOf(typed: Typed): readonly string[] {
  const sentences = [
    ...ofAccount(typed),
    ...typed.known.flows.flatMap((flow) =>
      ofFlow(flow, { draft: typed.drafts[flow.key] ?? flowDraft(flow), mode: typed.account.mode }),
    ),
  ]
  const staysWatching = typed.account.mode === 'watch' && typed.choices.holds.mode === 'watch'
  return staysWatching && sentences.length > 0 ? [words.watching, ...sentences] : sentences
}

function ofAccount({ account, choices, ways, waysDraft }: Typed): readonly string[] {
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
  ]
}

type Wanted = { readonly draft: FlowDraft; readonly mode: Typed['account']['mode'] }

function ofFlow(flow: KnownFlow, { draft, mode }: Wanted): readonly string[] {
  const before = flowDraft(flow)
  const { name } = flow
  return [
    ...(draft.isOn === before.isOn ? [] : [draft.isOn ? onWords(flow, mode) : words.flowOff(name)]),
    ...(draft.everyone && !before.everyone ? [words.everyone(name)] : []),
    ...(draft.stripeEmails && draft.besideEmails && !(before.stripeEmails && before.besideEmails)
      ? [words.besideEmails(name)]
      : []),
  ]
}

/** Nothing is promised that something else keeps back. */
function onWords({ name, isStopped }: KnownFlow, mode: Wanted['mode']): string {
  if (isStopped) return words.flowOnStopped(name)
  return mode === 'watch' ? words.flowOnWatched(name) : words.flowOn(name)
}
