import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Inline, SettingsView } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Numbers, Overview } from '../../../server/routes/panel/contract.ts'
import type { Problem } from '../api.ts'
import { consequencesOf } from '../consequences.ts'
import {
  isWrong,
  type Known,
  nothingWrong,
  saveSettings,
  type Typed,
  type WaysDraft,
  type WrongFields,
  wrongIn,
} from '../save-settings.ts'
import { type AccountDraft, accountDraft, type FlowDraft, flowDraft } from '../settings-draft.ts'
import { texts } from '../texts.ts'
import type { Asking } from '../use-asked.ts'
import { AccountFields } from './account-fields.tsx'
import { AlarmFields } from './alarm-fields.tsx'
import { Confirm } from './confirm.tsx'
import { FlowsSection } from './flows-section.tsx'
import { ModeBadge } from './frame.tsx'
import { CountrySenders } from './numbers/country-senders.tsx'
import { NumbersSection } from './numbers/numbers-section.tsx'
import { ProblemBanner } from './problem.tsx'
import { Note } from './section.tsx'
import { StopAll } from './stop-all.tsx'

const words = texts.settings

export type SettingsFormProps = Known & {
  readonly context: ExtensionContextValue
  readonly overview: Overview
  readonly numbers: Asking<Numbers>
  /** Asks again for what depends on the numbers. */
  readonly refresh: () => void
  /** Shows what holds after saving. */
  readonly show: (saved: Partial<Known>) => void
}

/** How messages go out: for the whole account, and for each flow; one Save for all of it. */
export function SettingsForm({ context, overview, numbers, refresh, show, ...known }: SettingsFormProps) {
  const form = useDrafts(known)
  const saving = useSaving(context, { typed: form.typed, show })
  const isLocked = !overview.may.choose
  const here = wrongIn(form.typed)
  const linked = numbers.state.kind === 'answered' ? numbers.state.answer.numbers : []
  const { wrong } = saving
  const touch = <T,>(change: (part: T) => void) => {
    return (part: T) => {
      saving.forget()
      change(part)
    }
  }
  return (
    <SettingsView statusMessage={saving.status} {...(isLocked ? {} : { onSave: saving.begin })}>
      <Box css={{ stack: 'y', gap: 'large' }}>
        <ModeBadge context={context} />
        {isLocked ? <Note>{words.locked}</Note> : null}
        {saving.problem ? <ProblemBanner problem={saving.problem} title={words.failed} /> : null}
        {isLocked ? null : <StopAll context={context} flows={known.known.flows} />}
        <NumbersSection context={context} asking={numbers} changed={refresh} isLocked={isLocked} />
        <AccountFields
          draft={form.typed.account}
          wrong={{ ...wrong.account, ...here.account }}
          languages={known.choices.languages}
          isLocked={isLocked}
          change={touch(form.changeAccount)}
        />
        {linked.length > 1 || Object.keys(form.typed.account.senders).length > 0 ? (
          <CountrySenders
            numbers={linked}
            senders={form.typed.account.senders}
            isLocked={isLocked}
            change={(senders) => touch(form.changeAccount)({ senders })}
          />
        ) : null}
        <AlarmFields
          draft={form.typed.waysDraft}
          ways={known.ways}
          wrong={wrong.ways}
          isLocked={isLocked}
          change={touch(form.changeWays)}
        />
        <FlowsSection
          context={context}
          known={known.known}
          languages={known.choices.languages}
          numbers={linked}
          drafts={form.typed.drafts}
          wrong={(key) => ({ ...wrong.flows[key], ...here.flows[key] })}
          isLocked={isLocked}
          change={(key, part) => touch(form.changeFlow(key))(part)}
        />
        <Confirm
          isShown={saving.asks.length > 0}
          title={words.confirmTitle}
          text={<Consequences sentences={saving.asks} />}
          action={words.confirm}
          type="primary"
          isPending={saving.isPending}
          problem={undefined}
          confirm={saving.confirm}
          close={saving.cancel}
        />
      </Box>
    </SettingsView>
  )
}

function Consequences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      {sentences.map((sentence) => (
        <Inline key={sentence}>{sentence}</Inline>
      ))}
    </Box>
  )
}

/** What was typed so far, beside what holds. */
function useDrafts(known: Known) {
  const [account, setAccount] = useState<AccountDraft>(() => accountDraft(known.choices))
  const [waysDraft, setWays] = useState<WaysDraft>(() => waysDraftOf(known))
  const [drafts, setDrafts] = useState<Readonly<Record<string, FlowDraft>>>(() =>
    Object.fromEntries(known.known.flows.map((flow) => [flow.key, flowDraft(flow)])),
  )
  const typed: Typed = { ...known, account, waysDraft, drafts }
  return {
    typed,
    changeAccount: (part: Partial<AccountDraft>) => setAccount((before) => ({ ...before, ...part })),
    changeWays: (part: Partial<WaysDraft>) => setWays((before) => ({ ...before, ...part })),
    changeFlow: (key: string) => (part: Partial<FlowDraft>) =>
      setDrafts((before) => ({ ...before, [key]: { ...(before[key] as FlowDraft), ...part } })),
  }
}

function waysDraftOf({ ways: { webhook, email } }: Known): WaysDraft {
  return { webhook: webhook ?? '', email: email ?? '' }
}

type Saving = { readonly typed: Typed; readonly show: (saved: Partial<Known>) => void }

/** Saves at a press, after one more question where customers or money are touched. */
function useSaving(context: ExtensionContextValue, { typed, show }: Saving) {
  const [status, setStatus] = useState('')
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [wrong, setWrong] = useState<WrongFields>(nothingWrong)
  const [asks, setAsks] = useState<readonly string[]>([])
  const save = async () => {
    setStatus(words.saving)
    setPending(true)
    const saved = await saveSettings(context, typed)
    setPending(false)
    setAsks([])
    show(saved)
    setWrong(saved.wrong)
    setProblem(saved.problem)
    setStatus(saved.problem ? words.failed : words.saved)
  }
  const begin = () => {
    const sentences = isWrong(wrongIn(typed)) ? [] : consequencesOf(typed)
    if (sentences.length === 0) void save()
    else setAsks(sentences)
  }
  return {
    status,
    isPending,
    problem,
    wrong,
    asks,
    begin,
    confirm: () => void save(),
    cancel: () => setAsks([]),
    /** What the server found wrong holds no longer once something else is typed. */
    forget: () => {
      setWrong(nothingWrong)
      setStatus('')
    },
  }
}
