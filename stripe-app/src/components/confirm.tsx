import { Box, Button, FocusView, Inline } from '@stripe/ui-extension-sdk/ui'
import type { ReactNode } from 'react'
import type { Problem } from '../api.ts'
import { texts } from '../texts.ts'
import { ProblemBanner } from './problem.tsx'

/** Asks once more before something that reaches customers or money. */
export function Confirm(props: {
  readonly isShown: boolean
  readonly title: string
  readonly text: ReactNode
  readonly action: string
  readonly type: 'primary' | 'destructive'
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
        <Button type={props.type} pending={props.isPending} onPress={props.confirm}>
          {props.action}
        </Button>
      }
      secondaryAction={<Button onPress={props.close}>{texts.consent.cancel}</Button>}
    >
      <Box css={{ stack: 'y', gap: 'medium' }}>
        {typeof props.text === 'string' ? <Inline>{props.text}</Inline> : props.text}
        {props.problem ? <ProblemBanner problem={props.problem} title={texts.problems.changeTitle} /> : null}
      </Box>
    </FocusView>
  )
}
