import { type Priority, priorities } from './situation.ts'

const amountAtMost = 1e11

/**
 * What a message is worth beside others of the same account, when not all may go out: first by its urgency, then by the
 * amount it is about, in minor units whatever the currency.
 */
export function weightOf({
  priority,
  amount,
}: {
  readonly priority: Priority
  readonly amount: number
}): number {
  const urgency = priorities.length - priorities.indexOf(priority)
  return urgency * (amountAtMost + 1) + Math.min(Math.max(Math.round(amount), 0), amountAtMost)
}
