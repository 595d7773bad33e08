import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Box, Button, FocusView, Select, TextField } from '@stripe/ui-extension-sdk/ui'
import { useEffect, useState } from 'react'
import type { NumberAsk, Numbers } from '../../../../server/routes/panel/contract.ts'
import { texts } from '../../texts.ts'
import { useChange } from '../change.ts'
import { ProblemBanner } from '../problem.tsx'
import { CodeFields } from './code-fields.tsx'
import { credentialsIn, nothing, type Typed } from './typed.ts'

const words = texts.numbers

/** Links a number with the credentials its merchant finds at Meta; what Meta wants beside them it asks for. */
export function LinkNumber({
  context,
  apps,
  show,
  close,
}: {
  readonly context: ExtensionContextValue
  readonly apps: readonly string[]
  readonly show: (numbers: Numbers) => void
  readonly close: () => void
}) {
  const [typed, setTyped] = useState(nothing)
  const link = useChange(context, '/panel/numbers/link', show)
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  const [wantsCode, setWantsCode] = useState(false)
  const isCodeAsked = link.problem?.code === 'needs-code'
  useEffect(() => {
    if (isCodeAsked) setWantsCode(true)
  }, [isCodeAsked])
  const save = async () => {
    if (await link.ask(askOf(typed), words.linked)) close()
  }
  return (
    <FocusView
      title={words.link}
      shown
      setShown={close}
      primaryAction={
        <Button type="primary" pending={link.isPending} onPress={() => void save()}>
          {words.check}
        </Button>
      }
      secondaryAction={<Button onPress={close}>{texts.consent.cancel}</Button>}
    >
      <Box css={{ stack: 'y', gap: 'medium' }}>
        <Credentials typed={typed} change={change} apps={apps} />
        {link.problem ? <ProblemBanner problem={link.problem} title={words.notLinked} /> : null}
        {wantsCode ? <CodeFields context={context} typed={typed} change={change} /> : null}
      </Box>
    </FocusView>
  )
}

function Credentials({
  typed,
  change,
  apps,
}: {
  readonly typed: Typed
  readonly change: (part: Partial<Typed>) => void
  readonly apps: readonly string[]
}) {
  return (
    <>
      {(['phoneNumberId', 'wabaId', 'token', 'pin'] as const).map((name) => (
        <TextField
          key={name}
          label={words.fields[name]}
          description={words.hints[name]}
          name={name}
          type={name === 'token' || name === 'pin' ? 'password' : 'text'}
          required={name !== 'pin'}
          value={typed[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      ))}
      {apps.length === 0 ? null : (
        <Select
          label={words.app}
          description={words.appHint}
          value={typed.app}
          onChange={(event) => change({ app: event.target.value })}
        >
          <option value="">{words.usualApp}</option>
          {apps.map((app) => (
            <option key={app} value={app}>
              {app}
            </option>
          ))}
        </Select>
      )}
    </>
  )
}

function askOf(typed: Typed): NumberAsk {
  const pin = typed.pin.trim()
  const code = typed.code.trim()
  return { ...credentialsIn(typed), ...(pin === '' ? {} : { pin }), ...(code === '' ? {} : { code }) }
}
