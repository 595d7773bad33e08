import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Accordion, Box, SettingsView } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { AccountChoices, Flows, Numbers, Overview } from '../../../server/routes/panel/contract.ts'
import type { Problem } from '../api.ts'
import { AccountFields } from '../components/account-fields.tsx'
import { FlowFields } from '../components/flow-fields.tsx'
import { ModeBadge } from '../components/frame.tsx'
import { Loaded } from '../components/loaded.tsx'
import { CountrySenders } from '../components/numbers/country-senders.tsx'
import { NumbersSection } from '../components/numbers/numbers-section.tsx'
import { ProblemBanner } from '../components/problem.tsx'
import { Note, Section } from '../components/section.tsx'
import { StopAll } from '../components/stop-all.tsx'
import { saveSettings } from '../save-settings.ts'
import { type AccountDraft, accountDraft, type FlowDraft, flowDraft } from '../settings-draft.ts'
import { texts } from '../texts.ts'
import { type Asking, useAsked } from '../use-asked.ts'

const words = texts.settings

/** How messages go out: for the whole account, and for each flow; one Save for all of it. */
export default function Settings(context: ExtensionContextValue) {
  const overview = useAsked(context, '/panel/overview', {})
  const settings = useAsked(context, '/panel/settings', {})
  const flows = useAsked(context, '/panel/flows', {})
  const numbers = useAsked(context, '/panel/numbers', {})
  return (
    <Loaded asking={overview}>
      {(seen) => (
        <Loaded asking={settings}>
          {(choices) => (
            <Loaded asking={flows}>
              {(known) => (
                <Form
                  context={context}
                  overview={seen}
                  choices={choices}
                  known={known}
                  settings={settings}
                  flows={flows}
                  numbers={numbers}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

type FormProps = {
  readonly context: ExtensionContextValue
  readonly overview: Overview
  readonly choices: AccountChoices
  readonly known: Flows
  readonly settings: Asking<AccountChoices>
  readonly flows: Asking<Flows>
  readonly numbers: Asking<Numbers>
}

function Form({ context, overview, choices, known, settings, flows, numbers }: FormProps) {
  const [account, setAccount] = useState<AccountDraft>(() => accountDraft(choices))
  const [drafts, setDrafts] = useState<Readonly<Record<string, FlowDraft>>>(() =>
    Object.fromEntries(known.flows.map((flow) => [flow.key, flowDraft(flow)])),
  )
  const [status, setStatus] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const save = async () => {
    setStatus(words.saving)
    const saved = await saveSettings(context, { choices, known, account, drafts })
    if (saved.choices) settings.show(saved.choices)
    if (saved.known) flows.show(saved.known)
    setProblem(saved.problem)
    setStatus(saved.problem ? words.failed : words.saved)
  }
  const isLocked = !overview.may.choose
  const linked = numbers.state.kind === 'answered' ? numbers.state.answer.numbers : []
  const changeAccount = (part: Partial<AccountDraft>) => setAccount((before) => ({ ...before, ...part }))
  return (
    <SettingsView statusMessage={status} {...(isLocked ? {} : { onSave: () => void save() })}>
      <Box css={{ stack: 'y', gap: 'large' }}>
        <ModeBadge context={context} />
        {isLocked ? <Note>{words.locked}</Note> : null}
        {problem ? <ProblemBanner problem={problem} title={words.failed} /> : null}
        {isLocked ? null : <StopAll context={context} />}
        <NumbersSection context={context} asking={numbers} changed={flows.again} isLocked={isLocked} />
        <AccountFields draft={account} isLocked={isLocked} change={changeAccount} />
        {linked.length > 1 || Object.keys(account.senders).length > 0 ? (
          <CountrySenders
            numbers={linked}
            senders={account.senders}
            isLocked={isLocked}
            change={(senders) => changeAccount({ senders })}
          />
        ) : null}
        <Section title={words.flows}>
          <Accordion>
            {known.flows.map((flow) => (
              <FlowFields
                key={flow.key}
                flow={flow}
                draft={drafts[flow.key] ?? flowDraft(flow)}
                isLocked={isLocked}
                numbers={linked}
                change={(part) =>
                  setDrafts((before) => ({
                    ...before,
                    [flow.key]: { ...(before[flow.key] ?? flowDraft(flow)), ...part },
                  }))
                }
              />
            ))}
          </Accordion>
        </Section>
      </Box>
    </SettingsView>
  )
}
