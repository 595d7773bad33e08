import { Hono } from 'hono'
import { type Environment, isEnvironment } from '../domain/account.ts'
import type { Clock } from '../domain/clock.ts'
import type { Received } from '../store/inbox.ts'
import type { StripeEvent } from '../stripe/read/event.ts'
import { verifyEvent } from '../stripe/webhook.ts'
import { readRaw, tooLarge } from './body.ts'

/** What the intake of Stripe events works with. */
export type StripeWebhook = {
  readonly clock: Clock
  readonly keep: (received: Received) => Promise<void>
  /** Called after an event was kept. */
  readonly kept: () => void
  /** Called for an event of the other mode, which is acknowledged and not kept. */
  readonly strayed: (environment: Environment) => void
  readonly secrets: Readonly<Partial<Record<Environment, readonly string[]>>>
  /** The account of events that name none. */
  readonly ownAccounts: Readonly<Partial<Record<Environment, string>>>
}

/** Far above Stripe's largest events. */
const bodyAtMostBytes = 1024 * 1024

/** `POST /webhooks/stripe/:environment`: verified, kept on disk, and only then acknowledged. */
export function stripeWebhook(tools: StripeWebhook): Hono {
  const route = new Hono()
  route.post('/webhooks/stripe/:environment', async (c) => {
    const environment = c.req.param('environment')
    if (!isEnvironment(environment)) return c.json({ error: 'There is no such environment' }, 404)
    const secrets = tools.secrets[environment] ?? []
    if (secrets.length === 0) {
      return c.json({ error: `STRIPE_WEBHOOK_SECRET_${environment.toUpperCase()} is not set` }, 503)
    }
    const signature = c.req.header('stripe-signature')
    // Nothing is read for whoever signs nothing.
    const raw = signature === undefined ? Buffer.alloc(0) : await readRaw(c, bodyAtMostBytes)
    if (!raw) return tooLarge(c, bodyAtMostBytes)
    const now = tools.clock.now()
    const body = raw.toString('utf8')
    const verified = verifyEvent(body, signature, secrets, now)
    if (verified.kind === 'refused') return c.json({ error: verified.why }, 400)
    if (isStray(verified.event, environment)) {
      tools.strayed(environment)
      return c.json({ kept: false, because: `The event is not of ${environment} mode` })
    }
    await tools.keep(received(verified.event, { environment, body, tools }, now))
    tools.kept()
    return c.json({ kept: true })
  })
  return route
}

/** A live endpoint also hears test events of accounts connected in live mode. */
function isStray(event: StripeEvent, environment: Environment): boolean {
  return event.livemode !== (environment === 'live')
}

type Context = { readonly environment: Environment; readonly body: string; readonly tools: StripeWebhook }

function received(
  event: StripeEvent,
  { environment, body, tools }: Context,
  receivedAt: Temporal.Instant,
): Received {
  return {
    environment,
    source: 'stripe',
    account_id: event.account ?? tools.ownAccounts[environment] ?? '',
    event_id: event.id,
    type: event.type,
    body,
    receivedAt,
  }
}
