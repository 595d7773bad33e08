import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Inline, OnboardingView } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Overview } from '../../../server/routes/panel/contract.ts'
import { ModeBadge } from '../components/frame.tsx'
import { Loaded } from '../components/loaded.tsx'
import { FlowsStep } from '../components/onboarding/flows-step.tsx'
import { LiveStep } from '../components/onboarding/live-step.tsx'
import { NumberStep } from '../components/onboarding/number-step.tsx'
import { TestStep } from '../components/onboarding/test-step.tsx'
import { TextsStep } from '../components/onboarding/texts-step.tsx'
import { Note } from '../components/section.tsx'
import { firstOpen, type StepName, stepsFor } from '../steps.ts'
import { texts } from '../texts.ts'
import { type Asking, useAsked } from '../use-asked.ts'

const words = texts.onboarding

/** From nothing to the first message, each step with how far it is and what it waits for. */
export default function Onboarding(context: ExtensionContextValue) {
  const asking = useAsked(context, '/panel/overview', {})
  return (
    <Loaded asking={asking}>
      {(overview) => <Steps context={context} overview={overview} asking={asking} />}
    </Loaded>
  )
}

type StepsProps = {
  readonly context: ExtensionContextValue
  readonly overview: Overview
  readonly asking: Asking<Overview>
}

function Steps({ context, overview, asking }: StepsProps) {
  const steps = stepsFor(overview)
  const [chosen, setChosen] = useState<StepName>(() => firstOpen(steps))
  const shown = steps.find(({ name }) => name === chosen)
  return (
    <OnboardingView
      title={words.title}
      description={words.description}
      completed={steps.every(({ status }) => status === 'complete')}
      tasks={steps.map(({ name, title, status }) => ({ title, status, onPress: () => setChosen(name) }))}
    >
      <Box css={{ stack: 'y', gap: 'medium' }}>
        <ModeBadge context={context} />
        <Inline css={{ font: 'heading' }}>{shown?.title}</Inline>
        <Note>{shown?.why}</Note>
        {overview.may.choose ? (
          <Step name={chosen} context={context} overview={overview} asking={asking} />
        ) : (
          <Note>{texts.settings.locked}</Note>
        )}
      </Box>
    </OnboardingView>
  )
}

function Step({ name, context, asking, overview }: StepsProps & { readonly name: StepName }) {
  switch (name) {
    case 'number':
      return <NumberStep context={context} changed={asking.again} />
    case 'flows':
      return <FlowsStep context={context} changed={asking.again} />
    case 'texts':
      return <TextsStep context={context} show={asking.show} isReady={overview.number !== null} />
    case 'test':
      return <TestStep context={context} changed={asking.again} />
    case 'live':
      return <LiveStep context={context} overview={overview} changed={asking.again} />
  }
}
