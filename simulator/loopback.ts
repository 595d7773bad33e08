import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'

/** What a Hono app offers a server. */
type App = { readonly fetch: Parameters<typeof getRequestListener>[0] }

/** Serves on 127.0.0.1 alone, at any free port for 0. `close` ends open connections too, hanging ones included. */
export async function serveOnLoopback(app: App, port: number) {
  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${bound}`, close }
}

/**
 * Refuses what another web site has a browser ask: a foreign `Host` is a name that was led here, and a foreign `Origin` a page
 * that wants something changed. A program sends no `Origin`.
 */
export function refuseForeign(c: Context): Response | undefined {
  const host = c.req.header('host') ?? ''
  const origin = c.req.header('origin')
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host))
    return c.text('This page is for this machine only', 403)
  const isForeign = origin !== undefined && origin !== `http://${host}`
  if (isForeign && c.req.method !== 'GET') return c.text('This page takes no orders from another one', 403)
  return undefined
}

/** Takes orders from this machine's own pages and programs alone. */
export const fromHere: MiddlewareHandler = async (c, next) => refuseForeign(c) ?? next()
