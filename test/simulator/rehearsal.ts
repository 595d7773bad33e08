import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { createClock } from '../../simulator/clock.ts'
import { type StripeOptions, startStripe } from '../../simulator/stripe/start.ts'

/** The bodega's API key. */
const secretKey = 'sk_test_bodega'
/** The secret of the bodega's webhook endpoint. */
export const webhookSecret = 'whsec_bodega'
/** The bodega's account. */
export const account = 'acct_bodega'

type Received = { readonly body: string; readonly signature: string; readonly event: Stripe.Event }

/**
 * A webhook endpoint that remembers what it was sent and answers with the statuses it is given, then 200; for 0 it
 * never answers.
 */
export async function startEndpoint(port = 0) {
  const received: Received[] = []
  const statuses: number[] = []
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request)
    const body = Buffer.concat(chunks).toString()
    received.push({ body, signature: String(request.headers['stripe-signature']), event: JSON.parse(body) })
    const status = statuses.shift() ?? 200
    if (status !== 0) response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const types = () => received.map(({ event }) => event.type)
  const forget = () => received.splice(0)
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url, received, statuses, types, forget, close }
}

/** Stripe with one account, a webhook endpoint and a client of the real library. */
export async function startBodega(options: Omit<StripeOptions, 'clock'> = {}) {
  const clock = createClock(Temporal.Instant.from('2026-11-22T10:00:00Z'))
  const stripe = await startStripe({ clock, ...options })
  const endpoint = await startEndpoint()
  const parts = { name: 'Bodega', country: 'ES', currency: 'eur', livemode: false }
  stripe.addAccount({ id: account, secretKey, ...parts })
  stripe.addWebhookEndpoint({ account, url: endpoint.url, secrets: [webhookSecret] })
  const close = async () => {
    endpoint.close()
    await stripe.close()
  }
  return { clock, stripe, endpoint, client: clientFor(stripe.url, secretKey), close }
}

/** The real library, pointed at the stand-in; it does not try again by itself. */
export function clientFor(url: string, key: string): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 })
}

/** A started world with one shop in it. */
export type Bodega = Awaited<ReturnType<typeof startBodega>>

/** Maya pays 24 euros a month with a Visa, and did so a month ago. */
export function addMaya({ stripe }: Bodega) {
  const past = { silent: true, at: Temporal.Instant.from('2026-10-22T10:00:00Z') }
  const card = { brand: 'visa', last4: '4242', phone: '+34600000001', country: 'ES' }
  const contact = { email: 'maya@example.com', phone: '+34600000001', country: 'ES' }
  stripe.addCustomer({ account, id: 'cus_maya', name: 'Maya Ruiz', ...contact, card, ...past })
  const plan = { amount: 2400, currency: 'eur', productName: 'Wine club', interval: 'month' as const }
  return stripe.addSubscription({ customer: 'cus_maya', ...plan, ...past })
}

/** What Stripe tells of while this happens. */
export async function toldDuring(
  { stripe, endpoint }: Bodega,
  happening: () => unknown,
): Promise<readonly Stripe.Event[]> {
  await stripe.delivered()
  endpoint.forget()
  await happening()
  await stripe.delivered()
  return endpoint.received.map(({ event }) => event)
}

/** The types of events, in the order they came. */
export function typesOf(events: readonly Stripe.Event[]): readonly string[] {
  return events.map(({ type }) => type)
}

/** The object of the first event of a type. Throws when none came. */
export function objectOf<T extends Stripe.Event['type']>(events: readonly Stripe.Event[], type: T) {
  const found = events.find((event) => event.type === type)
  if (!found) throw new Error(`Nothing was told of ${type}`)
  return found.data.object as Extract<Stripe.Event, { type: T }>['data']['object']
}
