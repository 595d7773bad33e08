import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const phoneReasons = {
  'no-phone': 'Stripe knows no usable phone number of this customer. Add one to the customer in Stripe.',
} as const

/** Somebody to write to. */
export function phone(situation: Situation): Verdict | undefined {
  return situation.phone ? undefined : skip('no-phone')
}
