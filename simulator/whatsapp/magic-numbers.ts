import type { Fault } from '../faults.ts'
import { type Call, isSend } from './call.ts'
import type { Refused, ToPhone } from './faults.ts'
import { asText } from './json.ts'
import { digitsOf } from './phones.ts'
import type { State } from './state.ts'

/** Numbers that nobody has begin with this; their last four digits say what becomes of a message to them. */
const beginning = '1500555'

/** What a message meets, and how many of them do; all when nothing is said. */
type Fate = { readonly fault: Fault<Refused, ToPhone>; readonly times?: number }

/** By the last four digits: most are the end of Meta's code (facts/whatsapp.md section 7). */
const fates: Readonly<Record<string, Fate>> = {
  '0026': { fault: { code: 131026, details: 'Message Undeliverable.' } },
  '0029': { fault: { code: 130429 }, times: 2 },
  '0042': { fault: { code: 131042 } },
  '0047': { fault: { code: 131047 } },
  '0048': { fault: { code: 131048 } },
  '0049': { fault: { code: 131049 } },
  '0050': { fault: { code: 131050 } },
  '0056': { fault: { code: 131056 }, times: 1 },
  '0072': { fault: { code: 130472 } },
  '0190': { fault: { code: 190 } },
  '0500': { fault: { code: 131000, httpStatus: 500 }, times: 2 },
  '0504': { fault: { accident: 'reset-after' } },
}

/** What goes wrong with a send to one of the magic numbers; undefined for all other calls. */
export function magicFault({ magic }: State, call: Call): Fault<Refused, ToPhone> | undefined {
  const ending = isSend(call) ? endingOf(digitsOf(asText(call.body.to) ?? '')) : undefined
  const fate = ending === undefined ? undefined : fates[ending]
  if (!fate || ending === undefined) return undefined
  const met = magic.get(ending) ?? 0
  magic.set(ending, met + 1)
  return met < (fate.times ?? Number.POSITIVE_INFINITY) ? fate.fault : undefined
}

/** Whether messages get no further than to be sent. */
export function neverArrives(digits: string): boolean {
  return endingOf(digits) === '0098'
}

/** Whether messages are held until the text is judged, and then fail as it is paused. */
export function isHeldFirst(digits: string): boolean {
  return endingOf(digits) === '0099'
}

function endingOf(digits: string): string | undefined {
  return digits.length === beginning.length + 4 && digits.startsWith(beginning) ? digits.slice(-4) : undefined
}
