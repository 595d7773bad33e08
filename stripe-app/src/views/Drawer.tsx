import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { BarChart, Box, Inline, List, ListItem } from '@stripe/ui-extension-sdk/ui'
import type { Overview } from '../../../server/routes/panel/contract.ts'
import { AttentionBanner, isSetUp, NotSetUp } from '../components/attention.tsx'
import { DueNext } from '../components/due-next.tsx'
import { Frame } from '../components/frame.tsx'
import { Loaded } from '../components/loaded.tsx'
import { Note, Section } from '../components/section.tsx'
import { texts } from '../texts.ts'
import { useAsked } from '../use-asked.ts'

const words = texts.overview

/** What came back, what needs attention, what is due next. */
export default function Drawer(context: ExtensionContextValue) {
  const asking = useAsked(context, '/panel/overview', {})
  return (
    <Frame context={context} title={words.title} description={words.description}>
      <Loaded asking={asking}>{(overview) => <Shown context={context} overview={overview} />}</Loaded>
    </Frame>
  )
}

function Shown({
  context,
  overview,
}: {
  readonly context: ExtensionContextValue
  readonly overview: Overview
}) {
  return (
    <Box css={{ stack: 'y', gap: 'xlarge' }}>
      <NotSetUp overview={overview} />
      <Recovered overview={overview} />
      <NeedsAttention overview={overview} />
      <DueNext context={context} first={overview.next} />
    </Box>
  )
}

function Recovered({ overview }: { readonly overview: Overview }) {
  const { recovered, received, messages, delivered, clicks, charged } = overview
  const currencies = [...new Set(received.map(({ money }) => money.currency))]
  return (
    <Section title={words.recovered}>
      {recovered.length === 0 ? (
        <Inline css={{ font: 'title' }}>{words.noneRecovered}</Inline>
      ) : (
        recovered.map((money) => (
          <Inline key={money.currency} css={{ font: 'title' }}>
            {money.text}
          </Inline>
        ))
      )}
      <Note>{words.sent(messages, delivered, clicks)}</Note>
      {charged.length > 0 && <Note>{words.charged(charged)}</Note>}
      {currencies.map((currency) => (
        <Received key={currency} overview={overview} currency={currency} />
      ))}
      <Note>{words.rule}</Note>
    </Section>
  )
}

/** Amounts of different currencies are never shown on one scale. */
function Received({ overview, currency }: { readonly overview: Overview; readonly currency: string }) {
  const rows = overview.received.filter(({ money }) => money.currency === currency)
  const data = rows.map(({ attribution, money }) => ({
    by: texts.attributions[attribution],
    amount: money.amount,
  }))
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{words.receivedBy}</Inline>
      {data.length > 1 ? <BarChart data={data} x="by" y="amount" axis="x" /> : null}
      <List>
        {rows.map(({ attribution, payments, money }) => (
          <ListItem
            key={attribution}
            id={attribution}
            title={texts.attributions[attribution]}
            secondaryTitle={words.payments(payments)}
            value={money.text}
          />
        ))}
      </List>
    </Box>
  )
}

function NeedsAttention({ overview }: { readonly overview: Overview }) {
  const { attention } = overview
  const setUp = isSetUp(overview)
  const told = attention.filter(({ kind }) => setUp || (kind !== 'no-number' && kind !== 'no-flow-on'))
  if (told.length === 0 && !setUp) return null
  return (
    <Section title={words.attention}>
      {told.length === 0 ? <Note>{words.nothingToDo}</Note> : null}
      {told.map((one) => (
        <AttentionBanner key={texts.attention(one).title} attention={one} />
      ))}
    </Section>
  )
}
