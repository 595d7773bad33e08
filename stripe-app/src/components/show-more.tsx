import { Box, Button } from '@stripe/ui-extension-sdk/ui'
import type { Parts } from '../use-parts.ts'
import { ProblemBanner } from './problem.tsx'

/** Loads more of a long list, where there is more. */
export function ShowMore({
  parts: { more, isLoading, problem },
  label,
}: {
  readonly parts: Omit<Parts<unknown>, 'parts'>
  readonly label: string
}) {
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      {problem ? <ProblemBanner problem={problem} /> : null}
      {more ? (
        <Button onPress={more} pending={isLoading}>
          {label}
        </Button>
      ) : null}
    </Box>
  )
}
