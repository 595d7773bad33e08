import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Badge, Box, Inline } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Thread, ThreadMessage } from '../../../server/routes/panel/contract.ts'
import { type Problem, read } from '../api.ts'
import { momentText } from '../format.ts'
import { texts } from '../texts.ts'
import { Note } from './section.tsx'
import { ShowMore } from './show-more.tsx'

const words = texts.thread

type Of = {
  readonly context: ExtensionContextValue
  readonly customer: string
  readonly latest: Thread
}

/** The messages of a thread, oldest first, with a way to those before. */
export function Talk({ context, customer, latest }: Of) {
  const { messages, ...earlier } = useEarlier({ context, customer, latest })
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <ShowMore parts={earlier} label={words.earlier} />
      {messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      {messages.some(hasBrackets) ? <Note>{words.filledIn}</Note> : null}
    </Box>
  )
}

/** The parts asked for so far, and a way to those before; of a message told twice the later word counts. */
function useEarlier({ context, customer, latest }: Of) {
  const [parts, setParts] = useState<readonly Thread[]>([])
  const [isLoading, setLoading] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const before = (parts[0] ?? latest).before
  const load = async () => {
    setLoading(true)
    const asked = await read(context, '/panel/thread', { customer, before: before ?? undefined })
    setLoading(false)
    if (asked.kind === 'answered') setParts([asked.answer, ...(parts.length > 0 ? parts : [latest])])
    setProblem(asked.kind === 'failed' ? asked.problem : undefined)
  }
  const told = new Map([...parts, latest].flatMap((part) => part.messages).map((one) => [one.id, one]))
  const messages = [...told.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  return { messages, isLoading, problem, more: before ? () => void load() : undefined }
}

/** Approved texts name what was filled in; what a customer writes in brackets is their own. */
function hasBrackets({ from, text }: ThreadMessage): boolean {
  return from !== 'customer' && Boolean(text?.includes('['))
}

function Message({ message }: { readonly message: ThreadMessage }) {
  const { from, at, text, buttons, status, reason, isNew } = message
  const side =
    from === 'customer'
      ? ({ backgroundColor: 'container' } as const)
      : ({ keyline: 'neutral', alignSelfX: 'end' } as const)
  return (
    <Box css={{ stack: 'y', gap: 'xsmall', padding: 'small', borderRadius: 'medium', width: '5/6', ...side }}>
      <Box css={{ stack: 'x', gap: 'small' }}>
        <Inline css={{ font: 'caption', fontWeight: 'semibold' }}>{words.from(message)}</Inline>
        {isNew ? <Badge type="urgent">{words.isNew}</Badge> : null}
      </Box>
      {text === null ? (
        <Note>{words.wordless(message)}</Note>
      ) : (
        <Box css={{ whiteSpace: 'pre-wrap', wordBreak: 'break-word' }}>{text}</Box>
      )}
      {buttons.length > 0 ? <Note>{words.below(buttons)}</Note> : null}
      <Note>{[momentText(at), status && words.statuses[status]].filter(Boolean).join(' · ')}</Note>
      {reason ? <Note>{reason}</Note> : null}
    </Box>
  )
}
