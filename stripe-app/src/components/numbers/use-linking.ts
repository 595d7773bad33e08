import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { useEffect, useState } from 'react'
import type { CodeAsk, Numbers } from '../../../../server/routes/panel/contract.ts'
import type { Problem } from '../../api.ts'
import { texts } from '../../texts.ts'
import { useChange } from '../change.ts'
import { askOf, credentialsIn, nothing, type Typed } from './typed.ts'

const words = texts.numbers

/** What is asked for on the way to a linked number, in this order; Meta wants the later ones of some numbers only. */
export type LinkStep = 'credentials' | 'code' | 'pin'

/** How far linking a number has come. */
export type Linking = {
  readonly step: LinkStep
  readonly typed: Typed
  /** What is wrong with each thing that was typed, as long as nothing else is. */
  readonly wrong: Partial<Typed>
  readonly change: (part: Partial<Typed>) => void
  readonly way: CodeAsk['way']
  readonly choose: (way: CodeAsk['way']) => void
  readonly isSent: boolean
  readonly isLinking: boolean
  readonly isSending: boolean
  /** What went wrong, under which title; undefined as well where Meta only asks for more. */
  readonly problem: Problem | undefined
  readonly title: string
  readonly send: () => void
  readonly save: () => void
  readonly goBack: () => void
}

/** Asks the server to link what is typed, and goes to the step it wants next. */
export function useLinking({
  context,
  known,
  show,
  close,
}: {
  readonly context: ExtensionContextValue
  /** What is known of a number that is linked again. */
  readonly known: Partial<Typed>
  readonly show: (numbers: Numbers) => void
  readonly close: () => void
}): Linking {
  const [typed, setTyped] = useState<Typed>({ ...nothing, ...known })
  const [asked, setAsked] = useState(typed)
  const [step, setStep] = useState<LinkStep>('credentials')
  const [way, choose] = useState<CodeAsk['way']>('SMS')
  const [isSent, setSent] = useState(false)
  const link = useChange(context, '/panel/numbers/link', show)
  const code = useChange(context, '/panel/numbers/code', () => setSent(true))
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  useEffect(() => {
    const next = stepFor(link.problem)
    if (next) setStep(next)
    // A code is good for once.
    if (next === 'pin') setTyped((before) => ({ ...before, code: '' }))
  }, [link.problem])
  const save = async () => {
    setAsked(typed)
    if (await link.ask(askOf(typed), words.linked)) close()
  }
  const send = async () => {
    setAsked(typed)
    await code.ask({ ...credentialsIn(typed), way }, words.code.sent)
  }
  const notLinked = isRefusal(link.problem) ? link.problem : undefined
  const problem = code.problem ?? notLinked
  return {
    step,
    typed,
    wrong: wrongIn(problem, { asked, typed }),
    change,
    way,
    choose,
    isSent,
    isLinking: link.isPending,
    isSending: code.isPending,
    problem,
    title: code.problem ? words.code.notSent : words.notLinked,
    send: () => void send(),
    save: () => void save(),
    goBack: () => setStep('credentials'),
  }
}

/** Where what the server answered leads; undefined where one stays. */
function stepFor(problem: Problem | undefined): LinkStep | undefined {
  if (problem?.code === 'needs-code') return 'code'
  if (problem?.code === 'needs-pin') return 'pin'
  const isAboutCredentials = Object.keys(credentialsIn(nothing)).some((name) => problem?.fields?.[name])
  return isAboutCredentials ? 'credentials' : undefined
}

function isRefusal(problem: Problem | undefined): boolean {
  return problem !== undefined && problem.code !== 'needs-code' && problem.code !== 'needs-pin'
}

function wrongIn(
  problem: Problem | undefined,
  { asked, typed }: { readonly asked: Typed; readonly typed: Typed },
): Partial<Typed> {
  const fields = Object.entries(problem?.fields ?? {}) as [keyof Typed, string][]
  return Object.fromEntries(fields.filter(([name]) => asked[name] === typed[name]))
}
