import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { useState } from 'react'
import type { Answer, Ask, PanelPath } from '../../server/routes/panel/contract.ts'
import { type Problem, read } from './api.ts'

/** The parts of a long list that were loaded so far. */
export type Parts<T> = {
  readonly parts: readonly T[]
  /** Loads the next part; undefined where there is none. */
  readonly more: (() => void) | undefined
  readonly isLoading: boolean
  readonly problem: Problem | undefined
}

/** A long list, part by part; `askAfter` says how the part behind another one is asked for. */
export function useParts<Path extends PanelPath>(
  context: ExtensionContextValue,
  path: Path,
  {
    first,
    askAfter,
  }: {
    readonly first: Answer<Path>
    readonly askAfter: (part: Answer<Path>) => Ask<Path> | undefined
  },
): Parts<Answer<Path>> {
  const [later, setLater] = useState<readonly Answer<Path>[]>([])
  const [isLoading, setLoading] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const parts = [first, ...later]
  const ask = askAfter(parts.at(-1) ?? first)
  const load = async (said: Ask<Path>) => {
    setLoading(true)
    const asked = await read(context, path, said)
    setLoading(false)
    if (asked.kind === 'answered') setLater([...later, asked.answer])
    setProblem(asked.kind === 'failed' ? asked.problem : undefined)
  }
  return { parts, more: ask && (() => void load(ask)), isLoading, problem }
}
