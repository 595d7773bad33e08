import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Banner, Box, Inline, SettingsView } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Numbers, Overview } from '../../../server/routes/panel/contract.ts'
import type { Problem } from '../api.ts'
import { consequencesOf } from '../consequences.ts'
import { fieldsToMend, type ToMend } from '../fields-to-mend.ts'
import { isChanged, type Known, saveSettings, type Typed, type WaysDraft } from '../save-settings.ts'
import { type AccountDraft, accountDraft, type FlowDraft, flowDraft } from '../settings-draft.ts'
import { texts } from '../texts.ts'
import type { Asking } from '../use-asked.ts'
import { bothWrong, isWrong, nothingWrong, stillWrong, type WrongFields, wrongIn } from '../wrong.ts'
import { AccountFields } from './account-fields.tsx'
import { AlarmFields, NewSecret } from './alarm-fields.tsx'
import { isSetUp, NotSetUp } from './attention.tsx'
import { Confirm } from './confirm.tsx'
import { FlowsSection } from './flows-section.tsx'
import { ModeBadge } from './frame.tsx'
import { CountrySenders } from './numbers/country-senders.tsx'
import { NumbersSection } from './numbers/numbers-section.tsx'
import { ProblemBanner } from './problem.tsx'
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

/** How messages go out: for the whole account, and for each flow; one Save for all of it, once nothing is wrong. */
export function SettingsForm({ context, overview, numbers, refresh, show, ...known }: SettingsFormProps) {
  const form = useDrafts(known)
  const saving = useSaving(context, { typed: form.typed, show })
  const isLocked = !overview.may.choose
  const here = wrongIn(form.typed)
  const wrong = bothWrong(saving.wrong, here)
  const linked = numbers.state.kind === 'answered' ? numbers.state.answer.numbers : []
  const touch = <T,>(change: (part: T) => void) => {
    return (part: T) => {
      saving.forget()
      change(part)
    }
  }
  const mayNotSave = isLocked || isWrong(here)
  const status = saving.status || (isChanged(form.typed) ? words.unsaved : '')
  return (
    <SettingsView
      statusMessage={isWrong(here) ? words.mendFirst : status}
      {...(mayNotSave ? {} : { onSave: saving.begin })}
    >
      <Box css={{ stack: 'y', gap: 'large' }}>
        <ModeBadge context={context} />
        <Inline>{isLocked ? words.purpose : `${words.purpose} ${words.howTo}`}</Inline>
        {isLocked ? <Banner title={words.lockedTitle} description={words.locked} /> : null}
        <Told problem={saving.problem} toMend={fieldsToMend(wrong, known.known)} />
        {known.ways.newSecret ? <NewSecret secret={known.ways.newSecret} /> : null}
        <NotSetUp overview={overview} />
        {isSetUp(overview) ? (
          <StopAll
            context={context}
            flows={known.known.flows}
            mode={known.choices.holds.mode}
            isLocked={isLocked}
          />
        ) : null}
        <NumbersSection context={context} asking={numbers} changed={refresh} isLocked={isLocked} />
        <AccountFields
          draft={form.typed.account}
          wrong={wrong.account}
          limits={known.choices.limits}
          languages={known.choices.languages}
          isLocked={isLocked}
          change={touch(form.changeAccount)}
        />
        {(linked.length > 1 && !isLocked) || Object.keys(form.typed.account.senders).length > 0 ? (
          <CountrySenders
            numbers={linked}
            senders={form.typed.account.senders}
            error={wrong.account.senders}
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
          wrong={(key) => wrong.flows[key] ?? {}}
          isLocked={isLocked}
          change={(key, part) => touch(form.changeFlow(key))(part)}
        />
        <Confirm
          isShown={saving.asks.length > 0}
          title={words.confirmTitle}
          text={<Lines sentences={saving.asks} />}
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

/** Beside the Save button, what stands in its way: each field with what to write, or what else went wrong. */
function Told({
  problem,
  toMend,
}: {
  readonly problem: Problem | undefined
  readonly toMend: readonly ToMend[]
}) {
  if (toMend.length > 0)
    return (
      <Banner
        type="critical"
        title={words.toMend(toMend.length)}
        description={<Lines sentences={toMend.map(({ label, todo }) => `${label}: ${todo}`)} />}
      />
    )
  return problem ? <ProblemBanner problem={problem} title={words.failed} /> : null
}

function Lines({ sentences }: { readonly sentences: readonly string[] }) {
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
  const [found, setFound] = useState<Found>({ saved: typed, wrong: nothingWrong })
  const [asks, setAsks] = useState<readonly string[]>([])
  const save = async () => {
    setStatus(words.saving)
    setPending(true)
    const saved = await saveSettings(context, typed)
    setPending(false)
    setAsks([])
    show(saved)
    setFound({ saved: typed, wrong: saved.wrong })
    setProblem(saved.problem)
    setStatus(saved.problem ? words.failed : words.saved)
  }
  const begin = () => {
    const sentences = consequencesOf(typed)
    if (sentences.length === 0) void save()
    else setAsks(sentences)
  }
  return {
    status,
    isPending,
    problem,
    wrong: stillWrong(found.wrong, { before: found.saved, after: typed }),
    asks,
    begin,
    confirm: () => void save(),
    cancel: () => setAsks([]),
    /** What came of saving says nothing of what is typed since. */
    forget: () => {
      setProblem(undefined)
      setStatus('')
    },
  }
}

/** What the server found wrong, and what was typed when it did. */
type Found = { readonly saved: Typed; readonly wrong: WrongFields }
