import { flows } from '../flows/index.ts'
import { settlingTypes } from '../stripe/settlement.ts'

/** The types of events a webhook endpoint should have enabled: what starts a flow, and what settles or moves one. */
export function heardEvents(): readonly string[] {
  return [...new Set([...flows.flatMap(({ events }) => events), ...settlingTypes()])].toSorted()
}
