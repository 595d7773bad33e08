import { BarChart, Box, Inline, LineChart, List, ListItem } from '@stripe/ui-extension-sdk/ui'
import type { Overview } from '../../../server/routes/panel/contract.ts'
import { weekText } from '../format.ts'
import { texts } from '../texts.ts'
import { Note, Section } from './section.tsx'

const words = texts.overview

type Of = { readonly overview: Overview }
type OfCurrency = Of & { readonly currency: string }

/** The money that came back, when it did, and what brought it. */
export function Recovered({ overview }: Of) {
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
        <Box key={currency} css={{ stack: 'y', gap: 'medium' }}>
          <ByWeek overview={overview} currency={currency} />
          <ByAttribution overview={overview} currency={currency} />
        </Box>
      ))}
      <Note>{words.rule}</Note>
    </Section>
  )
}

/** Amounts of different currencies are never shown on one scale. */
function ByWeek({ overview: { weeks }, currency }: OfCurrency) {
  const data = weeks.map(({ from, recovered }) => ({
    week: weekText(from),
    amount: recovered.find((money) => money.currency === currency)?.units ?? 0,
  }))
  if (data.filter(({ amount }) => amount > 0).length < 2) return null
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{words.byWeek(currency.toUpperCase(), weeks.length)}</Inline>
      <LineChart data={data} x="week" y="amount" axis="both" tooltip />
    </Box>
  )
}

function ByAttribution({ overview, currency }: OfCurrency) {
  const rows = overview.received.filter(({ money }) => money.currency === currency)
  const data = rows.map(({ attribution, money }) => ({
    by: texts.attributions[attribution],
    amount: money.units,
  }))
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{words.receivedBy(currency.toUpperCase())}</Inline>
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
