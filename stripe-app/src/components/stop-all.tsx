import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Banner, Box, Button } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import { texts } from '../texts.ts'
import { useAsked } from '../use-asked.ts'
import { useChange } from './change.ts'
import { Confirm } from './confirm.tsx'
import { Loaded } from './loaded.tsx'
import { ProblemBanner } from './problem.tsx'

const words = texts.settings

/** Stops every message of the account at once, and lets it send again. */
export function StopAll({ context }: { readonly context: ExtensionContextValue }) {
  const asking = useAsked(context, '/panel/sending', {})
  const stop = useChange(context, '/panel/sending/stop', asking.show)
  const resume = useChange(context, '/panel/sending/resume', asking.show)
  const [isShown, setShown] = useState(false)
  const confirm = async () => {
    if (await stop.ask({}, words.stopped)) setShown(false)
  }
  return (
    <Loaded asking={asking}>
      {({ stops }) => {
        const whole = stops.find(({ flow }) => flow === null)
        if (whole) {
          return (
            <Box css={{ stack: 'y', gap: 'small' }}>
              <Banner
                type="caution"
                title={words.isStopped(whole.since)}
                description={whole.note ?? ''}
                actions={
                  <Button pending={resume.isPending} onPress={() => void resume.ask({}, words.resumed)}>
                    {words.resume}
                  </Button>
                }
              />
              {resume.problem ? (
                <ProblemBanner problem={resume.problem} title={texts.problems.changeTitle} />
              ) : null}
            </Box>
          )
        }
        return (
          <Box>
            <Button type="destructive" onPress={() => setShown(true)}>
              {words.stopAll}
            </Button>
            <Confirm
              isShown={isShown}
              title={words.stopTitle}
              text={words.stopText}
              action={words.stopAll}
              type="destructive"
              isPending={stop.isPending}
              problem={stop.problem}
              confirm={() => void confirm()}
              close={() => setShown(false)}
            />
          </Box>
        )
      }}
    </Loaded>
  )
}
