import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer, Ask, PanelPath } from '../../server/routes/panel/contract.ts'
import { type Problem, read } from './api.ts'

/** Something asked of the server, as far as it has come. */
export type Asking<T> = {
  readonly state:
    | { readonly kind: 'loading' }
    | { readonly kind: 'failed'; readonly problem: Problem }
    | { readonly kind: 'answered'; readonly answer: T }
  readonly again: () => void
  /** Shows what a change was answered with, without asking anew. */
  readonly show: (answer: T) => void
}

/**
 * Asks when the view appears, and again whenever what is asked for changes. Asked for the same again, what was answered
 * stays until there is something newer.
 */
export function useAsked<Path extends PanelPath>(
  context: ExtensionContextValue,
  path: Path,
  ask: Ask<Path>,
): Asking<Answer<Path>> {
  const [state, setState] = useState<Asking<Answer<Path>>['state']>({ kind: 'loading' })
  const [turn, setTurn] = useState(0)
  const said = JSON.stringify(ask)
  const answeredFor = useRef<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the context is another object in every render
  useEffect(() => {
    let isWanted = true
    if (answeredFor.current !== said) setState({ kind: 'loading' })
    void read(context, path, JSON.parse(said) as Ask<Path>).then((asked) => {
      if (!isWanted) return
      answeredFor.current = asked.kind === 'answered' ? said : undefined
      setState(asked)
    })
    return () => {
      isWanted = false
    }
  }, [path, said, turn])
  const again = useCallback(() => setTurn((before) => before + 1), [])
  const show = useCallback((answer: Answer<Path>) => setState({ kind: 'answered', answer }), [])
  return { state, again, show }
}
