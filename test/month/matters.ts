import type Stripe from 'stripe'
import type { World } from '../../simulator/world.ts'
import type { Matter, Person } from './person.ts'

/** An invoice that waits for its money. */
export function invoiceMatter({ stripe }: World, id: string): Matter {
  return {
    settle: () => {
      if (stripe.find('invoice', id).status !== 'open') return undefined
      stripe.payInvoice(id)
      return stripe.paymentIntentsOf(id).at(-1)
    },
  }
}

/** A payment that stands alone. */
export function intentMatter({ stripe }: World, id: string): Matter {
  return {
    settle: () => {
      const { status } = stripe.find('payment_intent', id)
      if (status === 'requires_action') stripe.authenticate(id)
      else if (status === 'requires_payment_method') stripe.payIntent(id)
      else return undefined
      return id
    },
  }
}

/** A checkout that was left: it is finished, or its copy once it has expired. */
export function checkoutMatter({ stripe, clock }: World, id: string): Matter {
  return {
    settle: () => {
      const session = stripe.find('checkout.session', id)
      if (session.status === 'complete') return undefined
      const link = session.after_expiration?.recovery
      const isOver = (link?.expires_at ?? 0) * 1000 <= clock.now().epochMilliseconds
      if (session.status === 'expired' && isOver) return undefined
      const going = session.status === 'open' ? id : stripe.openRecoveryLink(id)
      stripe.completeCheckout(going)
      return intentIn(stripe.find('checkout.session', going))
    },
  }
}

/** A voucher that is to be paid; the order is placed once more where it was not. */
export function voucherMatter({ stripe }: World, { id }: Person, session: string): Matter {
  return {
    settle: () => {
      const order = stripe.find('checkout.session', session)
      const intent = intentIn(order)
      if (!intent || order.payment_status === 'paid') return undefined
      if (stripe.find('payment_intent', intent).status === 'requires_action') {
        stripe.payVoucher(session)
        return intent
      }
      const { amount_total, currency } = order
      const again = stripe.startCheckout({
        customer: id,
        amount: amount_total ?? 0,
        ...(currency ? { currency } : {}),
      })
      stripe.completeCheckout(again)
      return intentIn(stripe.find('checkout.session', again))
    },
  }
}

/** Another card for what is to be charged soon. */
export function cardMatter({ stripe }: World, { id }: Person): Matter {
  return {
    settle: () => {
      stripe.giveCard(id, { brand: 'mastercard', last4: '4444' })
      return undefined
    },
  }
}

/** A subscription that could be begun anew. */
export function subscriptionMatter({ stripe }: World, { id }: Person): Matter {
  let isDone = false
  return {
    settle: () => {
      if (isDone) return undefined
      isDone = true
      const { latest_invoice } = stripe.find('subscription', stripe.subscribeAgain(id))
      const invoice = typeof latest_invoice === 'string' ? latest_invoice : latest_invoice?.id
      return invoice ? stripe.paymentIntentsOf(invoice).at(-1) : undefined
    },
  }
}

function intentIn({ payment_intent }: Stripe.Checkout.Session): string | undefined {
  return typeof payment_intent === 'string' ? payment_intent : payment_intent?.id
}
