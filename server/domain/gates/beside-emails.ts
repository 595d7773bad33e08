import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const besideEmailsReasons = {
  'stripe-emails':
    'Stripe e-mails the customer about this, and you chose not to write beside its e-mails. Both are settings of the flow.',
} as const

/** A merchant who does not want to say a thing twice leaves it to Stripe's e-mail. */
export function besideEmails(situation: Situation): Verdict | undefined {
  return situation.stripeEmails && !situation.besideEmails ? skip('stripe-emails') : undefined
}
