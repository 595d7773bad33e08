import type { Reason } from './reasons.ts'
import type { Situation, Verdict } from './situation.ts'

/** How long to wait before asking again whether Meta has approved a template. */
const templateWaitMinutes = 15
const answersWaitMs = 200
/** How many messages one shopper gets, from all flows together. */
export const capsOfShopper = [
  { messages: 1, hours: 24 },
  { messages: 3, hours: 7 * 24 },
] as const

/** Nothing is written about what is already settled. */
export function notEnded({ ending }: Situation): Verdict | undefined {
  return ending && skip('settled')
}

/** A flow the merchant switched off writes nothing, whatever was planned before. */
export function flowOn({ flowIsOn }: Situation): Verdict | undefined {
  return flowIsOn ? undefined : skip('flow-off')
}

/** Not before its time, and not when it would come too late to help. */
export function onTime({ now, dueAt, uselessAt }: Situation): Verdict | undefined {
  if (Temporal.Instant.compare(now, dueAt) < 0) return wait(dueAt, 'not-due')
  return Temporal.Instant.compare(now, uselessAt) >= 0 ? skip('too-late') : undefined
}

/** What customers said is handled first: it may be a stop. */
export function answersFirst({ answersWait, now }: Situation): Verdict | undefined {
  return answersWait ? wait(now.add({ milliseconds: answersWaitMs }), 'answers-first') : undefined
}

/** Somebody to write to. */
export function phone(situation: Situation): Verdict | undefined {
  return situation.phone ? undefined : skip('no-phone')
}

/** Outside live mode only the merchant's own numbers are written to. */
export function allowList({ environment, phoneIsAllowed }: Situation): Verdict | undefined {
  return environment === 'live' || phoneIsAllowed ? undefined : skip('not-on-allow-list')
}

/** The shopper has agreed to messages of this purpose and not taken it back. */
export function consent({ consent: given }: Situation): Verdict | undefined {
  switch (given) {
    case 'granted':
      return undefined
    case 'withdrawn':
      return skip('opted-out')
    case 'unknown':
      return skip('no-consent')
  }
}

/** A linked WhatsApp number to send from. */
export function sender({ hasNumber }: Situation): Verdict | undefined {
  return hasNumber ? undefined : skip('no-number')
}

/** A text Meta has approved. While the review goes on, the nudge waits as long as it is still of use. */
export function template({ template: state, now, uselessAt }: Situation): Verdict | undefined {
  switch (state) {
    case 'approved':
      return undefined
    case 'pending':
    case 'paused': {
      const until = now.add({ minutes: templateWaitMinutes })
      const stillOfUse = Temporal.Instant.compare(until, uselessAt) < 0
      return stillOfUse ? wait(until, 'template-in-review') : skip('template-not-approved')
    }
    case 'recategorized':
      return skip('template-recategorized')
    case 'missing':
    case 'refused':
      return skip('template-not-approved')
  }
}

/** Nobody is written to too often, whatever flows they are in. */
export function caps({ recentSends, now, uselessAt }: Situation): Verdict | undefined {
  const until = Math.max(...capsOfShopper.map((cap) => freeAgainAt(recentSends, cap)))
  if (until <= now.epochMilliseconds) return undefined
  const isOfUse = until < uselessAt.epochMilliseconds
  return isOfUse ? wait(Temporal.Instant.fromEpochMilliseconds(until), 'too-often') : skip('too-often')
}

type Cap = { readonly messages: number; readonly hours: number }

/** When there is room for one more message; in the past when there is now. */
function freeAgainAt(sends: readonly Temporal.Instant[], { messages, hours }: Cap): number {
  const oldest = sends.toSorted(Temporal.Instant.compare).at(-messages)
  return oldest ? oldest.add({ hours }).epochMilliseconds : Number.NEGATIVE_INFINITY
}

function skip(reason: Reason): Verdict {
  return { kind: 'skip', reason }
}

function wait(until: Temporal.Instant, reason: Reason): Verdict {
  return { kind: 'wait', until, reason }
}
