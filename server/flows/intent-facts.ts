import type { Facts } from '../domain/enrollment.ts'
import type { SeenIntent } from '../stripe/read/intent.ts'
import { noFailure } from './invoice-facts.ts'

/** What an enrollment remembers of a payment that stands alone. */
export function intentFacts(seen: SeenIntent): Facts {
  return {
    ...noFailure,
    due: seen.amount,
    declineClass: seen.decline?.declineClass,
    declineCode: seen.decline?.code,
    day: undefined,
    card: seen.card,
    about: 'basket',
    items: seen.items,
  }
}

/** Whether a subject is a payment that stands alone, by its id. */
export function isIntent(subject: string): boolean {
  return subject.startsWith('pi_')
}
