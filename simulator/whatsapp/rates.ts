import type { Refusal } from './errors.ts'
import { numberStateOf, peopleADay, portfolioOf } from './number-states.ts'
import { type BusinessNumber, pairKey, type State } from './state.ts'

const usualPerSecond = 80
const upgradedPerSecond = 1_000
const besideAppPerSecond = 20
/** One message in six seconds to one person, and so many on credit. */
const pairEveryMs = 6_000
const pairBurst = 45

/** Refuses a message that comes too soon after others; one it lets through counts. */
export function refuseRate(state: State, number: BusinessNumber, toDigits: string): Refusal | undefined {
  const { clock, lately, pairs } = state
  const { phoneNumberId } = number
  const now = clock.now().epochMilliseconds
  const perSecond = perSecondOf(state, number)
  const times = (lately.get(phoneNumberId) ?? []).filter((time) => now - time < 1_000)
  if (times.length >= perSecond)
    return { code: 130429, details: 'Cloud API message throughput has been reached.' }
  const pair = pairKey(phoneNumberId, toDigits)
  const busyUntil = Math.max(now, pairs.get(pair) ?? 0) + pairEveryMs
  if (busyUntil > now + pairBurst * pairEveryMs)
    return { code: 131056, details: 'Too many messages to the same phone number in a short time.' }
  pairs.set(pair, busyUntil)
  lately.set(phoneNumberId, [...times, now])
  return undefined
}

const dayMs = 24 * 3_600_000

/**
 * Refuses a message to one person more than Meta lets the business of a number write to in 24 hours; one it lets through
 * counts. Meta's documents name no code for that: 131048 is the one for too many messages of a number.
 */
export function refusePeople(state: State, number: BusinessNumber, toDigits: string): Refusal | undefined {
  const now = state.clock.now().epochMilliseconds
  const most = peopleADay(numberStateOf(state, number).messagingLimit) ?? Number.POSITIVE_INFINITY
  const portfolio = portfolioOf(number)
  const written = state.written.get(portfolio) ?? new Map<string, number>()
  if (written.size >= most) for (const [digits, at] of written) if (now - at >= dayMs) written.delete(digits)
  if (written.size >= most && !written.has(toDigits))
    return { code: 131048, details: 'There are restrictions on how many messages can be sent.' }
  state.written.set(portfolio, written.set(toDigits, now))
  return undefined
}

function perSecondOf(state: State, number: BusinessNumber): number {
  const { throughput, isOnApp } = numberStateOf(state, number)
  if (isOnApp) return besideAppPerSecond
  return throughput === 'HIGH' ? upgradedPerSecond : usualPerSecond
}
