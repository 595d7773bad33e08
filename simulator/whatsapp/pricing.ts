import type { Message } from './state.ts'

/** From this day on Meta charges for service messages and for utility inside the window (facts section 0.1). */
const windowChargedFrom = Temporal.Instant.from('2026-10-01T00:00:00Z')

/** The `pricing` block of a status; `marketing_lite` is what came through /marketing_messages. */
export function pricingOf(
  message: Message,
  {
    at,
    inWindow,
    isLite,
  }: { readonly at: Temporal.Instant; readonly inWindow: boolean; readonly isLite: boolean },
) {
  const isCharged = Temporal.Instant.compare(at, windowChargedFrom) >= 0
  const isFree = inWindow && !isCharged && (message.category === 'service' || message.category === 'utility')
  return {
    billable: !isFree,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
    category: isLite ? 'marketing_lite' : message.category,
  }
}
