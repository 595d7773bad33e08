import { changeNumber, numberStateOf, peopleADay, portfolioOf } from './number-states.ts'
import { capabilityChange, flagChange, throughputUpgrade } from './payloads.ts'
import type { BusinessNumber, State } from './state.ts'
import { post } from './webhooks.ts'

/** Meta lets a number write more messages a second, and reports it. */
export async function upgrade(state: State, number: BusinessNumber): Promise<void> {
  changeNumber(state, number, { throughput: 'HIGH', messagingLimit: 'TIER_UNLIMITED' })
  await post(state, number.wabaId, [throughputUpgrade(number)])
}

/** Meta rates a number otherwise, and reports it where it becomes poor or is so no more. */
export async function rateNumber(
  state: State,
  number: BusinessNumber,
  quality: 'GREEN' | 'YELLOW' | 'RED',
): Promise<void> {
  const { quality: before, messagingLimit } = numberStateOf(state, number)
  changeNumber(state, number, { quality })
  if ((quality === 'RED') === (before === 'RED')) return
  const event = quality === 'RED' ? 'FLAGGED' : 'UNFLAGGED'
  await post(state, number.wabaId, [flagChange(number, event, messagingLimit)])
}

/** Meta lets the business of a number write to other many people a day, and reports it to each of its accounts. */
export async function limitPeople(state: State, number: BusinessNumber, tier: string): Promise<void> {
  const portfolio = portfolioOf(number)
  const numbers = [...state.numbers.values()].filter((one) => portfolioOf(one) === portfolio)
  for (const one of numbers) changeNumber(state, one, { messagingLimit: tier })
  for (const wabaId of new Set(numbers.map((one) => one.wabaId)))
    await post(state, wabaId, [capabilityChange(peopleADay(tier) ?? -1)])
}
