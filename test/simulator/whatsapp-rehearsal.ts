import { createWhatsApp, type Json } from '../../server/whatsapp/client.ts'
import { createClock } from '../../simulator/clock.ts'
import { startWhatsApp, type WhatsAppOptions } from '../../simulator/whatsapp/start.ts'
import { startEndpoint } from './rehearsal.ts'

/** Lucía's phone. */
export const lucia = '+34600111222'

/** What our server knows of the bookshop's number. */
export const credentials = { phoneNumberId: '5001', wabaId: '7001', token: 'EAAtoken' }

/** WhatsApp with one bookshop, the receiver of its webhooks and our own client; Lucía has written to it. */
export async function startBookshop(options: Omit<WhatsAppOptions, 'clock'> = {}) {
  const clock = createClock(Temporal.Instant.from('2026-11-23T09:00:00Z'))
  const whatsapp = await startWhatsApp({ clock, ...options })
  const endpoint = await startEndpoint()
  const app = { name: 'paynudge', appId: '901', appSecret: 'meta-secret', verifyToken: 'ours' }
  whatsapp.addApp({ ...app, callbackUrl: endpoint.url })
  whatsapp.addNumber({
    app: app.name,
    ...credentials,
    displayPhone: '+34 910 000 100',
    verifiedName: 'Librería Norte',
  })
  await whatsapp.reply(lucia, 'hi')
  const client = createWhatsApp(`${whatsapp.url}/v25.0`)
  await client.call(credentials.token, 'POST', '/7001/subscribed_apps')
  const close = async () => {
    endpoint.close()
    await whatsapp.close()
    await client.close()
  }
  return { clock, whatsapp, endpoint, client, close }
}

/** A started WhatsApp with one bookshop in it. */
export type Bookshop = Awaited<ReturnType<typeof startBookshop>>

/** Writes freely to somebody who wrote before. */
export function write({ client }: Bookshop, to = lucia) {
  const text = { messaging_product: 'whatsapp', to, type: 'text', text: { body: 'Hello' } }
  return client.send(credentials, text)
}

/** Lets time go by until everything reported in it has been delivered. */
export async function pass({ clock, whatsapp }: Bookshop, seconds: number) {
  await clock.moveTo(clock.now().add({ milliseconds: seconds * 1_000 }))
  await whatsapp.delivered()
}

/** The statuses that were reported, by body. */
export function statusesByBody({ endpoint }: Bookshop): readonly (readonly string[])[] {
  return endpoint.received.map(({ body }) => {
    const { entry } = JSON.parse(body) as { entry: readonly { changes: readonly { value: Json }[] }[] }
    const values = entry.flatMap(({ changes }) => changes.map(({ value }) => value))
    return values.flatMap(({ statuses = [] }) =>
      (statuses as { status: string }[]).map(({ status }) => status),
    )
  })
}
