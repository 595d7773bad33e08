import { failedPayment } from './failed-payment.ts'
import type { Flow } from './flow.ts'

/** Every flow, in the order merchants see them. */
export const flows: readonly Flow[] = [failedPayment]

/** The flow of this key; undefined when there is none. */
export function findFlow(key: string): Flow | undefined {
  return flows.find((flow) => flow.key === key)
}

/** The flow of this key. Throws when there is none: a stored key always has one. */
export function flowOf(key: string): Flow {
  const flow = findFlow(key)
  if (!flow) throw new Error(`There is no flow ${key}`)
  return flow
}
