import { addRegular } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import type { Random } from './random.ts'

/** Everybody and everything of a story so far. */
export type Cast = {
  /** One of the customers of late whose subscription still runs. */
  readonly subscriber: () => string
  /** This one pays no more. */
  readonly takeLeave: (customer: string) => void
  /** Every invoice that failed, oldest first. */
  readonly invoices: readonly string[]
  readonly addCustomer: () => string
  readonly decline: (customer: string) => string
  /** One of the invoices that are talked about at present and stand so. */
  readonly invoice: (status: 'open' | 'paid') => string | undefined
  /** One of the messages of late that reached a phone. */
  readonly message: () => World['whatsapp']['messages'][number] | undefined
}

const declineCodes = [
  'insufficient_funds',
  'generic_decline',
  'expired_card',
  'lost_card',
  'do_not_honor',
  'authentication_required',
  'stop_payment_order',
] as const

/** Most of what happens is about what came last. */
const lately = 60
const firstPhone = 600_100_000

/** The people of a story, none yet. */
export function createCast(world: World, random: Random): Cast {
  const customers: string[] = []
  const gone = new Set<string>()
  const invoices: string[] = []
  const { stripe, whatsapp } = world

  function phoneOf(number: number): string | undefined {
    if (random.chance(0.07)) return undefined
    // Some people are customers twice.
    const isTwin = number > 1 && random.chance(0.05)
    return `${firstPhone + (isTwin ? number - 1 : number)}`
  }

  function addCustomer(): string {
    const number = customers.length + 1
    const id = `cus_${String(number).padStart(4, '0')}`
    const phone = phoneOf(number)
    const optIn = random.weighed({ true: 90, false: 4, none: 6 })
    addRegular(world, {
      id,
      name: `Shopper ${number}`,
      country: 'ES',
      amount: random.between(5, 200) * 100,
      ...(phone ? { phone } : {}),
      ...(optIn === 'none' ? {} : { optIn }),
    })
    if (phone && random.chance(0.06))
      whatsapp.person(`+34${phone}`, { reads: false, delivers: random.chance(0.5) })
    customers.push(id)
    return id
  }

  function stands(id: string, status: 'open' | 'paid'): boolean {
    const { customer, ...invoice } = stripe.find('invoice', id)
    return invoice.status === status && !gone.has(String(customer))
  }

  return {
    invoices,
    addCustomer,
    subscriber: () => {
      const some = customers.slice(-20).filter((id) => !gone.has(id))
      return some.length > 0 ? random.pick(some) : addCustomer()
    },
    takeLeave: (customer) => void gone.add(customer),
    decline: (customer) => {
      const code = random.chance(0.5) ? 'insufficient_funds' : random.pick(declineCodes)
      const invoice = stripe.declineRenewal(customer, { declineCode: code })
      invoices.push(invoice)
      return invoice
    },
    invoice: (status) => {
      const some = random.chance(0.8) ? invoices.slice(-lately) : invoices
      const fitting = some.filter((id) => stands(id, status))
      return fitting.length > 0 ? random.pick(fitting) : undefined
    },
    message: () => {
      const some = whatsapp.messages
        .slice(-lately)
        .filter(({ direction, status }) => direction === 'outbound' && status !== 'failed')
      return some.length > 0 ? random.pick(some) : undefined
    },
  }
}
