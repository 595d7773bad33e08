import { Badge, Box, Inline } from '@stripe/ui-extension-sdk/ui'
import type { ReactNode } from 'react'
import { texts } from '../../texts.ts'
import { Note } from '../section.tsx'

const words = texts.numbers

/** How far a step is: to be done now, done, or still to come. */
export type StepState = 'now' | 'done' | 'later'

/** One of several steps in a row: what is to be done now is open; of the others it is said what they gave, or when they come. */
export function Step({
  place,
  title,
  state,
  said,
  doneAs = words.stepDone,
  action,
  children,
}: {
  readonly place: number
  readonly title: string
  readonly state: StepState
  readonly said: string
  /** What being done means here. */
  readonly doneAs?: string
  /** Goes back to it once it is done. */
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <Box css={{ stack: 'y', gap: 'small', padding: 'medium', keyline: 'neutral', borderRadius: 'small' }}>
      <Box css={{ stack: 'x', gap: 'small', alignY: 'center' }}>
        <Inline css={state === 'now' ? { font: 'heading' } : { font: 'body', color: 'secondary' }}>
          {words.stepTitle(place, title)}
        </Inline>
        {state === 'done' ? <Badge type="positive">{doneAs}</Badge> : null}
      </Box>
      {state === 'now' ? children : <Note>{said}</Note>}
      {state === 'done' && action ? <Box>{action}</Box> : null}
    </Box>
  )
}
