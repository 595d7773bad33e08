import { Hono } from 'hono'
import { connect } from './routes/connect.ts'
import { type OpsTools, ops } from './routes/ops.ts'
import { type PanelTools, panel } from './routes/panel/panel.ts'
import { type PayLinkTools, payLink } from './routes/pay-link.ts'
import { type StripeWebhook, stripeWebhook } from './routes/stripe-webhook.ts'
import { type WhatsAppWebhook, whatsappWebhook } from './routes/whatsapp-webhook.ts'

/** What the world comes in by. */
export type Doors = {
  readonly stripeWebhook: StripeWebhook
  readonly whatsappWebhook: WhatsAppWebhook
  readonly payLink: PayLinkTools
  readonly panel: PanelTools
}

/** What the routes work with. */
export type AppTools = {
  /** Undefined for a worker, of which only operations ask anything. */
  readonly doors: Doors | undefined
  readonly ops: OpsTools
  /** Told of an error no route answered for itself. */
  readonly failed: (error: unknown, route: string) => void
}

/** The HTTP surface. What a route does not answer for itself is a 500, so that a webhook's sender tries again. */
export function createApp(tools: AppTools): Hono {
  const app = new Hono()
  if (tools.doors) {
    app.route('/', stripeWebhook(tools.doors.stripeWebhook))
    app.route('/', whatsappWebhook(tools.doors.whatsappWebhook))
    app.route('/', payLink(tools.doors.payLink))
    app.route('/', panel(tools.doors.panel))
    app.route('/', connect(tools.doors.panel))
  }
  app.route('/', ops(tools.ops))
  app.notFound((c) => c.json({ error: 'There is nothing here' }, 404))
  app.onError((error, c) => {
    tools.failed(error, c.req.routePath)
    return c.json({ error: 'The request could not be answered; please try again' }, 500)
  })
  return app
}
