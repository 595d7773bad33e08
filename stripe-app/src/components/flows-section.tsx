import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Accordion, Select } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { AccountChoices, Flows, ShownNumber, ShownText } from '../../../server/routes/panel/contract.ts'
import { type Problem, read } from '../api.ts'
import { type FlowDraft, flowDraft } from '../settings-draft.ts'
import { texts } from '../texts.ts'
import type { Wrong } from '../wrong.ts'
import { FlowFields } from './flow-fields.tsx'
import { languageOptions } from './language-options.tsx'
import { ProblemBanner } from './problem.tsx'
import { Note, Section } from './section.tsx'

const words = texts.settings

/** Every flow, with its texts in a language of the reader's choice. */
export function FlowsSection({
  context,
  known,
  languages,
  drafts,
  wrong,
  change,
  numbers,
  isLocked,
}: {
  readonly context: ExtensionContextValue
  readonly known: Flows
  readonly languages: AccountChoices['languages']
  readonly drafts: Readonly<Record<string, FlowDraft>>
  readonly wrong: (flow: string) => Wrong<FlowDraft>
  readonly change: (flow: string, part: Partial<FlowDraft>) => void
  readonly numbers: readonly ShownNumber[]
  readonly isLocked: boolean
}) {
  const shown = useTextsIn(context, known)
  return (
    <Section title={words.flows}>
      <Note>{words.flowsHint}</Note>
      <Select
        label={words.previewIn}
        description={words.previewHint}
        value={shown.language}
        onChange={(event) => void shown.showIn(event.target.value)}
      >
        {languageOptions(languages)}
      </Select>
      {shown.problem ? <ProblemBanner problem={shown.problem} /> : null}
      <Accordion>
        {known.flows.map((flow) => (
          <FlowFields
            key={flow.key}
            flow={flow}
            draft={drafts[flow.key] ?? flowDraft(flow)}
            wrong={wrong(flow.key)}
            limits={known.limits}
            texts={shown.texts}
            languages={languages}
            numbers={numbers}
            isLocked={isLocked}
            change={(part) => change(flow.key, part)}
          />
        ))}
      </Accordion>
    </Section>
  )
}

/** The texts in the language of the account, until another one is asked for. */
function useTextsIn(context: ExtensionContextValue, known: Flows) {
  const [language, setLanguage] = useState<string>(known.language)
  const [shown, setShown] = useState<readonly ShownText[]>(known.texts)
  const [problem, setProblem] = useState<Problem>()
  const showIn = async (wanted: string) => {
    setLanguage(wanted)
    const asked = await read(context, '/panel/flows', { language: wanted })
    if (asked.kind === 'answered') setShown(asked.answer.texts)
    setProblem(asked.kind === 'failed' ? asked.problem : undefined)
  }
  return { language, texts: shown, problem, showIn }
}
