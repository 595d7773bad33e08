import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Button } from '@stripe/ui-extension-sdk/ui'
import type { Overview } from '../../../../server/routes/panel/contract.ts'
import { texts } from '../../texts.ts'
import { useChange } from '../change.ts'
import { ProblemBanner } from '../problem.tsx'

/** Hands the texts of the flows that are on to Meta. */
export function TextsStep({
  context,
  show,
  isReady,
}: {
  readonly context: ExtensionContextValue
  readonly show: (overview: Overview) => void
  readonly isReady: boolean
}) {
  const push = useChange(context, '/panel/texts/push', show)
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      {push.problem ? <ProblemBanner problem={push.problem} title={texts.problems.changeTitle} /> : null}
      <Button
        type="primary"
        disabled={!isReady}
        pending={push.isPending}
        onPress={() => void push.ask({}, texts.onboarding.pushed)}
      >
        {texts.onboarding.push}
      </Button>
    </Box>
  )
}
