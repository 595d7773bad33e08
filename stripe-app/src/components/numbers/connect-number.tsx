import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Button, Link } from '@stripe/ui-extension-sdk/ui'
import { momentText } from '../../format.ts'
import { texts } from '../../texts.ts'
import { useAsked } from '../../use-asked.ts'
import { Loaded } from '../loaded.tsx'
import { Note } from '../section.tsx'

const words = texts.numbers.connecting

/** Leads to the page on which a number is linked through Meta, in a tab of its own: a view may open none by itself. */
export function ConnectNumber({
  context,
  lookAgain,
}: {
  readonly context: ExtensionContextValue
  readonly lookAgain: () => void
}) {
  const asking = useAsked(context, '/panel/numbers/connect', {})
  return (
    <Loaded asking={asking}>
      {({ url, endsAt }) => (
        <Box css={{ stack: 'y', gap: 'small' }}>
          <Link href={url} target="_blank" external>
            {words.open}
          </Link>
          <Note>{words.ends(momentText(endsAt))}</Note>
          <Box>
            <Button onPress={lookAgain}>{words.lookAgain}</Button>
          </Box>
        </Box>
      )}
    </Loaded>
  )
}
