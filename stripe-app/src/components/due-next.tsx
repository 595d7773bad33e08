import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Inline, Link, List, ListItem } from '@stripe/ui-extension-sdk/ui'
import type { Planned, ShownMoney } from '../../../server/routes/panel/contract.ts'
import { texts } from '../texts.ts'
import { useParts } from '../use-parts.ts'
import { Note, Section } from './section.tsx'
import { ShowMore } from './show-more.tsx'

const words = texts.overview

/** The messages that are due next, the soonest first. */
export function DueNext({
  context,
  first,
}: {
  readonly context: ExtensionContextValue
  readonly first: Planned
}) {
  const parts = useParts(context, '/panel/planned', {
    first,
    askAfter: ({ after }) => (after ? { after } : undefined),
  })
  const messages = parts.parts.flatMap((part) => part.messages)
  if (messages.length === 0) {
    return (
      <Section title={words.next}>
        <Note>{words.nothingNext}</Note>
      </Section>
    )
  }
  return (
    <Section title={words.next}>
      <Note>{words.shownOf(messages.length, first.total)}</Note>
      <List>
        {messages.map(({ nudge, flowName, step, at, due, customer }) => (
          <ListItem
            key={nudge}
            id={nudge}
            title={flowName}
            secondaryTitle={words.planned(step, at)}
            value={<Due due={due} customer={customer} />}
          />
        ))}
      </List>
      <Box>
        <ShowMore parts={parts} label={words.moreNext} />
      </Box>
    </Section>
  )
}

function Due({ due, customer }: { readonly due: ShownMoney; readonly customer: string | null }) {
  if (!customer) return <Inline>{due.text}</Inline>
  return <Link href={{ name: 'customerDetails', params: { customerId: customer } }}>{due.text}</Link>
}
