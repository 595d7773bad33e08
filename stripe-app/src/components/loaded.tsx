import { Box, Inline, Spinner } from '@stripe/ui-extension-sdk/ui'
import type { ReactElement } from 'react'
import { texts } from '../texts.ts'
import type { Asking } from '../use-asked.ts'
import { ProblemBanner } from './problem.tsx'

/** Shows an answer once it is there; until then that it is on its way, or why it is not. */
export function Loaded<T>({
  asking: { state, again },
  children,
}: {
  readonly asking: Asking<T>
  readonly children: (answer: T) => ReactElement
}) {
  switch (state.kind) {
    case 'loading':
      return (
        <Box css={{ stack: 'x', gap: 'small', alignY: 'center', padding: 'medium' }}>
          <Spinner />
          <Inline>{texts.loading}</Inline>
        </Box>
      )
    case 'failed':
      return <ProblemBanner problem={state.problem} again={again} />
    case 'answered':
      return children(state.answer)
  }
}
