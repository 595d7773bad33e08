import type { Accident } from '../../simulator/faults.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import type { World } from '../../simulator/world.ts'
import type { Random } from './random.ts'

/** What may go wrong at Stripe and Meta: one thing at a time for each, so that most calls go well. */
export type Troubles = {
  readonly troubleStripe: () => void
  /** Meta refuses the next message. */
  readonly refuseSend: () => void
  /** The connection breaks around the next message. */
  readonly breakSend: () => void
  /** Nobody answers the next message; its sender dies before it gives up. */
  readonly hangSend: () => void
}

/** Retried, held, dropped, or reported after the message was taken. */
const refusals = [131000, 130429, 131056, 131016, 190, 368, 131042, 100, 131047, 131026, 131049]
const accidents: readonly Accident[] = [
  'reset-before',
  'unavailable',
  'reset-after',
  'gateway-error',
  'webhook-before-response',
]
const slowestMs = 4_000

/** Nothing goes wrong until it is asked for. */
export function createTroubles({ stripe, whatsapp }: World, random: Random): Troubles {
  const waiting = { stripe: false, meta: false }
  stripe.onCall(() => {
    waiting.stripe = false
  })
  whatsapp.onCall(({ method, path }) => {
    if (method === sends.method && sends.path.test(path)) waiting.meta = false
  })

  function arrange(side: keyof typeof waiting, trouble: () => void) {
    if (waiting[side]) return
    waiting[side] = true
    trouble()
  }

  function breakStripe() {
    const method = random.pick(['GET', 'GET', 'POST'])
    const headers = random.chance(0.5) ? { 'stripe-should-retry': 'false' } : {}
    const times = random.between(1, 3)
    switch (random.weighed({ tooMany: 30, broken: 30, accident: 50, slow: 20, hang: 4 })) {
      case 'tooMany':
        return stripe.fail({ method, status: 429, headers }, times)
      case 'broken':
        return stripe.fail({ method, status: 500, headers }, times)
      case 'accident':
        return stripe.fail({ method, accident: random.pick(accidents) }, times)
      case 'slow':
        return stripe.slow(random.between(100, slowestMs), { method }, times)
      case 'hang':
        return stripe.fail({ method, accident: 'hang' })
    }
  }

  return {
    troubleStripe: () => arrange('stripe', breakStripe),
    refuseSend: () => arrange('meta', () => whatsapp.fail({ ...sends, code: random.pick(refusals) })),
    breakSend: () => arrange('meta', () => whatsapp.fail({ ...sends, accident: random.pick(accidents) })),
    hangSend: () => arrange('meta', () => whatsapp.fail({ ...sends, accident: 'hang' })),
  }
}
