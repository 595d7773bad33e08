import type Stripe from 'stripe'
import { ownMode, type World } from '../world.ts'
import type { Customer } from './customers.ts'

/** Something in Stripe that a customer may be written to about. */
export type Matter = {
  readonly kind: 'renewal' | 'invoice' | 'checkout' | 'card'
  /** What the server is asked about: the invoice, the checkout, or of a card the enrollment. */
  readonly subject: string
  readonly customer: Customer
  readonly since: Temporal.Instant
}

/** Money that came in for a matter by one payment intent. */
export type PaymentMade = {
  readonly intent: string
  /** Minor units, before anything went back. */
  readonly amount: number
  readonly at: Temporal.Instant
  readonly isRefunded: boolean
}

/** What is to be paid for a matter, in minor units, and whether it still is; undefined where nothing is. */
export type Owed = { readonly amount: number; readonly currency: string; readonly isOpen: boolean }

/** What is owed for a matter. */
export function owedFor(world: World, { kind, subject }: Matter): Owed | undefined {
  switch (kind) {
    case 'renewal':
    case 'invoice': {
      const { status, amount_remaining: amount, currency } = world.stripe.find('invoice', subject)
      return { amount, currency, isOpen: status === 'open' }
    }
    case 'checkout': {
      const { amount_total, currency } = world.stripe.find('checkout.session', subject)
      const isPaid = sessionsOf(world, subject).some(({ status }) => status === 'complete')
      return { amount: amount_total ?? 0, currency: currency ?? '', isOpen: !isPaid }
    }
    case 'card':
      return undefined
  }
}

/** The payments that brought money for a matter, oldest first. */
export function paymentsFor(world: World, matter: Matter): readonly PaymentMade[] {
  const made = intentsFor(world, matter).flatMap((id) => {
    const { amount_received, latest_charge } = world.stripe.find('payment_intent', id)
    if (!latest_charge) return []
    const charge = world.stripe.find('charge', idOf(latest_charge))
    const at = Temporal.Instant.fromEpochMilliseconds(charge.created * 1000)
    return [{ intent: id, amount: amount_received, at, isRefunded: charge.refunded }]
  })
  return made.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

function intentsFor(world: World, { kind, subject }: Matter): readonly string[] {
  switch (kind) {
    case 'renewal':
    case 'invoice':
      return world.stripe.paymentIntentsOf(subject)
    case 'checkout':
      return sessionsOf(world, subject).flatMap(({ status, payment_intent }) =>
        status === 'complete' && payment_intent ? [idOf(payment_intent)] : [],
      )
    case 'card':
      return []
  }
}

/** A checkout and the copies its recovery links made, oldest first. */
export function sessionsOf({ stripe, merchant }: World, id: string): readonly Stripe.Checkout.Session[] {
  const all = stripe.list(ownMode(merchant), 'checkout.session')
  return all.filter((session) => session.id === id || session.recovered_from === id)
}

function idOf(field: string | { readonly id: string }): string {
  return typeof field === 'string' ? field : field.id
}
