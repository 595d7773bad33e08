import type Stripe from 'stripe'
import { formatAmount } from '../stripe/money.ts'
import { ownMode, type World } from '../world.ts'
import { type Customer, everybody, firstName } from './customers.ts'
import type { Drive } from './drive.ts'
import type { Line } from './log.ts'
import { type Stage, type Thing, thingsByName } from './things.ts'

/** What the page shows: the time, the lines of the log after so many, what may happen to whom, and what there is to look at. */
export function stateOf(drive: Drive, after: number) {
  const { world, log } = drive
  return {
    now: world.clock.now().toString(),
    isLeaping: drive.isLeaping(),
    total: log.lines.length,
    lines: log.lines.slice(after).map(lineShown),
    shoppers: everybody.map((customer) => shopperShown(drive, customer)),
    objects: objectsOf(world),
  }
}

function lineShown({ at, hop, text, flow, customer }: Line) {
  return { at: at.toString(), hop, text, flow, shopper: customer?.id, name: customer && firstName(customer) }
}

function shopperShown(stage: Stage, customer: Customer) {
  const { id, name, phone } = customer
  const shown = Object.entries(thingsByName).map(([key, thing]) => [key, thingShown(thing, stage, customer)])
  return { id, name, firstName: firstName(customer), phone, things: Object.fromEntries(shown) }
}

function thingShown(thing: Thing, stage: Stage, customer: Customer) {
  const whyNot = thing.whyNot(stage, customer)
  const label = thing.label(firstName(customer))
  return { label, hint: whyNot ?? thing.hint(stage, customer), isPossible: whyNot === undefined }
}

type ObjectShown = { readonly id: string; readonly text: string; readonly shopper: string | undefined }

/** The shop's objects by the name of their type, newest first. */
function objectsOf({ stripe, merchant }: World): Readonly<Record<string, readonly ObjectShown[]>> {
  const all = <K extends Parameters<typeof stripe.list>[1]>(kind: K) => stripe.list(ownMode(merchant), kind)
  const customers = all('customer') as readonly Stripe.Customer[]
  const names = new Map(customers.map(({ id, name }) => [id, name ?? id]))
  const shown = (id: string, customer: unknown, words: readonly (string | null)[]): ObjectShown => {
    const shopper = typeof customer === 'string' ? customer : undefined
    return { id, shopper, text: [...words, names.get(shopper ?? '') ?? 'a guest'].join(' · ') }
  }
  const invoices = all('invoice') as readonly Stripe.Invoice[]
  const payments = all('payment_intent') as readonly Stripe.PaymentIntent[]
  const subscriptions = all('subscription') as readonly Stripe.Subscription[]
  return {
    customer: customers.map(({ id }) => ({ id, shopper: id, text: names.get(id) ?? id })),
    invoice: invoices
      .map(({ id, customer, number, total, currency, status }) =>
        shown(id, customer, [number, formatAmount(total, currency), status]),
      )
      .toReversed(),
    payment_intent: payments
      .map(({ id, customer, amount, currency, status }) =>
        shown(id, customer, [formatAmount(amount, currency), status.replaceAll('_', ' ')]),
      )
      .toReversed(),
    subscription: subscriptions
      .map(({ id, customer, status }) => shown(id, customer, [status.replaceAll('_', ' ')]))
      .toReversed(),
  }
}
