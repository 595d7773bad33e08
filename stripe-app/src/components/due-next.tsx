import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Inline, Link, List, ListItem } from '@stripe/ui-extension-sdk/ui'
import type { Planned, PlannedMessage } from '../../../server/routes/panel/contract.ts'
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
  const shared = reasonOfAll(messages)
  return (
    <Section title={words.next}>
      <Note>{words.shownOf(messages.length, first.total)}</Note>
      <Note>{shared ?? words.nextWhy}</Note>
      <List>
        {messages.map((message) => (
          <ListItem
            key={message.nudge}
            id={message.nudge}
            title={message.flowName}
            secondaryTitle={[words.planned(message), shared ? null : message.reason]
              .filter(Boolean)
              .join('. ')}
            value={<Due {...message} />}
          />
        ))}
      </List>
      <Box>
        <ShowMore parts={parts} label={words.moreNext} />
      </Box>
    </Section>
  )
}

/** What keeps every one of several back is said once. */
function reasonOfAll([first, ...others]: readonly PlannedMessage[]): string | undefined {
  const reason = first?.reason
  return reason && others.length > 0 && others.every((other) => other.reason === reason) ? reason : undefined
}

function Due({ due, customer }: PlannedMessage) {
  if (!customer) return <Inline>{due.text}</Inline>
  return <Link href={{ name: 'customerDetails', params: { customerId: customer } }}>{due.text}</Link>
}
