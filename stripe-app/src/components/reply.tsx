import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Banner, Box, Button, Inline, Select, TextArea } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Thread } from '../../../server/routes/panel/contract.ts'
import { texts } from '../texts.ts'
import { type Change, useChange } from './change.ts'
import { ProblemBanner } from './problem.tsx'
import { Note } from './section.tsx'

const words = texts.thread

type Of = {
  readonly context: ExtensionContextValue
  readonly customer: string
  readonly thread: Thread
  readonly draft: string
  readonly setDraft: (text: string) => void
  readonly changed: () => void
}

/** Ways to write to a customer: in one's own words, with an approved text, or not at all, and then why not. */
export function Reply({ context, customer, thread, draft, setDraft, changed }: Of) {
  const answer = useChange(context, '/panel/thread/answer', changed)
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      {thread.because ? (
        <Banner
          type="default"
          title={thread.mayWrite === 'texts' ? words.notInWords : words.notNow}
          description={thread.because}
        />
      ) : null}
      {thread.mayWrite === 'words' ? (
        <OwnWords customer={customer} answer={answer} draft={draft} setDraft={setDraft} />
      ) : null}
      {thread.mayWrite === 'texts' ? (
        <ApprovedText customer={customer} answer={answer} offered={thread.texts} />
      ) : null}
      {answer.problem ? <ProblemBanner problem={answer.problem} title={words.notSent} /> : null}
    </Box>
  )
}

type Answering = { readonly customer: string; readonly answer: Change<'/panel/thread/answer'> }

function OwnWords({ customer, answer, draft, setDraft }: Answering & Pick<Of, 'draft' | 'setDraft'>) {
  const [isTried, setTried] = useState(false)
  const isEmpty = draft.trim() === ''
  const send = async () => {
    setTried(isEmpty)
    if (!isEmpty && (await answer.ask({ customer, text: draft.trim() }, words.sent))) setDraft('')
  }
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <TextArea
        label={words.reply}
        description={words.replyHint}
        rows={3}
        value={draft}
        error={isTried && isEmpty ? words.replyMissing : ''}
        onChange={(event) => setDraft(event.target.value)}
      />
      <Box>
        <Button type="primary" pending={answer.isPending} onPress={() => void send()}>
          {words.send}
        </Button>
      </Box>
    </Box>
  )
}

function ApprovedText({ customer, answer, offered }: Answering & { readonly offered: Thread['texts'] }) {
  const [chosen, setChosen] = useState('')
  const shown = offered.find(({ key }) => key === chosen) ?? offered[0]
  if (!shown) return null
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{words.texts}</Inline>
      <Note>{words.textsWhy}</Note>
      <Select label={words.text} value={shown.key} onChange={(event) => setChosen(event.target.value)}>
        {offered.map(({ key }) => (
          <option key={key} value={key}>
            {words.textName(key)}
          </option>
        ))}
      </Select>
      <Note>{shown.text}</Note>
      {shown.text.includes('[') ? <Note>{words.fillsIn}</Note> : null}
      <Box>
        <Button
          type="primary"
          pending={answer.isPending}
          onPress={() => void answer.ask({ customer, template: shown.key }, words.sent)}
        >
          {words.sendText}
        </Button>
      </Box>
    </Box>
  )
}
