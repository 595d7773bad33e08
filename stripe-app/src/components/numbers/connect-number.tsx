import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Button, Inline } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import { momentText } from '../../format.ts'
import { texts } from '../../texts.ts'
import { useAsked } from '../../use-asked.ts'
import { Loaded } from '../loaded.tsx'
import { Step } from './step.tsx'

const words = texts.numbers.connecting

/** Leads to the page on which a number is linked through Meta, in a tab of its own: a view may open none by itself. */
export function ConnectNumber({
  context,
  lookAgain,
  close,
}: {
  readonly context: ExtensionContextValue
  readonly lookAgain: () => void
  readonly close: () => void
}) {
  const asking = useAsked(context, '/panel/numbers/connect', {})
  const [isOpened, setOpened] = useState(false)
  return (
    <Loaded asking={asking}>
      {({ url, endsAt }) => (
        <Box css={{ stack: 'y', gap: 'small' }}>
          <Inline css={{ font: 'bodyEmphasized' }}>{words.title}</Inline>
          <Step
            place={1}
            title={words.goTo}
            state={isOpened ? 'done' : 'now'}
            doneAs={words.opened}
            said={words.openedHint}
            action={
              <Button href={url} target="_blank">
                {words.openAgain}
              </Button>
            }
          >
            <Inline>{words.goToHint(momentText(endsAt))}</Inline>
            <Box>
              <Button type="primary" href={url} target="_blank" onPress={() => setOpened(true)}>
                {words.open}
              </Button>
            </Box>
          </Step>
          <Step
            place={2}
            title={words.comeBack}
            state={isOpened ? 'now' : 'later'}
            said={words.comeBackLater}
          >
            <Inline>{words.comeBackHint}</Inline>
          </Step>
          <Box css={{ stack: 'x', gap: 'small' }}>
            <Button type={isOpened ? 'primary' : 'secondary'} onPress={lookAgain}>
              {words.lookAgain}
            </Button>
            <Button onPress={close}>{words.instead}</Button>
          </Box>
        </Box>
      )}
    </Loaded>
  )
}
