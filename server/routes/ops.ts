import { Hono } from 'hono'

/** What operations ask of a server. */
export type OpsTools = {
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>
}

/** `/health`: the process answers. `/ready`: it can keep webhooks. `/metrics`: for Prometheus. */
export function ops({ ping, metrics }: OpsTools): Hono {
  const route = new Hono()
  route.get('/health', (c) => c.json({ ok: true }))
  route.get('/ready', async (c) => {
    try {
      await ping()
      return c.json({ ready: true })
    } catch {
      return c.json({ ready: false, because: 'The database does not answer' }, 503)
    }
  })
  route.get('/metrics', async (c) => {
    const { contentType, text } = await metrics()
    return c.body(text, 200, { 'Content-Type': contentType })
  })
  return route
}
