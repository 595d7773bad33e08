import { Box, Button, FocusView, Inline } from '@stripe/ui-extension-sdk/ui'
import { texts } from '../../texts.ts'
import { ProblemBanner } from '../problem.tsx'
import { CodeFields, CredentialsFields, PinField } from './link-steps.tsx'
import { Step, type StepState } from './step.tsx'
import { type Linking, type LinkStep, useLinking } from './use-linking.ts'

const words = texts.numbers
const order: readonly LinkStep[] = ['credentials', 'code', 'pin']

/** Links a number with what its merchant finds at Meta, step by step: the later ones only where Meta asks for them. */
export function LinkNumber({
  apps,
  ...linkage
}: Parameters<typeof useLinking>[0] & { readonly apps: readonly string[] }) {
  const linking = useLinking(linkage)
  const isAgain = linkage.known.phoneNumberId !== undefined
  return (
    <FocusView
      title={isAgain ? words.renew : words.link}
      shown
      setShown={linkage.close}
      primaryAction={<Next linking={linking} />}
      secondaryAction={<Button onPress={linkage.close}>{texts.consent.cancel}</Button>}
    >
      <Box css={{ stack: 'y', gap: 'medium' }}>
        <Inline>{isAgain ? words.renewPurpose : words.linkPurpose}</Inline>
        <Credentials linking={linking} apps={apps} isAgain={isAgain} />
        <Code linking={linking} />
        <Pin linking={linking} />
        <Problem linking={linking} />
      </Box>
    </FocusView>
  )
}

type Of = { readonly linking: Linking }

/** The one thing to press next. */
function Next({ linking: { step, isSent, isLinking, isSending, send, save } }: Of) {
  const mustSend = step === 'code' && !isSent
  const label = mustSend
    ? words.code.send
    : { credentials: words.check, code: words.code.confirm, pin: words.pin.register }[step]
  return (
    <Button type="primary" pending={isLinking || isSending} onPress={mustSend ? send : save}>
      {label}
    </Button>
  )
}

function stateOf(name: LinkStep, { step }: Linking): StepState {
  if (name === step) return 'now'
  return order.indexOf(name) < order.indexOf(step) ? 'done' : 'later'
}

function Credentials({
  linking,
  apps,
  isAgain,
}: Of & { readonly apps: readonly string[]; readonly isAgain: boolean }) {
  const { typed } = linking
  return (
    <Step
      place={1}
      title={isAgain ? words.steps.newToken : words.steps.credentials}
      state={stateOf('credentials', linking)}
      said={words.credentialsGave(typed.phoneNumberId, typed.wabaId)}
      action={<Button onPress={linking.goBack}>{words.change}</Button>}
    >
      <CredentialsFields {...linking} apps={apps} isAgain={isAgain} />
    </Step>
  )
}

function Code({ linking }: Of) {
  const state = stateOf('code', linking)
  const gave = linking.isSent ? words.code.gave : words.notAsked
  return (
    <Step
      place={2}
      title={words.steps.code}
      state={state === 'done' && !linking.isSent ? 'later' : state}
      said={state === 'done' ? gave : words.onlyIfAsked}
    >
      <CodeFields {...linking} sendAgain={linking.send} />
    </Step>
  )
}

function Pin({ linking }: Of) {
  return (
    <Step place={3} title={words.steps.pin} state={stateOf('pin', linking)} said={words.onlyIfAsked}>
      <PinField {...linking} />
    </Step>
  )
}

/** Where a field says what is wrong with it, only which it is. */
function Problem({ linking: { problem, title, wrong } }: Of) {
  if (!problem) return null
  const marked = Object.keys(wrong) as (keyof typeof wrong)[]
  const told = marked.length === 0 ? problem.words : words.mend(marked.map((name) => words.fields[name]))
  return <ProblemBanner problem={{ ...problem, words: told }} title={title} />
}
