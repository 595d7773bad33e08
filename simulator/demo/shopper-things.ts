import { formatAmount } from '../stripe/money.ts'
import type { World } from '../world.ts'
import { type Customer, firstName } from './customers.ts'
import { type Matter, owedFor, type PaymentMade, paymentsFor, sessionsOf } from './matters.ts'
import { tapLink } from './shopper.ts'
import type { Stage, Thing } from './things.ts'

const nothingToPay = 'nothing to pay'
const nothingToRefund = 'nothing to refund yet'

/** What a customer does, or has done for them. */
export const shopperThings = {
  pay: {
    label: (name) => `${name} pays`,
    hint: (stage, customer) => {
      const matter = latestOpen(stage, customer)
      if (!matter) return ''
      return `${owedText(stage, matter)}, ${linkAbout(stage, matter) ? 'by the link' : 'without a link'}`
    },
    whyNot: (stage, customer) => (latestOpen(stage, customer) ? undefined : nothingToPay),
    happen: async (stage, customer) => {
      const matter = latestOpen(stage, customer)
      if (!matter) throw new Error(nothingToPay)
      const amount = owedText(stage, matter)
      const link = linkAbout(stage, matter)
      if (link) await tapLink(link)
      settle(stage.world, matter)
      return `${firstName(customer)} pays ${amount} ${link ? 'by the link in the message' : 'without any message'}`
    },
  },
  stop: {
    label: (name) => `${name} writes STOP`,
    hint: () => 'and hears no more',
    whyNot: (_, customer) => whyNoChat(customer),
    happen: ({ world }, customer) => write(world, customer, 'STOP'),
  },
  question: {
    label: (name) => `${name} asks a question`,
    hint: (_, { question }) => `“${question}”`,
    whyNot: (_, customer) => whyNoChat(customer),
    happen: ({ world }, customer) => write(world, customer, customer.question ?? ''),
  },
  refund: {
    label: (name) => `${name} gets a refund`,
    hint: (stage, customer) => {
      const payment = latestPayment(stage, customer)
      return payment ? `${formatAmount(payment.amount, payment.currency)} goes back` : ''
    },
    whyNot: (stage, customer) => (latestPayment(stage, customer) ? undefined : nothingToRefund),
    happen: (stage, customer) => {
      const payment = latestPayment(stage, customer)
      if (!payment) throw new Error(nothingToRefund)
      stage.world.stripe.refund(payment.intent)
      return `${formatAmount(payment.amount, payment.currency)} is given back`
    },
  },
} as const satisfies Readonly<Record<string, Thing>>

/** The latest matter of a customer for which money is still wanted. */
function latestOpen({ world, journal }: Stage, customer: Customer): Matter | undefined {
  return journal.matters.findLast(
    (matter) => matter.customer.id === customer.id && owedFor(world, matter)?.isOpen,
  )
}

function owedText({ world }: Stage, matter: Matter): string {
  const owed = owedFor(world, matter)
  return owed ? formatAmount(owed.amount, owed.currency) : ''
}

/** The link in the latest message about a matter that is on the phone. */
function linkAbout({ world, journal }: Stage, matter: Matter): string | undefined {
  const { histories = [] } = journal.storyOf(matter) ?? {}
  const sends = histories.flatMap(({ nudges }) => nudges.flatMap((nudge) => nudge.sends))
  const ids = new Set(sends.map(({ wamid }) => wamid))
  const arrived = world.whatsapp.messages.filter(
    ({ id, status }) => ids.has(id) && (status === 'delivered' || status === 'read'),
  )
  return arrived.flatMap(({ buttons }) => buttons.flatMap(({ url }) => url ?? [])).at(-1)
}

/** Pays on the page, which for a checkout that has expired is a copy of it. */
function settle(world: World, { kind, subject }: Matter) {
  if (kind !== 'checkout') {
    world.stripe.payInvoice(subject)
    return
  }
  const open = sessionsOf(world, subject).findLast(({ status }) => status === 'open')
  world.stripe.completeCheckout(open?.id ?? world.stripe.openRecoveryLink(subject))
}

function whyNoChat(customer: Customer): string | undefined {
  return customer.phone ? undefined : `${firstName(customer)} has no phone number`
}

async function write({ whatsapp }: World, { phone = '' }: Customer, text: string): Promise<undefined> {
  await whatsapp.reply(phone, text)
}

/** The latest payment of a customer that was not given back. */
function latestPayment({ world, journal }: Stage, customer: Customer) {
  const made = journal.matters.flatMap((matter): readonly (PaymentMade & { currency: string })[] => {
    if (matter.customer.id !== customer.id) return []
    const currency = owedFor(world, matter)?.currency ?? ''
    return paymentsFor(world, matter).map((payment) => ({ ...payment, currency }))
  })
  const kept = made.filter(({ isRefunded }) => !isRefunded)
  return kept.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)).at(-1)
}
