import { comesBefore, type Priority } from './situation.ts'

/** Another enrollment of the same shopper about the same money. */
export type OtherAboutMoney = {
  readonly flow: string
  readonly priority: Priority
  readonly hasSent: boolean
  /** A message of it is still planned. */
  readonly hasScheduled: boolean
}

/**
 * The flow that already speaks about this money, so that the one asked about stays silent: one in the middle of its
 * messages, or a more urgent one that is about to begin. A flow that has said all it had to say leaves the word to others.
 */
export function whoSpeaks(priority: Priority, others: readonly OtherAboutMoney[]): string | undefined {
  const speaking = others.filter(({ hasScheduled }) => hasScheduled)
  return speaking.find((other) => other.hasSent || comesBefore(other.priority, priority))?.flow
}
