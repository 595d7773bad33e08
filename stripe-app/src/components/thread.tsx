import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Badge, Box, Button, Inline } from '@stripe/ui-extension-sdk/ui'
import { useEffect, useState } from 'react'
import type { Overview, Thread } from '../../../server/routes/panel/contract.ts'
import { write } from '../api.ts'
import { texts } from '../texts.ts'
import type { Asking } from '../use-asked.ts'
import { useEvery } from '../use-every.ts'
import { useSoon } from '../use-soon.ts'
import { useChange } from './change.ts'
import { Loaded } from './loaded.tsx'
import { ProblemBanner } from './problem.tsx'
import { Reply } from './reply.tsx'
import { Note, Section } from './section.tsx'
import { Talk } from './talk.tsx'

const words = texts.thread

/** New messages appear by themselves within this time. */
const lookAgainMs = 15_000

type Of = {
  readonly context: ExtensionContextValue
  readonly customer: string
  readonly may: Overview['may']
  readonly asking: Asking<Thread>
}

/** What was said with a customer, who answers, and a box to answer in while WhatsApp allows it. */
export function ThreadSection({ context, customer, may, asking }: Of) {
  // It outlasts an answer of the server's that does not come, or a half-written reply would be lost.
  const [draft, setDraft] = useState('')
  const lookSoon = useSoon(asking.again)
  useEvery(lookAgainMs, asking.again)
  const opening = useSeenOnOpening({ context, customer, may, asking })
  const changed = () => {
    asking.again()
    lookSoon()
  }
  return (
    <Section title={words.title}>
      <Loaded asking={asking}>
        {(thread) => {
          if (!thread.isKnown) return <Nothing />
          const at = { context, customer, thread, changed }
          return (
            <Box css={{ stack: 'y', gap: 'medium' }}>
              <Held thread={thread} />
              <Talk context={context} customer={customer} latest={thread} />
              {may.care ? (
                <>
                  {thread.unread > 0 && thread !== opening ? <MarkRead {...at} /> : null}
                  <Reply {...at} draft={draft} setDraft={setDraft} />
                  <Turn {...at} />
                </>
              ) : null}
            </Box>
          )
        }}
      </Loaded>
    </Section>
  )
}

/** Whoever opens the page has seen the thread as it stands on it then; what comes in later is marked at a press. */
function useSeenOnOpening({ context, customer, may, asking: { state } }: Of): Thread | undefined {
  const [opening, setOpening] = useState<Thread>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it comes once, with the first answer
  useEffect(() => {
    if (state.kind !== 'answered' || opening) return
    setOpening(state.answer)
    if (may.care && state.answer.unread > 0) void write(context, '/panel/thread/seen', { customer })
  }, [state])
  return opening
}

function Nothing() {
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Inline>{words.empty}</Inline>
      <Note>{words.emptyHint}</Note>
    </Box>
  )
}

function Held({ thread }: { readonly thread: Thread }) {
  const { heldBy, turn, windowEndsAt, isWindowOpen, mayWrite, unread } = thread
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Box css={{ stack: 'x', gap: 'small' }}>
        <Badge type={heldBy === 'person' ? 'info' : 'neutral'}>{words.holders[heldBy]}</Badge>
        {unread > 0 ? <Badge type="urgent">{words.unread(unread)}</Badge> : null}
      </Box>
      {turn ? <Note>{words.turn(thread)}</Note> : null}
      {windowEndsAt !== null && isWindowOpen === (mayWrite === 'words') ? (
        <Note>{isWindowOpen ? words.windowOpen(windowEndsAt) : words.windowOver(windowEndsAt)}</Note>
      ) : null}
    </Box>
  )
}

/** What somebody may do in a thread is told when it has changed it. */
type InThread = {
  readonly context: ExtensionContextValue
  readonly customer: string
  readonly thread: Thread
  readonly changed: () => void
}

function MarkRead({ context, customer, changed }: InThread) {
  const seen = useChange(context, '/panel/thread/seen', changed)
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Box>
        <Button pending={seen.isPending} onPress={() => void seen.ask({ customer }, words.markedRead)}>
          {words.markRead}
        </Button>
      </Box>
      {seen.problem ? <ProblemBanner problem={seen.problem} title={texts.problems.changeTitle} /> : null}
    </Box>
  )
}

/** Takes the thread over from the bot, or hands it back. */
function Turn({ context, customer, thread: { heldBy, mayWrite }, changed }: InThread) {
  const take = useChange(context, '/panel/thread/take', changed)
  const handBack = useChange(context, '/panel/thread/hand-back', changed)
  const problem = take.problem ?? handBack.problem
  // Whoever cannot write would only have the bot fall silent.
  if (heldBy === 'bot' && mayWrite === 'nothing') return null
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Box>
        {heldBy === 'bot' ? (
          <Button pending={take.isPending} onPress={() => void take.ask({ customer }, words.taken)}>
            {words.take}
          </Button>
        ) : (
          <Button
            pending={handBack.isPending}
            onPress={() => void handBack.ask({ customer }, words.handedBack)}
          >
            {words.handBack}
          </Button>
        )}
      </Box>
      <Note>{words.takeHint}</Note>
      {problem ? <ProblemBanner problem={problem} title={texts.problems.changeTitle} /> : null}
    </Box>
  )
}
