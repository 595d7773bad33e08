import type { Clock } from '../domain/clock.ts'
import type { Sent } from '../whatsapp/client.ts'

/** No call starts on a look older than two seconds: so long it may take until it is decided, the rest is for what follows. */
export const looksGoodForMs = 1_500
/** How long after it was decided a call may begin: a stop that comes in between is overtaken by no more than that. */
export const callWithinMs = 500

/** It is no fault of the message, which is tried for as long as it can help. */
const patience = {
  firstSeconds: 5,
  factor: 2,
  longestSeconds: 300,
  triesAtMost: Number.POSITIVE_INFINITY,
}

const heldUp: Sent = {
  kind: 'refused',
  code: undefined,
  text: 'It was held up here for too long after it was decided, and was not handed to Meta',
  action: { kind: 'retry', patience },
  limitedMinutes: undefined,
}

/** Calls Meta, or nobody where a slow disk, a long line or a halted process let too much time pass: that is as good as a refusal. */
export async function callInTime(
  clock: Clock,
  before: Temporal.Instant,
  call: () => Promise<Sent>,
): Promise<Sent> {
  return Temporal.Instant.compare(clock.now(), before) > 0 ? heldUp : call()
}
