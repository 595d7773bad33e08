import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Button } from '@stripe/ui-extension-sdk/ui'
import type { Overview } from '../../../../server/routes/panel/contract.ts'
import { texts } from '../../texts.ts'
import { useChange } from '../change.ts'
import { ProblemBanner } from '../problem.tsx'
import { Note } from '../section.tsx'

const words = texts.onboarding

/** Lets messages go out, or only watches what would. */
export function LiveStep({
  context,
  overview,
  changed,
}: {
  readonly context: ExtensionContextValue
  readonly overview: Overview
  readonly changed: () => void
}) {
  const change = useChange(context, '/panel/settings/choose', changed)
  const watches = isWatching(overview)
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Note>{whatComesNext(overview)}</Note>
      {change.problem ? <ProblemBanner problem={change.problem} title={texts.problems.changeTitle} /> : null}
      <Button
        type={watches ? 'primary' : 'secondary'}
        pending={change.isPending}
        onPress={() => void change.ask({ mode: watches ? 'live' : 'watch' }, words.switched)}
      >
        {watches ? words.goLive : words.watchOnly}
      </Button>
    </Box>
  )
}

function whatComesNext(overview: Overview): string {
  const [next] = overview.next.messages
  if (isWatching(overview)) return words.whatWatched
  return next?.fate === 'planned' ? words.nextMessage(next) : words.firstMessage
}

function isWatching({ attention }: Overview): boolean {
  return attention.some(({ kind }) => kind === 'watch-only')
}
