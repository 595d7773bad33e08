import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Banner, Box, Button, Inline } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { AccountChoices, Flows, Stops } from '../../../server/routes/panel/contract.ts'
import { texts } from '../texts.ts'
import { useAsked } from '../use-asked.ts'
import { useChange } from './change.ts'
import { Confirm } from './confirm.tsx'
import { Loaded } from './loaded.tsx'
import { ProblemBanner } from './problem.tsx'
import { Note, Section } from './section.tsx'

const words = texts.settings

type Of = {
  readonly context: ExtensionContextValue
  readonly flows: Flows['flows']
  readonly mode: AccountChoices['holds']['mode']
  readonly isLocked: boolean
}

/** Whether messages go out right now; stops every one at once, and lets all, or a flow that was stopped by itself, go on. */
export function StopAll({ context, flows, mode, isLocked }: Of) {
  const asking = useAsked(context, '/panel/sending', {})
  const nameOf = (flow: string | null) => flows.find(({ key }) => key === flow)?.name
  return (
    <Section title={words.now}>
      <Loaded asking={asking}>
        {({ stops }) => (
          <Box css={{ stack: 'y', gap: 'small' }}>
            {stops.map((stop) => (
              <Stopped
                key={stop.flow ?? ''}
                context={context}
                stop={stop}
                name={nameOf(stop.flow)}
                isLocked={isLocked}
                show={asking.show}
              />
            ))}
            {stops.some(({ flow }) => flow === null) ? null : (
              <>
                <Going mode={mode} />
                {isLocked ? null : <StopButton context={context} show={asking.show} />}
              </>
            )}
          </Box>
        )}
      </Loaded>
    </Section>
  )
}

function Going({ mode }: Pick<Of, 'mode'>) {
  if (mode === 'watch')
    return <Banner type="caution" title={texts.sending.watching} description={words.watchingHint} />
  return (
    <>
      <Inline css={{ font: 'bodyEmphasized' }}>{texts.sending.on}</Inline>
      <Note>{words.sendingHint}</Note>
    </>
  )
}

function Stopped({
  context,
  stop: { flow, since, note },
  name,
  isLocked,
  show,
}: {
  readonly context: ExtensionContextValue
  readonly stop: Stops['stops'][number]
  readonly name: string | undefined
  readonly isLocked: boolean
  readonly show: (stops: Stops) => void
}) {
  const resume = useChange(context, '/panel/sending/resume', show)
  const ask = flow === null ? {} : { flow }
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Banner
        type="caution"
        title={words.isStopped(name, since)}
        description={words.stoppedHint(note)}
        {...(isLocked
          ? {}
          : {
              actions: (
                <Button pending={resume.isPending} onPress={() => void resume.ask(ask, words.resumed)}>
                  {name === undefined ? words.resume : words.resumeFlow(name)}
                </Button>
              ),
            })}
      />
      {resume.problem ? <ProblemBanner problem={resume.problem} title={texts.problems.changeTitle} /> : null}
    </Box>
  )
}

function StopButton({
  context,
  show,
}: {
  readonly context: ExtensionContextValue
  readonly show: (stops: Stops) => void
}) {
  const stop = useChange(context, '/panel/sending/stop', show)
  const [isShown, setShown] = useState(false)
  const confirm = async () => {
    if (await stop.ask({}, words.stopped)) setShown(false)
  }
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Box>
        <Button onPress={() => setShown(true)}>{words.stopAll}</Button>
      </Box>
      <Note>{words.stopHint}</Note>
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
}
