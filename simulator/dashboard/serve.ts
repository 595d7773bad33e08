import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { World } from '../world.ts'
import { readKnownComponents } from './known-props.ts'
import { type VisitOptions, visitTo } from './visit.ts'

const host = new URL('host/', import.meta.url)

/** Says what time Stripe signs at. */
type Now = () => Temporal.Instant | Promise<Temporal.Instant>

/**
 * A page that shows the panel's real views around a world, each visit as its address says: `/dashboard?visit=<JSON>`. Told
 * `look-again` by the page around it, it shows the view anew.
 */
export async function dashboardPages(world: World, now: Now = world.clock.now): Promise<Hono> {
  const assets = {
    'host.js': ['text/javascript', await bundled()],
    'dashboard.css': ['text/css', readFileSync(new URL('dashboard.css', host), 'utf8')],
  } as const
  const known = JSON.stringify(readKnownComponents())
  const app = new Hono()
  app.get('/favicon.ico', (c) => c.body(null, 204))
  for (const [name, [type, text]] of Object.entries(assets))
    app.get(`/${name}`, (c) => c.body(text, 200, { 'content-type': `${type}; charset=utf-8` }))
  app.get('/now', async (c) => c.text(String((await now()).epochMilliseconds)))
  app.get('/dashboard', (c) => {
    const visit = visitTo(world, JSON.parse(c.req.query('visit') ?? '{}') as VisitOptions)
    return c.html(page(known, JSON.stringify(visit)))
  })
  return app
}

/** What the script is given stands in blocks of data, which a strict content policy lets pass. */
function page(known: string, visit: string) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <title>Stripe Dashboard, simulated</title>
        <link rel="stylesheet" href="/dashboard.css" />
      </head>
      <body>
        <main id="main"></main>
        <div id="toasts" aria-live="polite"></div>
        <script type="application/json" id="known">${raw(inScript(known))}</script>
        <script type="application/json" id="visit">${raw(inScript(visit))}</script>
        <script src="/host.js"></script>
      </body>
    </html>`
}

function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}

let script: Promise<string> | undefined

/** Bundled once in a process, however many worlds it shows. */
function bundled(): Promise<string> {
  script ??= bundle()
  return script
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
