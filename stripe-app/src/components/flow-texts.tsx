import { Box, Inline, Select } from '@stripe/ui-extension-sdk/ui'
import type { ShownText } from '../../../server/routes/panel/contract.ts'
import { parseDelays } from '../delays.ts'
import { delayText } from '../format.ts'
import type { FlowDraft } from '../settings-draft.ts'
import { texts as panelTexts } from '../texts.ts'
import type { FlowForm } from './flow-fields.tsx'
import { Note } from './section.tsx'

const words = panelTexts.settings

/** Every message of a flow as its delays are typed: which text it has, and how a phone shows it. */
export function FlowTexts(form: FlowForm) {
  const delays = (parseDelays(form.draft.delays) ?? []).slice(0, form.flow.steps.length)
  return (
    <>
      {delays.map((delay, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message is known by its place
        <Message key={index} {...form} index={index} delay={delay} />
      ))}
    </>
  )
}

type MessageForm = FlowForm & { readonly index: number; readonly delay: number }

function Message({ index, delay, ...form }: MessageForm) {
  const { draft, flow, texts } = form
  const shown = (key: string | undefined) => texts.find((text) => text.key === key)
  const own = flow.steps[index]?.texts ?? []
  const chosen = draft.texts[index]
  const second = draft.otherTexts[index]
  return (
    <Box css={{ stack: 'y', gap: 'small', padding: 'medium', keyline: 'neutral', borderRadius: 'small' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{words.step(index + 1, delayText(delay))}</Inline>
      <Choice {...form} list="texts" index={index} label={words.text(index + 1)} none={words.ownText} />
      {!chosen && own.length > 1 ? <Note>{words.manyTexts(own.length)}</Note> : null}
      <Preview text={shown(chosen || own[0])} />
      <Choice
        {...form}
        list="otherTexts"
        index={index}
        label={words.secondText(index + 1)}
        description={words.secondTextHint}
        none={words.noSecondText}
      />
      {second ? <Preview text={shown(second)} /> : null}
    </Box>
  )
}

function Choice({
  flow,
  texts,
  draft,
  wrong,
  change,
  isLocked,
  list,
  index,
  label,
  description = '',
  none,
}: FlowForm & {
  readonly list: 'texts' | 'otherTexts'
  readonly index: number
  readonly label: string
  readonly description?: string
  readonly none: string
}) {
  const chosen = draft[list][index] ?? ''
  const problem = chosen ? wrong[list] : undefined
  const choose = (key: string): Partial<FlowDraft> => ({ [list]: draft[list].with(index, key) })
  return (
    <Select
      label={label}
      description={description}
      {...(problem ? { error: problem } : {})}
      value={chosen}
      disabled={isLocked}
      onChange={(event) => change(choose(event.target.value))}
    >
      <option value="">{none}</option>
      {[...new Set([...flow.offers, ...(chosen ? [chosen] : [])])].map((key) => (
        <option key={key} value={key}>
          {words.textName(key, texts.find((text) => text.key === key)?.isOwn ?? false)}
        </option>
      ))}
    </Select>
  )
}

/** A text as a phone shows it. */
function Preview({ text }: { readonly text: ShownText | undefined }) {
  if (!text) return null
  if (!text.preview) return <Note>{words.notInLanguage}</Note>
  const { header, body, buttons } = text.preview
  return (
    <Box
      css={{
        stack: 'y',
        gap: 'xsmall',
        padding: 'small',
        backgroundColor: 'container',
        borderRadius: 'small',
      }}
    >
      {header ? <Inline css={{ font: 'bodyEmphasized' }}>{header}</Inline> : null}
      {body
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (
          <Inline key={line}>{line}</Inline>
        ))}
      {buttons.length > 0 ? <Note>{words.buttons(buttons.join(' · '))}</Note> : null}
    </Box>
  )
}
