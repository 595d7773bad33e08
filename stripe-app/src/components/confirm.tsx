import { Box, Button, FocusView, Inline } from '@stripe/ui-extension-sdk/ui'
import type { Problem } from '../api.ts'
import { texts } from '../texts.ts'
import { ProblemBanner } from './problem.tsx'

/** Asks once more before something that cannot be taken back by a press. */
export function Confirm(props: {
  readonly isShown: boolean
  readonly title: string
  readonly text: string
  readonly action: string
  readonly isPending: boolean
  readonly problem: Problem | undefined
  readonly confirm: () => void
  readonly close: () => void
}) {
  return (
    <FocusView
      title={props.title}
      shown={props.isShown}
      setShown={() => props.close()}
      size="small"
      primaryAction={
        <Button type="destructive" pending={props.isPending} onPress={props.confirm}>
          {props.action}
        </Button>
      }
      secondaryAction={<Button onPress={props.close}>{texts.consent.cancel}</Button>}
    >
      <Box css={{ stack: 'y', gap: 'medium' }}>
        <Inline>{props.text}</Inline>
        {props.problem ? <ProblemBanner problem={props.problem} title={texts.problems.changeTitle} /> : null}
      </Box>
    </FocusView>
  )
}
