import { formatAmount } from '../stripe/money.ts'
import { ownMode, type World } from '../world.ts'
import { type Customer, firstName } from './customers.ts'
import { type Matter, owedFor } from './matters.ts'
import { readStory } from './story.ts'
import type { Stage, Thing } from './things.ts'
import { dayText } from './words.ts'

/** Why a renewal may be declined, by Stripe's code. */
export const declineCodes: Readonly<Record<string, string>> = {
  expired_card: 'the card has expired',
  insufficient_funds: 'not enough money',
  do_not_honor: 'the bank gives no reason',
  authentication_required: 'the bank wants a confirmation',
  lost_card: 'the card was reported lost',
}

/** Of everything else a customer buys, as a multiple of their plan. */
const basketSize = 2
const billSize = 3

/** What an invoice that falls due leaves to pay it in time. */
const dueInHours = 4
/** After the last day of a card the renewal comes so much later. */
const renewalAfterDays = 3

const nothingToRetry = 'nothing was declined'

/** What happens in Stripe without the customer being asked. */
export const stripeThings = {
  decline: {
    label: () => 'A renewal is declined',
    hint: (_, customer) => planOf(customer),
    whyNot: ({ world }, customer) => whyNoRenewal(world, customer),
    happen: ({ world, journal }, customer, code) => {
      const why = typeof code === 'string' && Object.hasOwn(declineCodes, code) && declineCodes[code]
      if (!why) throw new Error(`Choose one of ${Object.keys(declineCodes).join(', ')}.`)
      const subject = world.stripe.declineRenewal(customer.id, { declineCode: String(code) })
      journal.follow({ kind: 'renewal', subject, customer })
      return `A renewal of ${planOf(customer)} is declined: ${why} (${code})`
    },
  },
  checkout: {
    label: () => 'A checkout is abandoned',
    hint: (_, customer) => planOf(customer, basketSize),
    whyNot: () => undefined,
    happen: ({ world, journal }, customer) => {
      const subject = world.stripe.startCheckout({
        customer: customer.id,
        amount: customer.amount * basketSize,
        currency: customer.currency,
        productName: 'Two bags of coffee',
        recovery: 'enabled',
      })
      journal.follow({ kind: 'checkout', subject, customer })
      return `A checkout over ${planOf(customer, basketSize)} is left open`
    },
  },
  invoice: {
    label: () => 'An invoice falls due',
    hint: (_, customer) => `${planOf(customer, billSize)}, today`,
    whyNot: () => undefined,
    happen: ({ world, journal }, customer) => {
      const subject = world.stripe.billByInvoice(customer.id, {
        amount: customer.amount * billSize,
        currency: customer.currency,
        dueInDays: 1,
        description: 'Coffee for the office',
      })
      world.stripe.moveDueDate(subject, world.clock.now().add({ hours: dueInHours }))
      journal.follow({ kind: 'invoice', subject, customer })
      return `An invoice over ${planOf(customer, billSize)} falls due in four hours`
    },
  },
  card: {
    label: () => 'A card is about to expire',
    hint: () => 'this month',
    whyNot: ({ world }, customer) => whyNoRenewal(world, customer),
    happen: cardExpires,
  },
  retry: {
    label: () => 'Stripe’s retry succeeds',
    hint: (stage, customer) => owedText(stage, latestOpenRenewal(stage, customer)),
    whyNot: (stage, customer) => (latestOpenRenewal(stage, customer) ? undefined : nothingToRetry),
    happen: (stage, customer) => {
      const open = latestOpenRenewal(stage, customer)
      if (!open) throw new Error(nothingToRetry)
      const amount = owedText(stage, open)
      stage.world.stripe.retry(open.subject, { succeeds: true })
      return `Stripe’s own retry brings ${amount}`
    },
  },
} as const satisfies Readonly<Record<string, Thing>>

/** The card on file gets a last day, and Stripe tells of a renewal after it. What it was declined with stays. */
async function cardExpires(stage: Stage, customer: Customer): Promise<string> {
  const { stripe, clock } = stage.world
  const today = clock.now().toZonedDateTimeISO('UTC')
  const lastDay = today.toPlainDate().with({ day: today.daysInMonth })
  const declined = latestOpenRenewal(stage, customer)
  const { brand = 'visa', last4 = '4242' } = stripe.cardOnFile(customer.id).card ?? {}
  stripe.giveCard(customer.id, { brand, last4, expMonth: lastDay.month, expYear: lastDay.year })
  if (declined) stripe.setDecline(customer.id, stripe.declineCodeOf(declined.subject))
  const renewal = lastDay
    .add({ days: renewalAfterDays })
    .toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' })
  stripe.comesUp(customer.id, renewal.toInstant())
  const since = clock.now().epochMilliseconds
  await stage.world.settle()
  await followCard(stage, customer, since)
  return `A card expires on ${dayText(lastDay)}, before the renewal on ${dayText(renewal.toPlainDate())}`
}

/** The server names what it begins; a flow that is off begins nothing. */
async function followCard({ world, journal }: Stage, customer: Customer, since: number) {
  const { histories } = await readStory(world, { subject: runningSubscription(world, customer)?.id ?? '' })
  const begun = histories.findLast(({ enrollment }) => enrollment.flow === 'card-expiring')
  if (begun && begun.enrollment.started_at >= since)
    journal.follow({ kind: 'card', subject: begun.enrollment.id, customer })
}

/** The latest renewal of a customer whose invoice still waits for its money. */
function latestOpenRenewal({ world, journal }: Stage, customer: Customer): Matter | undefined {
  return journal.matters.findLast(
    (matter) =>
      matter.kind === 'renewal' && matter.customer.id === customer.id && owedFor(world, matter)?.isOpen,
  )
}

function owedText({ world }: Stage, matter: Matter | undefined): string {
  const owed = matter && owedFor(world, matter)
  return owed ? formatAmount(owed.amount, owed.currency) : ''
}

function planOf({ amount, currency }: Customer, times = 1): string {
  return formatAmount(amount * times, currency)
}

function whyNoRenewal(world: World, customer: Customer): string | undefined {
  if (!runningSubscription(world, customer)) return `${firstName(customer)} has no subscription any more`
  return undefined
}

function runningSubscription({ stripe, merchant }: World, { id }: Customer) {
  const all = stripe.list(ownMode(merchant), 'subscription')
  const hasEnded = new Set(['canceled', 'incomplete_expired'])
  return all.findLast(({ customer, status }) => customer === id && !hasEnded.has(status))
}
