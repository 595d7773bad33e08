import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const flowOnReasons = {
  'flow-off': 'This flow is switched off.',
} as const

/** A flow the merchant switched off writes nothing, whatever was planned before. */
export function flowOn({ flowIsOn }: Pick<Situation, 'flowIsOn'>): Verdict | undefined {
  return flowIsOn ? undefined : skip('flow-off')
}
