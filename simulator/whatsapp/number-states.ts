import type { BusinessNumber, NumberState, State } from './state.ts'

/** A number in good order, as long as nothing else was said. */
const usualNumberState: NumberState = {
  status: 'CONNECTED',
  quality: 'GREEN',
  messagingLimit: 'TIER_2K',
  throughput: 'STANDARD',
  codeVerification: 'VERIFIED',
  canSend: 'AVAILABLE',
  healthErrors: [],
  codesSentAt: [],
  wrongCodesAt: [],
  wrongPinsAt: [],
  registeredAt: [],
  profile: { messaging_product: 'whatsapp' },
}

/** How Meta sees a number now. */
export function numberStateOf(
  state: State,
  { phoneNumberId, testNumber }: Pick<BusinessNumber, 'phoneNumberId' | 'testNumber'>,
): NumberState {
  const usual = testNumber ? { ...usualNumberState, messagingLimit: 'TIER_250' } : usualNumberState
  return state.numberStates.get(phoneNumberId) ?? usual
}

/** Changes how Meta sees a number. */
export function changeNumber(
  state: State,
  number: Pick<BusinessNumber, 'phoneNumberId' | 'testNumber'>,
  change: Partial<NumberState>,
): void {
  state.numberStates.set(number.phoneNumberId, { ...numberStateOf(state, number), ...change })
}

/** The business a number's account belongs to, by Meta's id. */
export function portfolioOf({ portfolioId, wabaId }: BusinessNumber): string {
  return portfolioId ?? `9${wabaId}`
}

const peopleOfTier: Readonly<Record<string, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1_000,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
}

/** People a day a tier allows; undefined when there is no limit. */
export function peopleADay(tier: string): number | undefined {
  return peopleOfTier[tier]
}

/** Whether a value is a two-step PIN. */
export function isPin(value: unknown): value is string {
  return typeof value === 'string' && /^\d{6}$/.test(value)
}
