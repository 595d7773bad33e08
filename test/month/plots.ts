import type { VoucherMethod } from '../../simulator/stripe/objects/voucher.ts'
import {
  cardMatter,
  checkoutMatter,
  intentMatter,
  invoiceMatter,
  subscriptionMatter,
  voucherMatter,
} from './matters.ts'
import type { Matter, Person } from './person.ts'
import { regretPerhaps } from './regrets.ts'
import { type Hours, later, type Stage } from './stage.ts'

/** What befalls a customer, beginning now. */
type Plot = (stage: Stage, person: Person) => void

const declineCodes = {
  ...{ insufficient_funds: 40, generic_decline: 15, expired_card: 12, lost_card: 6, do_not_honor: 10 },
  ...{ incorrect_cvc: 5, processing_error: 5, stop_payment_order: 3, merchant_blacklist: 2 },
} as const

const vouchers: Readonly<Record<string, VoucherMethod>> = {
  brl: 'boleto',
  mxn: 'oxxo',
  jpy: 'konbini',
  eur: 'multibanco',
}

/** A host on which the merchant has payment pages of its own. */
export const ownHost = 'pay.harbor.example'
const ownPage = { paynudge_pay_url: `https://${ownHost}/orders/17` }

const dayHours = 24
const minuteHours = 1 / 60

/** Everything that can befall a customer. */
export const plots = {
  renewalFails: (stage, person) => {
    const { stripe } = stage.world
    const declineCode = stage.random.weighed(declineCodes)
    endInvoice(stage, person, stripe.declineRenewal(person.id, { declineCode }))
  },
  bankAsks: (stage, person) =>
    endInvoice(stage, person, stage.world.stripe.renewalNeedsAuthentication(person.id)),
  oneOffFails: (stage, person) => {
    const { world, random } = stage
    const charge = { ...sumFor(stage, person), metadata: ownPage }
    const how = random.chance(0.25)
      ? { needsAuthentication: true }
      : { declineCode: random.weighed(declineCodes) }
    const intent = world.stripe.chargeOffSession(person.id, { ...charge, ...how })
    const matter = raise(person, intentMatter(world, intent))
    if (random.chance(0.15)) settleLater(stage, person, matter, [minuteHours, 3 * dayHours])
    else if (random.chance(0.1))
      later(stage, person, [1, 2 * dayHours], () => {
        const { status } = world.stripe.find('payment_intent', intent)
        if (status !== 'succeeded' && status !== 'canceled') world.stripe.cancelIntent(intent)
      })
  },
  leavesCheckout: (stage, person) => {
    const { world, random } = stage
    const session = world.stripe.startCheckout({
      customer: person.id,
      ...sumFor(stage, person),
      recovery: 'enabled',
      ...(random.chance(0.3) ? { expiresAfterMinutes: 60 } : {}),
    })
    const matter = raise(person, checkoutMatter(world, session))
    if (random.chance(0.15)) settleLater(stage, person, matter, [minuteHours, 40 * minuteHours])
    else if (random.chance(0.25)) settleLater(stage, person, matter, [1, 4 * dayHours])
  },
  /** A guest of whom the shop hands nothing over but an e-mail address and a phone. */
  guestLeaves: (stage, person) => {
    const { world, random } = stage
    // Of one whose phone is from elsewhere nobody could know where they live.
    if (!person.phone || person.place.countedOn) return plots.leavesCheckout(stage, person)
    const session = world.stripe.startCheckout({
      account: world.merchant.accountId,
      email: `${person.id}@example.com`,
      metadata: { whatsapp_phone: person.phone },
      ...sumFor(stage, person),
      recovery: 'enabled',
    })
    const matter = raise(person, checkoutMatter(world, session))
    if (random.chance(0.3)) settleLater(stage, person, matter, [minuteHours, 2 * dayHours])
  },
  paysByVoucher: (stage, person) => {
    const { world, random } = stage
    const method = vouchers[person.place.currency]
    if (!method) return plots.leavesCheckout(stage, person)
    const order = { customer: person.id, methods: ['card', method], ...sumFor(stage, person) }
    const session = world.stripe.startCheckout(order)
    world.stripe.completeCheckout(session, { method })
    const matter = raise(person, voucherMatter(world, person, session))
    if (random.chance(0.4)) settleLater(stage, person, matter, [1, 5 * dayHours])
  },
  isBilled: (stage, person) => {
    const { stripe, clock } = stage.world
    const { random } = stage
    const dueInDays = random.between(4, 14)
    const invoice = stripe.billByInvoice(person.id, { ...sumFor(stage, person), dueInDays })
    endInvoice(stage, person, invoice)
    if (random.chance(0.1))
      later(stage, person, [1, 3 * dayHours], () => {
        const to = clock.now().add({ hours: random.between(5, 12) * dayHours })
        if (stripe.find('invoice', invoice).status === 'open') stripe.moveDueDate(invoice, to)
      })
  },
  cardExpires: (stage, person) => {
    const { stripe } = stage.world
    stripe.giveCard(person.id, { brand: 'visa', last4: '4242', expMonth: 9, expYear: 2026 })
    const matter = raise(person, cardMatter(stage.world, person))
    comesUp(stage, person, () => {
      const { card } = stripe.cardOnFile(person.id)
      if (card?.exp_year === 2026)
        endInvoice(stage, person, stripe.declineRenewal(person.id, { declineCode: 'expired_card' }))
      else stripe.renew(person.id)
    })
    if (stage.random.chance(0.25)) settleLater(stage, person, matter, [1, 6 * dayHours])
  },
  renewsSoon: (stage, person) => comesUp(stage, person, () => stage.world.stripe.renew(person.id)),
  tries: (stage, person) => {
    const { stripe } = stage.world
    const withoutCard = stage.random.pick(['cancel', 'pause', 'create_invoice'] as const)
    if (stripe.cardOnFile(person.id)) stripe.removeCard(person.id)
    const terms = { interval: 'month', trialDays: stage.random.between(4, 10), withoutCard } as const
    const plan = { productName: 'Tea every month', ...sumFor(stage, person) }
    stripe.addSubscription({ customer: person.id, ...plan, ...terms })
    const matter = raise(person, cardMatter(stage.world, person))
    if (stage.random.chance(0.2)) settleLater(stage, person, matter, [dayHours, 9 * dayHours])
  },
  leaves: (stage, person) => {
    stage.world.stripe.cancelSubscription(person.id)
    const matter = raise(person, subscriptionMatter(stage.world, person))
    if (stage.random.chance(0.1)) settleLater(stage, person, matter, [dayHours, 20 * dayHours])
  },
} satisfies Record<string, Plot>

/** The name of something that can befall a customer. */
export type PlotName = keyof typeof plots

function sumFor({ random }: Stage, { place }: Person) {
  return { amount: random.between(8, 150) * 100, currency: place.currency }
}

function raise(person: Person, matter: Matter): Matter {
  person.matters.push(matter)
  return matter
}

/** Settles it by themselves, whatever was written to them. */
function settleLater(stage: Stage, person: Person, matter: Matter, hours: Hours) {
  later(stage, person, hours, () => regretPerhaps(stage, person, matter.settle()))
}

/** An invoice waits from now on: it may be paid, end otherwise, or be left to Stripe's own retries. */
function endInvoice(stage: Stage, person: Person, invoice: string) {
  const { stripe } = stage.world
  const matter = raise(person, invoiceMatter(stage.world, invoice))
  const whileOpen = (hours: Hours, work: () => unknown) =>
    later(stage, person, hours, () => stripe.find('invoice', invoice).status === 'open' && work())
  const fates = {
    alone: 48,
    cardWorks: 16,
    pays: 18,
    paysPart: 4,
    outOfBand: 3,
    void: 4,
    writtenOff: 3,
    deleted: 1,
  }
  switch (stage.random.weighed(fates)) {
    case 'alone':
      return
    case 'cardWorks':
      whileOpen([1, 8 * dayHours], () => stripe.setDecline(person.id))
      return
    case 'pays':
      settleLater(stage, person, matter, [minuteHours, 10 * dayHours])
      return
    case 'paysPart':
      whileOpen([1, 5 * dayHours], () => stripe.payInvoice(invoice, { amount: 300 }))
      return
    case 'outOfBand':
      whileOpen([1, 9 * dayHours], () => stripe.payOutOfBand(invoice))
      return
    case 'void':
      whileOpen([1, 9 * dayHours], () => stripe.voidInvoice(invoice))
      return
    case 'writtenOff':
      whileOpen([1, 9 * dayHours], () => stripe.markUncollectible(invoice))
      return
    case 'deleted':
      later(stage, person, [1, 9 * dayHours], () => {
        person.isGone = true
        stripe.deleteCustomer(person.id)
      })
  }
}

const noticeHours = 7 * dayHours

/** Stripe tells of the next renewal, which comes a week later. */
function comesUp(stage: Stage, person: Person, renew: () => unknown) {
  const { stripe, clock } = stage.world
  stripe.comesUp(person.id, clock.now().add({ hours: noticeHours }))
  later(stage, person, [noticeHours, noticeHours], renew)
}
