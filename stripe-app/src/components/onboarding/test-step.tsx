import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Button, TextField } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import { texts } from '../../texts.ts'
import { useAsked } from '../../use-asked.ts'
import { useChange } from '../change.ts'
import { Loaded } from '../loaded.tsx'
import { ProblemBanner } from '../problem.tsx'

const words = texts.onboarding

/** Sends the first text of the first flow that is on to a number of the merchant's own. */
export function TestStep({
  context,
  changed,
}: {
  readonly context: ExtensionContextValue
  readonly changed: () => void
}) {
  const asking = useAsked(context, '/panel/flows', {})
  const allow = useChange(context, '/panel/allowed-phones/add', () => undefined)
  const test = useChange(context, '/panel/texts/test', changed)
  const [phone, setPhone] = useState('')
  const problem = allow.problem ?? test.problem
  const send = async (text: string) => {
    if (await allow.ask({ phone }, words.allowed)) await test.ask({ phone, text }, words.testSent)
  }
  return (
    <Loaded asking={asking}>
      {({ flows }) => {
        const flow = flows.find(({ holds }) => holds.isOn)
        const text = flow?.steps[0]?.texts[0]
        return (
          <Box css={{ stack: 'y', gap: 'small' }}>
            <TextField
              label={words.testPhone}
              description={words.testHint}
              value={phone}
              onChange={(event) => setPhone(event.target.value)}
            />
            {problem ? <ProblemBanner problem={problem} title={texts.problems.changeTitle} /> : null}
            <Button
              type="primary"
              disabled={!text || phone.trim() === ''}
              pending={allow.isPending || test.isPending}
              onPress={() => void send(text ?? '')}
            >
              {words.testSend}
            </Button>
          </Box>
        )
      }}
    </Loaded>
  )
}
