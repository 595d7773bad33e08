import { addRegular, openShop } from '../simulator/shop.ts'
import { startWorld } from '../simulator/world.ts'
import { answerAsks, givenOptions } from './processes.ts'

/** What the merchant of the handling bench, with Stripe behind it, is asked. */
export type MerchantAsks = {
  readonly url: { readonly given: undefined; readonly answer: string }
  /** Lets a renewal fail for each of so many new customers; returns Stripe's events about it. */
  readonly decline: { readonly given: Customers; readonly answer: readonly Happened[] }
  /** Lets customers pay what failed; returns Stripe's events about it. */
  readonly pay: { readonly given: readonly string[]; readonly answer: readonly Happened[] }
}

/** New customers, whose ids and phones nobody has had before. */
export type Customers = { readonly first: number; readonly count: number }

/** An event of Stripe, and the invoice it is about. */
export type Happened = { readonly invoice: string; readonly body: string }

// Two hours ago, so that the shop is open and nothing lies in the future.
const start = Temporal.Now.instant().subtract({ hours: 2 })
const { databaseUrl } = givenOptions<{ readonly databaseUrl: string }>()
const world = await startWorld({ databaseUrl, start })
await openShop(world)
// From here on the database belongs to the house under measure.
await world.house.close()
const { stripe, clock } = world

answerAsks<MerchantAsks>(
  {
    url: async () => stripe.url,
    decline: async ({ first, count }) =>
      Array.from({ length: count }, (_, nth) => {
        const invoice = stripe.declineRenewal(newCustomer(first + nth))
        return happened('invoice.payment_failed', invoice)
      }),
    pay: async (invoices) =>
      invoices.map((invoice) => {
        stripe.payInvoice(invoice)
        return happened('invoice.paid', invoice)
      }),
  },
  async () => undefined,
)

function newCustomer(nth: number): string {
  const id = `cus_${nth}`
  const phone = `+34600${String(nth).padStart(6, '0')}`
  addRegular(world, { id, name: `Customer ${nth}`, phone, country: 'ES', optIn: 'true' })
  return id
}

function happened(type: string, invoice: string): Happened {
  const event = {
    id: `evt_${type}_${invoice}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(clock.now().epochMilliseconds / 1000),
    data: { object: stripe.find('invoice', invoice) },
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  }
  return { invoice, body: JSON.stringify(event) }
}
