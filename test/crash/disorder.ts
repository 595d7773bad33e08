import type { World } from '../../simulator/world.ts'
import type { Random } from './random.ts'

const doublesAtOnce = 3
const latelyDelivered = 40
const minuteMs = 60_000

/** An event comes once more. */
export function resend({ stripe }: World, random: Random) {
  const some = stripe.deliveries.slice(-latelyDelivered)
  return some.length > 0 && stripe.resend(random.pick(some).eventId)
}

/** The next webhooks come twice. */
export function double({ stripe, whatsapp }: World) {
  stripe.duplicateWebhooks(doublesAtOnce)
  whatsapp.duplicateWebhooks(doublesAtOnce)
}

/** Webhooks are kept back for a while, and come out of order. */
export function hold({ stripe, whatsapp }: World, random: Random) {
  if (random.chance(0.3)) {
    stripe.hold()
    whatsapp.hold()
    return undefined
  }
  const order = random.pick(['in-order', 'reverse', { shuffledBy: String(random.next()) }] as const)
  return Promise.all([stripe.release(order), whatsapp.release(random.chance(0.3) ? 'batched' : order)])
}

/** From now on webhooks come late, or no longer. */
export function delay({ stripe, whatsapp }: World, random: Random) {
  const ms = random.chance(0.7) ? 0 : random.between(1, 10) * minuteMs
  if (random.chance(0.5)) stripe.delayWebhooks(ms)
  else whatsapp.delayWebhooks(ms)
}
