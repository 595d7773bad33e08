import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { showToast } from '@stripe/ui-extension-sdk/utils'
import { useState } from 'react'
import type { Answer, Ask, PanelPath } from '../../../server/routes/panel/contract.ts'
import { type Problem, write } from '../api.ts'

/** A change a view may ask for, and how far it has come. */
export type Change<Path extends PanelPath> = {
  readonly isPending: boolean
  readonly problem: Problem | undefined
  /** Resolves to false when it was not done; `problem` says why. */
  readonly ask: (said: Ask<Path>, done: string) => Promise<boolean>
}

/** Asks for changes; `show` is given what the server answers, and a short message says that it is done. */
export function useChange<Path extends PanelPath>(
  context: ExtensionContextValue,
  path: Path,
  show: (answer: Answer<Path>) => void,
): Change<Path> {
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const ask = async (said: Ask<Path>, done: string) => {
    setPending(true)
    const asked = await write(context, path, said)
    setPending(false)
    setProblem(asked.kind === 'failed' ? asked.problem : undefined)
    if (asked.kind === 'failed') return false
    show(asked.answer)
    void showToast(done, { type: 'success' })
    return true
  }
  return { isPending, problem, ask }
}
