import { flows } from '../flows/index.ts'
import { accountEventTypes } from '../stripe/account-events.ts'
import { settlingTypes } from '../stripe/settlement.ts'

/**
 * The types of events a webhook endpoint should have enabled: what starts a flow, what settles or moves one, and what says
 * that the app was taken out of an account.
 */
export function heardEvents(): readonly string[] {
  return [
    ...new Set([...flows.flatMap(({ events }) => events), ...settlingTypes(), ...accountEventTypes()]),
  ].toSorted()
}
