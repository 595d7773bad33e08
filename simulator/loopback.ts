import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

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
