import { Hono } from 'hono'
import type { Clock } from '../domain/clock.ts'
import { idOfBody, type Received } from '../store/inbox.ts'
import type { MetaApp } from '../whatsapp/apps.ts'
import { scrubBody } from '../whatsapp/scrub.ts'
import { isSameText, isSigned } from '../whatsapp/signature.ts'
import { holdsAnswers } from '../whatsapp/webhook.ts'
import { readRaw, tooLarge } from './body.ts'

/** What the intake of Meta's news works with. */
export type WhatsAppWebhook = {
  readonly clock: Clock
  readonly keep: (received: Received) => Promise<void>
  readonly kept: () => void
  readonly findApp: (name: string) => Promise<MetaApp | undefined>
}

const unsigned = { error: 'The signature does not fit' }

/** Meta sends at most 3 MB. */
const bodyAtMostBytes = 3 * 1024 * 1024

/** `/webhooks/whatsapp/:app`: Meta's challenge, and its news: verified, kept on disk, and only then acknowledged. */
export function whatsappWebhook({ clock, keep, kept, findApp }: WhatsAppWebhook): Hono {
  const route = new Hono()
  route.get('/webhooks/whatsapp/:app', async (c) => {
    const app = await findApp(c.req.param('app'))
    const isChallenge = c.req.query('hub.mode') === 'subscribe'
    const isKnown = app && isSameText(c.req.query('hub.verify_token') ?? '', app.verifyToken)
    return isChallenge && isKnown ? c.text(c.req.query('hub.challenge') ?? '') : c.text('Forbidden', 403)
  })
  route.post('/webhooks/whatsapp/:app', async (c) => {
    const name = c.req.param('app')
    const app = await findApp(name)
    const signature = c.req.header('x-hub-signature-256')
    // Nothing is read for nobody.
    if (!app || !signature) return c.json(unsigned, 401)
    const raw = await readRaw(c, bodyAtMostBytes)
    if (!raw) return tooLarge(c, bodyAtMostBytes)
    if (!isSigned(raw, signature, app.secret)) return c.json(unsigned, 401)
    const body = raw.toString('utf8')
    const type = typeOf(body)
    if (!type) return c.json({ error: 'The body is not news of WhatsApp in JSON' }, 400)
    await keep(received(name, { body, type }, clock.now()))
    kept()
    return c.json({ kept: true })
  })
  return route
}

/** Meta gives its bodies no id of their own. A card number that somebody typed is never written to disk. */
function received(
  app: string,
  { body, type }: { readonly body: string; readonly type: 'answers' | 'reports' },
  receivedAt: Temporal.Instant,
): Received {
  return {
    environment: '',
    source: 'whatsapp',
    account_id: app,
    event_id: idOfBody(body),
    type,
    body: type === 'answers' ? scrubBody(body) : body,
    receivedAt,
  }
}

/** What shoppers said is told apart from reports, so that it can be handled first; undefined for what is no envelope. */
function typeOf(body: string): 'answers' | 'reports' | undefined {
  try {
    return holdsAnswers(body) ? 'answers' : 'reports'
  } catch {
    return undefined
  }
}
