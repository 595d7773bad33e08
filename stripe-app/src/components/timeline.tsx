import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Accordion, Box, Button, Inline, List, ListItem } from '@stripe/ui-extension-sdk/ui'
import type { Overview, Timeline } from '../../../server/routes/panel/contract.ts'
import { momentText } from '../format.ts'
import { hrefOf } from '../places.ts'
import { texts } from '../texts.ts'
import { useAsked } from '../use-asked.ts'
import { useParts } from '../use-parts.ts'
import { Loaded } from './loaded.tsx'
import { Note, Section } from './section.tsx'
import { ShowMore } from './show-more.tsx'
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
  const parts = useParts(context, '/panel/timeline', {
    first,
    askAfter: ({ before }) => (before ? { id, before } : undefined),
  })
  const stories = parts.parts.flatMap((part) => part.stories)
  if (stories.length === 0) return <Nothing context={context} passedOver={first.passedOver} />
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Accordion>
        {stories.map((story, index) => (
          <Story
            key={story.enrollment}
            context={context}
            told={story}
            may={may}
            isFirst={index === 0}
            isOnCustomer={story.customer === id}
          />
        ))}
      </Accordion>
      <ShowMore parts={parts} label={words.more} />
    </Box>
  )
}

/** Why nothing was done, as far as Stripe told of the object. */
function Nothing({ context, passedOver }: Pick<Of, 'context'> & Pick<Timeline, 'passedOver'>) {
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Inline>{passedOver.length === 0 ? words.empty : words.nonePassedOver}</Inline>
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
      {passedOver.some(({ isFlowOff }) => isFlowOff) ? (
        <>
          <Note>{words.flowOff}</Note>
          <Box>
            <Button href={hrefOf('settings', context)}>{words.openFlows}</Button>
          </Box>
        </>
      ) : null}
    </Box>
  )
}
