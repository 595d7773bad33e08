import { Hono } from 'hono'
import type { Clock } from '../domain/clock.ts'
import { idOfBody, type Received } from '../store/inbox.ts'
import { isSameText, isSigned } from '../whatsapp/webhook.ts'
import { limitBody, readRaw } from './body.ts'

/** A Meta app whose webhooks come here. */
export type MetaApp = { readonly secret: string; readonly verifyToken: string }

export type WhatsAppWebhook = {
  readonly clock: Clock
  readonly keep: (received: Received) => Promise<void>
  readonly kept: () => void
  readonly findApp: (name: string) => MetaApp | undefined
}

/** Meta sends at most 3 MB. */
const bodyAtMostBytes = 3 * 1024 * 1024

/** `/webhooks/whatsapp/:app`: Meta's challenge, and its news: verified, kept on disk, and only then acknowledged. */
export function whatsappWebhook({ clock, keep, kept, findApp }: WhatsAppWebhook): Hono {
  const route = new Hono()
  route.get('/webhooks/whatsapp/:app', (c) => {
    const app = findApp(c.req.param('app'))
    const isChallenge = c.req.query('hub.mode') === 'subscribe'
    const isKnown = app && isSameText(c.req.query('hub.verify_token') ?? '', app.verifyToken)
    return isChallenge && isKnown ? c.text(c.req.query('hub.challenge') ?? '') : c.text('Forbidden', 403)
  })
  route.post('/webhooks/whatsapp/:app', limitBody(bodyAtMostBytes), async (c) => {
    const name = c.req.param('app')
    const app = findApp(name)
    const body = await readRaw(c)
    if (!app || !isSigned(body, c.req.header('x-hub-signature-256'), app.secret)) {
      return c.json({ error: 'The signature does not fit' }, 401)
    }
    if (!isJson(body)) return c.json({ error: 'The body is not JSON' }, 400)
    await keep(received(name, body, clock.now()))
    kept()
    return c.json({ kept: true })
  })
  return route
}

function received(app: string, raw: Buffer, receivedAt: Temporal.Instant): Received {
  const body = raw.toString('utf8')
  return {
    environment: '',
    source: 'whatsapp',
    account_id: app,
    event_id: idOfBody(body),
    type: 'whatsapp',
    body,
    receivedAt,
  }
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString('utf8'))
    return true
  } catch {
    return false
  }
}
