import type { Flow } from '../flows/flow.ts'
import { findFlow, flows } from '../flows/index.ts'
import { refusal } from './tools.ts'

/** The flow of this key. Refuses one there is not. */
export function requireFlow(key: string): Flow {
  const flow = findFlow(key)
  if (flow) return flow
  throw refusal(`There is no flow ${key}; there are: ${flows.map((known) => known.key).join(', ')}`)
}
