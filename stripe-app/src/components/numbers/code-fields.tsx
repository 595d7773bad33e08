import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Button, Select, TextField } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { CodeAsk } from '../../../../server/routes/panel/contract.ts'
import { texts } from '../../texts.ts'
import { useChange } from '../change.ts'
import { ProblemBanner } from '../problem.tsx'
import { credentialsIn, type Typed } from './typed.ts'

const words = texts.numbers.code

/** Has Meta send a code to a number that is not verified yet, and takes the code that came. */
export function CodeFields({
  context,
  typed,
  change,
}: {
  readonly context: ExtensionContextValue
  readonly typed: Typed
  readonly change: (part: Partial<Typed>) => void
}) {
  const [way, setWay] = useState<CodeAsk['way']>('SMS')
  const request = useChange(context, '/panel/numbers/code', () => undefined)
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Select
        label={words.way}
        value={way}
        onChange={(event) => setWay(event.target.value as CodeAsk['way'])}
      >
        <option value="SMS">{words.ways.SMS}</option>
        <option value="VOICE">{words.ways.VOICE}</option>
      </Select>
      <Box>
        <Button
          pending={request.isPending}
          onPress={() => void request.ask({ ...credentialsIn(typed), way }, words.sent)}
        >
          {words.send}
        </Button>
      </Box>
      {request.problem ? <ProblemBanner problem={request.problem} title={words.notSent} /> : null}
      <TextField
        label={words.code}
        description={words.hint}
        name="code"
        value={typed.code}
        onChange={(event) => change({ code: event.target.value })}
      />
    </Box>
  )
}
