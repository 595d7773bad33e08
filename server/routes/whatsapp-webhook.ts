import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Clock } from '../domain/clock.ts'
import type { Received } from '../store/inbox.ts'
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

/** Meta gives its bodies no id; repeated ones are the same to the byte. */
function received(app: string, body: Buffer, receivedAt: Temporal.Instant): Received {
  return {
    environment: '',
    source: 'whatsapp',
    account_id: app,
    event_id: createHash('sha256').update(body).digest('hex'),
    type: 'whatsapp',
    body: body.toString('utf8'),
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
