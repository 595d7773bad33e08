import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Switch } from '@stripe/ui-extension-sdk/ui'
import { texts } from '../../texts.ts'
import { useAsked } from '../../use-asked.ts'
import { useChange } from '../change.ts'
import { Loaded } from '../loaded.tsx'
import { ProblemBanner } from '../problem.tsx'
import { Note } from '../section.tsx'

/** Switches flows on and off, at once. */
export function FlowsStep({
  context,
  changed,
}: {
  readonly context: ExtensionContextValue
  readonly changed: () => void
}) {
  const asking = useAsked(context, '/panel/flows', {})
  const change = useChange(context, '/panel/flows/switch', (flows) => {
    asking.show(flows)
    changed()
  })
  return (
    <Loaded asking={asking}>
      {({ flows, texts: shown }) => (
        <Box css={{ stack: 'y', gap: 'small' }}>
          {change.problem ? (
            <ProblemBanner problem={change.problem} title={texts.problems.changeTitle} />
          ) : null}
          <Note>{texts.onboarding.flowsSaved}</Note>
          {flows.map(({ key, name, holds, steps }) => (
            <Switch
              key={key}
              label={name}
              description={shown.find((text) => text.key === steps[0]?.texts[0])?.preview?.body ?? ''}
              checked={holds.isOn}
              disabled={change.isPending}
              onChange={(event) =>
                void change.ask({ flow: key, isOn: event.target.checked }, texts.settings.saved)
              }
            />
          ))}
        </Box>
      )}
    </Loaded>
  )
}
