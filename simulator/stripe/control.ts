import { type Context, Hono } from 'hono'
import type Stripe from 'stripe'
import { fromHere } from '../loopback.ts'
import { all, type State } from './state.ts'
import type { World } from './world/world.ts'

type Body = Readonly<Record<string, unknown>>

/** A small JSON surface over the same actions, for the demo: what a person may do in the simulated world. */
export function createControl(state: State, world: World): Hono {
  const app = new Hono().basePath('/_simulator')
  app.use(fromHere)
  app.get('/invoices', (c) =>
    c.json({ invoices: state.spaces.flatMap((space) => all(space, 'invoice').map(brief)) }),
  )
  app.post('/decline', (c) =>
    act(c, (body) => ({ invoice: world.declineRenewal(textIn(body, 'id'), declineIn(body)) })),
  )
  app.post('/retry', (c) =>
    act(c, (body) => brief(world.retry(textIn(body, 'invoice'), { succeeds: body.succeeds === true }))),
  )
  app.post('/pay', (c) => act(c, (body) => brief(world.payInvoice(textIn(body, 'invoice'), amountIn(body)))))
  app.post('/void', (c) => act(c, (body) => brief(world.voidInvoice(textIn(body, 'invoice')))))
  app.post('/refund', (c) =>
    act(c, (body) => ({ refund: world.refund(textIn(body, 'payment_intent'), amountIn(body).amount) })),
  )
  return app
}

async function act(c: Context, work: (body: Body) => object): Promise<Response> {
  try {
    return c.json(work(await c.req.json()))
  } catch (error) {
    return c.json({ error: error instanceof Error ? error.message : String(error) }, 400)
  }
}

function textIn(body: Body, name: string): string {
  const value = body[name]
  if (typeof value !== 'string') throw new Error(`${name} is missing`)
  return value
}

function amountIn(body: Body) {
  return typeof body.amount === 'number' ? { amount: body.amount } : {}
}

function declineIn(body: Body) {
  return typeof body.decline_code === 'string' ? { declineCode: body.decline_code } : {}
}

function brief(invoice: Stripe.Invoice) {
  const { id, status, customer, customer_name, currency, amount_remaining, attempt_count } = invoice
  const { number, hosted_invoice_url, next_payment_attempt } = invoice
  return {
    ...{ id, status, number, customer, customer_name, currency, amount_remaining },
    ...{ attempt_count, next_payment_attempt, hosted_invoice_url },
  }
}
