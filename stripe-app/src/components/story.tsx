import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { AccordionItem, Banner, Box, Button, Inline, Link, List, ListItem } from '@stripe/ui-extension-sdk/ui'
import { useEffect, useState } from 'react'
import type { EnrollmentAsk, Overview, TimelineStory } from '../../../server/routes/panel/contract.ts'
import { read } from '../api.ts'
import { texts } from '../texts.ts'
import { useSoon } from '../use-soon.ts'
import { useChange } from './change.ts'
import { ProblemBanner } from './problem.tsx'
import { Note } from './section.tsx'

const words = texts.timeline

type Told = { readonly context: ExtensionContextValue; readonly told: TimelineStory }

type Shown = {
  readonly may: Overview['may']
  readonly isFirst: boolean
  /** Whether its customer's page is the one it stands on. */
  readonly isOnCustomer: boolean
}

/** One enrollment: what comes next and what may be done about that, and all that happened. */
export function Story(props: Told & Shown) {
  const { context, told, may, isFirst, isOnCustomer } = props
  const { story, show, refresh } = useStory({ context, told })
  const state = story.paused ? words.isPaused : stateOf(story)
  return (
    <AccordionItem
      title={story.flowName}
      subtitle={`${words.amount(story.due.text)} · ${state}`}
      defaultOpen={isFirst}
    >
      <Box css={{ stack: 'y', gap: 'small' }}>
        <Next story={story} />
        {may.care && isForActions(story) ? (
          <Actions context={context} story={story} show={show} refresh={refresh} />
        ) : null}
        {isOnCustomer || !story.customer ? null : <ToCustomer customer={story.customer} />}
        <Entries story={story} />
      </Box>
    </AccordionItem>
  )
}

/** Whether it goes on, and if not, why. */
function stateOf({ isOpen, next }: TimelineStory): string {
  return isOpen ? words.open[next?.fate ?? 'planned'] : words.ended
}

/** What is withheld needs neither haste nor a pause. */
function isForActions({ isOpen, next, paused }: TimelineStory): boolean {
  return isOpen && next !== null && (paused !== null || next.fate !== 'withheld')
}

/** A story as it was told, or as it came to be since; `refresh` asks for it anew. */
function useStory({ context, told }: Told) {
  const [newer, show] = useState<TimelineStory>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told anew is newer still
  useEffect(() => show(undefined), [told])
  const refresh = async () => {
    const asked = await read(context, '/panel/timeline', { id: told.enrollment })
    const [story] = asked.kind === 'answered' ? asked.answer.stories : []
    if (story) show(story)
  }
  return { story: newer ?? told, show, refresh }
}

function Next({ story }: { readonly story: TimelineStory }) {
  const { paused, next } = story
  if (!next) return <Inline>{words.nothingNext(story)}</Inline>
  if (paused) return <Banner type="caution" title={words.pausedBy(paused)} description={words.pausedText} />
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{words.next(next)}</Inline>
      <Note>{next.reason}</Note>
    </Box>
  )
}

/** What stands on the customer's page alone. */
function ToCustomer({ customer }: { readonly customer: string }) {
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Link href={{ name: 'customerDetails', params: { customerId: customer } }}>
        {texts.object.customer}
      </Link>
      <Note>{texts.object.customerWhy}</Note>
    </Box>
  )
}

type Acting = {
  readonly context: ExtensionContextValue
  readonly story: TimelineStory
  readonly show: (story: TimelineStory) => void
  readonly refresh: () => Promise<void>
}

type Asks = { readonly ask: (said: EnrollmentAsk, done: string) => Promise<boolean> }

function Actions({ context, story: { enrollment, paused, next }, show, refresh }: Acting) {
  const now = useChange(context, '/panel/nudge/now', show)
  const pause = useChange(context, '/panel/nudge/pause', show)
  const goOn = useChange(context, '/panel/nudge/go-on', show)
  const refreshSoon = useSoon(() => void refresh())
  const press = async (change: Asks, done: string) => {
    if (await change.ask({ enrollment }, done)) refreshSoon()
  }
  // What is held or withheld would not go out for the asking.
  const mayHasten = next?.fate === 'planned' && !next.isAskedFor
  const problem = now.problem ?? pause.problem ?? goOn.problem
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Box css={{ stack: 'x', gap: 'small' }}>
        {paused ? (
          <Button pending={goOn.isPending} onPress={() => void press(goOn, words.wentOn)}>
            {words.goOn}
          </Button>
        ) : (
          <>
            {mayHasten ? (
              <Button pending={now.isPending} onPress={() => void press(now, words.hastened)}>
                {words.nudgeNow}
              </Button>
            ) : null}
            <Button pending={pause.isPending} onPress={() => void press(pause, words.paused)}>
              {words.pause}
            </Button>
          </>
        )}
      </Box>
      {mayHasten && !paused ? <Note>{words.nudgeNowHint}</Note> : null}
      {paused ? null : <Note>{words.pauseHint}</Note>}
      {problem ? <ProblemBanner problem={problem} title={texts.problems.changeTitle} /> : null}
    </Box>
  )
}

function Entries({ story }: { readonly story: TimelineStory }) {
  return (
    <List>
      {story.entries.map((entry, index) => (
        <ListItem
          // biome-ignore lint/suspicious/noArrayIndexKey: what happened stays where it is
          key={index}
          id={String(index)}
          title={words.entry(entry)}
          secondaryTitle={[words.entryMoment(entry), entry.reason].filter(Boolean).join('. ')}
        />
      ))}
    </List>
  )
}
