import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { BarChart, Inline, Link } from '@stripe/ui-extension-sdk/ui'
import type { Overview, ShownLift } from '../../../server/routes/panel/contract.ts'
import { hrefOf } from '../places.ts'
import { texts } from '../texts.ts'
import { Note, Section } from './section.tsx'

const words = texts.lift

/** What the messages bring, measured against customers kept silent. */
export function LiftSection({
  context,
  overview: { lift, holdOutShare },
}: {
  readonly context: ExtensionContextValue
  readonly overview: Overview
}) {
  if (lift) return <Measured lift={lift} />
  return (
    <Section title={words.title}>
      <Note>{holdOutShare > 0 ? words.soon(holdOutShare) : words.off}</Note>
      {holdOutShare > 0 ? null : <Link href={hrefOf('settings', context)}>{words.choose}</Link>}
    </Section>
  )
}

function Measured({ lift }: { readonly lift: ShownLift }) {
  const { treated, heldOut } = lift
  const percent = ({ paid, shoppers }: typeof treated) => Math.round((1000 * paid) / shoppers) / 10
  const data = [
    { side: words.treated, percent: percent(treated) },
    { side: words.heldOut, percent: percent(heldOut) },
  ]
  return (
    <Section title={words.title}>
      <Verdict lift={lift} />
      <BarChart data={data} x="side" y="percent" axis="x" />
      <Inline>{words.paid(words.treated, treated.paid, treated.shoppers)}</Inline>
      <Inline>{words.paid(words.heldOut, heldOut.paid, heldOut.shoppers)}</Inline>
      <Note>{words.rule}</Note>
    </Section>
  )
}

/** The number stands large only where it is sure. */
function Verdict({ lift: { difference, low, high, isProven } }: { readonly lift: ShownLift }) {
  const isWorse = high < 0
  return (
    <>
      <Inline css={{ font: isProven || isWorse ? 'title' : 'bodyEmphasized' }}>
        {isProven || isWorse ? words.points(difference) : words.notProven}
      </Inline>
      {isWorse ? <Inline>{words.worse}</Inline> : null}
      <Note>{words.between(difference, low, high)}</Note>
    </>
  )
}
