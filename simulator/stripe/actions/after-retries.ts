import type { Act } from '../act.ts'
import { changeAndTell } from '../tell.ts'
import { cancelSubscription } from './cancellations.ts'

/** The last retry has failed: the subscription stays or ends as the merchant chose in their settings. */
export function afterLastRetry(act: Act, id: string | undefined): void {
  const subscription = act.space.objects.subscription.get(id ?? '')
  if (subscription?.status !== 'past_due') return
  switch (act.space.settings.afterRetries) {
    case 'past_due':
      return
    case 'unpaid':
      changeAndTell(act, 'subscription', subscription.id, { status: 'unpaid' })
      return
    case 'canceled':
      cancelSubscription(act, subscription.id, { reason: 'payment_failed' })
      return
  }
}
