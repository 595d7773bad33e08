import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { World } from '../world.ts'
import { readKnownComponents } from './known-props.ts'
import { type VisitOptions, visitTo } from './visit.ts'

const host = new URL('host/', import.meta.url)

/** A page that shows the panel's real views around a world, each visit as its address says: `/?visit=<JSON>`. */
export async function dashboardPages(world: World): Promise<Hono> {
  const script = await bundle()
  const css = readFileSync(new URL('dashboard.css', host), 'utf8')
  const known = JSON.stringify(readKnownComponents())
  const app = new Hono()
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get('/host.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  app.get('/', (c) => {
    const visit = visitTo(world, JSON.parse(c.req.query('visit') ?? '{}') as VisitOptions)
    const given = JSON.stringify({ ...visit, now: world.clock.now().epochMilliseconds })
    return c.html(html`<!doctype html>
      <html lang="en">
        <head>
          <title>Stripe Dashboard, simulated</title>
          <style>
            ${raw(css)}
          </style>
        </head>
        <body>
          <main><div id="view"></div></main>
          <div id="toasts" aria-live="polite"></div>
          <script>
            globalThis.paynudgeKnownComponents = ${raw(inScript(known))}
            globalThis.paynudgeVisit = ${raw(inScript(given))}
          </script>
          <script src="/host.js"></script>
        </body>
      </html>`)
  })
  return app
}

function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}

async function bundle(): Promise<string> {
  const built = await build({
    entryPoints: [new URL('browser.tsx', host).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  })
  return built.outputFiles[0]?.text ?? ''
}
