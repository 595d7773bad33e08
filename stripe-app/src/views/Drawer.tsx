import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box } from '@stripe/ui-extension-sdk/ui'
import type { Overview } from '../../../server/routes/panel/contract.ts'
import { AttentionBanner, isSetUp, NotSetUp } from '../components/attention.tsx'
import { DueNext } from '../components/due-next.tsx'
import { Frame } from '../components/frame.tsx'
import { LiftSection } from '../components/lift.tsx'
import { Loaded } from '../components/loaded.tsx'
import { Recovered } from '../components/recovered.tsx'
import { Note, Section } from '../components/section.tsx'
import { SendingBadge } from '../components/sending-badge.tsx'
import { texts } from '../texts.ts'
import { useAsked } from '../use-asked.ts'

const words = texts.overview

/** What came back, what the messages bring, what needs attention, what is due next. */
export default function Drawer(context: ExtensionContextValue) {
  const asking = useAsked(context, '/panel/overview', {})
  return (
    <Frame context={context} title={words.title} description={words.description}>
      <Loaded asking={asking}>{(overview) => <Shown context={context} overview={overview} />}</Loaded>
    </Frame>
  )
}

type Of = { readonly context: ExtensionContextValue; readonly overview: Overview }

function Shown({ context, overview }: Of) {
  return (
    <Box css={{ stack: 'y', gap: 'xlarge' }}>
      <SendingBadge overview={overview} />
      <NotSetUp overview={overview} />
      <NeedsAttention context={context} overview={overview} />
      <Recovered overview={overview} />
      <LiftSection context={context} overview={overview} />
      <DueNext context={context} first={overview.next} />
    </Box>
  )
}

function NeedsAttention({ context, overview }: Of) {
  const { attention } = overview
  const setUp = isSetUp(overview)
  const told = attention.filter(({ kind }) => setUp || (kind !== 'no-number' && kind !== 'no-flow-on'))
  if (told.length === 0 && !setUp) return null
  return (
    <Section title={words.attention}>
      {told.length === 0 ? <Note>{words.nothingToDo}</Note> : null}
      {told.map((one) => (
        <AttentionBanner key={texts.attention(one).title} context={context} attention={one} />
      ))}
    </Section>
  )
}
