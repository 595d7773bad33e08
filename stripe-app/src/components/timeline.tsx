import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Accordion, Box, Button, Inline, List, ListItem } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Overview, Timeline } from '../../../server/routes/panel/contract.ts'
import { read } from '../api.ts'
import { momentText } from '../format.ts'
import { texts } from '../texts.ts'
import { useAsked } from '../use-asked.ts'
import { Loaded } from './loaded.tsx'
import { ProblemBanner } from './problem.tsx'
import { Note, Section } from './section.tsx'
import { Story } from './story.tsx'

const words = texts.timeline

type Of = {
  readonly context: ExtensionContextValue
  readonly id: string
  readonly may: Overview['may']
}

/** What was sent about an object of Stripe's, why or why not, and what comes next. */
export function TimelineSection({ context, id, may }: Of) {
  const asking = useAsked(context, '/panel/timeline', { id })
  return (
    <Section title={words.title}>
      <Loaded asking={asking}>
        {(timeline) => <Stories context={context} id={id} may={may} first={timeline} />}
      </Loaded>
    </Section>
  )
}

function Stories({ context, id, may, first }: Of & { readonly first: Timeline }) {
  const { parts, older, isLoading, problem } = useOlder(context, id, first)
  const stories = parts.flatMap((part) => part.stories)
  if (stories.length === 0) return <Nothing passedOver={first.passedOver} />
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Accordion>
        {stories.map((story, index) => (
          <Story key={story.enrollment} context={context} told={story} may={may} isFirst={index === 0} />
        ))}
      </Accordion>
      {problem ? <ProblemBanner problem={problem} /> : null}
      {older ? (
        <Button onPress={older} pending={isLoading}>
          {words.more}
        </Button>
      ) : null}
    </Box>
  )
}

/** The parts loaded so far, and a way to load the next where there is one. */
function useOlder(context: ExtensionContextValue, id: string, first: Timeline) {
  const [more, setMore] = useState<readonly Timeline[]>([])
  const [isLoading, setLoading] = useState(false)
  const [problem, setProblem] = useState<Parameters<typeof ProblemBanner>[0]['problem']>()
  const parts = [first, ...more]
  const before = parts.at(-1)?.before
  const load = async () => {
    setLoading(true)
    const asked = await read(context, '/panel/timeline', { id, before: before ?? undefined })
    setLoading(false)
    if (asked.kind === 'answered') setMore([...more, asked.answer])
    setProblem(asked.kind === 'failed' ? asked.problem : undefined)
  }
  return { parts, isLoading, problem, older: before ? () => void load() : undefined }
}

/** Why nothing was done, as far as Stripe told of the object. */
function Nothing({ passedOver }: Pick<Timeline, 'passedOver'>) {
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Inline>{words.empty}</Inline>
      {passedOver.length === 0 ? (
        <Note>{words.emptyHint}</Note>
      ) : (
        <List>
          {passedOver.map(({ at, reason }, index) => (
            <ListItem
              // biome-ignore lint/suspicious/noArrayIndexKey: what was heard stays where it is
              key={index}
              id={String(index)}
              title={words.passedOver}
              secondaryTitle={`${momentText(at)}. ${reason}`}
            />
          ))}
        </List>
      )}
    </Box>
  )
}
