import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { dashboardPages } from '../dashboard/serve.ts'
import { formatAmount } from '../stripe/money.ts'
import type { Span, World } from '../world.ts'
import { type Customer, everybody } from './customers.ts'
import type { Drive } from './drive.ts'
import { guard } from './guard.ts'
import { stateOf } from './state.ts'
import { declineCodes } from './stripe-things.ts'
import { things, thingsByName } from './things.ts'
import { environments, roles, views } from './visits.ts'

const spans: Readonly<Record<string, Span & { readonly words: string }>> = {
  hour: { hours: 1, words: 'An hour' },
  day: { days: 1, words: 'A day' },
  week: { days: 7, words: 'A week' },
}

type Body = Readonly<Record<string, unknown>>

/** The page with the panel on one side, a shopper's phone on the other, and what may be made to happen between them. */
export async function demoPage(drive: Drive): Promise<Hono> {
  const { world } = drive
  const app = new Hono()
  app.use(guard(`frame-src 'self' ${world.whatsapp.url}; connect-src 'self' ${world.url}`))
  app.get('/', (c) => c.html(page(world)))
  for (const name of assets) serveAsset(app, name)
  app.get('/state', (c) => c.json(stateOf(drive, Number(c.req.query('after')) || 0)))
  app.post('/happen', (c) => act(c, (body) => happen(drive, body)))
  app.post('/pass', (c) => act(c, ({ span }) => pass(drive, chosen(spans, span))))
  app.route('/', await dashboardPages(world, drive.now))
  return app
}

const assets = ['page.css', 'page.js', 'panel.js', 'strip.js', 'log.js', 'parts.js']

function serveAsset(app: Hono, name: string) {
  const text = readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8')
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript'
  app.get(`/${name}`, (c) => c.body(text, 200, { 'content-type': `${type}; charset=utf-8` }))
}

async function act(c: Context, work: (body: Body) => Promise<unknown>): Promise<Response> {
  try {
    await work((await c.req.json().catch(() => ({}))) as Body)
    return c.json({ done: true })
  } catch (error) {
    return c.json({ error: error instanceof Error ? error.message : String(error) }, 400)
  }
}

function happen(drive: Drive, { thing, shopper, choice }: Body): Promise<void> {
  const byId = Object.fromEntries(everybody.map((one) => [one.id, one]))
  return drive.makeHappen(chosen(thingsByName, thing), chosen(byId, shopper), choice)
}

function pass(drive: Drive, { words, ...span }: Span & { readonly words: string }): Promise<void> {
  return drive.passTime(span, `${words} goes by`)
}

function chosen<T>(choices: Readonly<Record<string, T>>, name: unknown): T {
  const found = typeof name === 'string' && Object.hasOwn(choices, name) ? choices[name] : undefined
  if (found === undefined) throw new Error(`Choose one of ${Object.keys(choices).join(', ')}.`)
  return found
}

function page({ merchant, whatsapp }: World) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Paynudge · ${merchant.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body data-phones="${whatsapp.url}/phone/">
<a class="skip" href="#strip">To what can be made to happen</a>
<header class="top">
  <h1><span class="brand">Paynudge</span> ${merchant.name}</h1>
  <p class="about">All simulated: no real money, no real messages.</p>
  <p class="clock"><span id="pace">Simulated time</span> <time id="now"></time></p>
  <div class="spans" role="group" aria-label="Let time go by">
    ${Object.entries(spans).map(spanButton)}
    <span aria-hidden="true">goes by</span>
  </div>
</header>
<main>
  ${panelSection()}
  ${stripSection()}
  ${phoneSection()}
  <section class="log" aria-labelledby="log-title">
    <header>
      <h2 id="log-title">Decision log</h2>
      <label class="tick"><input type="checkbox" id="log-mine"> <span>Only <b data-first-name></b></span></label>
    </header>
    <p id="log-empty" class="empty">Every decision is told here, with its reason: what was heard, planned, sent, held back, paid and recovered.</p>
    <ol id="log" role="log" tabindex="0" aria-labelledby="log-title"></ol>
  </section>
</main>
<script src="/page.js" type="module"></script>
</body>
</html>`
}

function panelSection() {
  return html`<section class="panel" aria-labelledby="panel-title">
    <header>
      <h2 id="panel-title">Stripe Dashboard</h2>
      <div class="choices">
        ${field({ id: 'view', name: 'View', options: views.map(viewOption) })}
        ${field({ id: 'object', name: 'Object', options: [] })}
        ${field({ id: 'role', name: 'Role', options: roles.map(option) })}
        ${field({ id: 'environment', name: 'Environment', options: environments.map(option) })}
      </div>
    </header>
    <p id="panel-empty" class="empty" hidden></p>
    <iframe id="panel" title="The Paynudge panel in the Stripe Dashboard"></iframe>
  </section>`
}

function stripSection() {
  const codes = Object.entries(declineCodes).map(([code, words]) => option([code, `${code}: ${words}`]))
  const { decline, ...others } = things.stripe
  return html`<section class="strip" id="strip" tabindex="-1" aria-labelledby="strip-title">
    <h2 id="strip-title">Make something happen</h2>
    <div class="acts">
    ${field({ id: 'shopper', name: 'Shopper', options: everybody.map(customerOption), look: 'beside' })}
    <fieldset>
      <legend>In Stripe</legend>
      ${field({ id: 'code', name: 'Code', options: codes, look: 'beside' })}
      ${thingButton('decline', decline.label(), 'main')}
      ${Object.entries(others).map(([key, { label }]) => thingButton(key, label()))}
    </fieldset>
    <fieldset>
      <legend>The shopper</legend>
      ${Object.entries(things.shopper).map(([key, { label }]) => thingButton(key, label('The shopper')))}
    </fieldset>
    </div>
    <p id="said" role="status"></p>
  </section>`
}

function spanButton([key, { words }]: readonly [string, (typeof spans)[string]]) {
  return html`<button type="button" data-span="${key}">${words}<span class="unseen"> goes by</span></button>`
}

function thingButton(key: string, label: string, look = '') {
  return html`<button type="button" class="${look}" data-thing="${key}"><b>${label}</b><small></small></button>`
}

function phoneSection() {
  return html`<section class="phone" aria-labelledby="phone-title">
    <header>
      <h2 id="phone-title"><span data-first-name></span>’s phone</h2>
      <a id="phone-link" target="_blank" rel="noopener">Open alone <span aria-hidden="true">↗</span></a>
    </header>
    <p id="phone-empty" class="empty" hidden></p>
    <iframe id="phone" title="The phone"></iframe>
  </section>`
}

function customerOption({ id, name, country, amount, currency, phone, optIn, offers }: Customer) {
  const lack = phone ? (optIn ? (offers ? '' : ', no offers') : ', no consent') : ', no phone'
  return option([id, `${name}, ${country}, ${formatAmount(amount, currency)}${lack}`])
}

type Field = {
  readonly id: string
  readonly name: string
  readonly options: readonly Markup[]
  readonly look?: string
}

function field({ id, name, options, look = '' }: Field) {
  return html`<div class="field ${look}"><label for="${id}">${name}</label><select id="${id}">${options}</select></div>`
}

type Markup = ReturnType<typeof html>

function viewOption({ viewport, name, object }: (typeof views)[number]) {
  return html`<option value="${viewport}" data-object="${object ?? ''}">${name}</option>`
}

function option([value, words]: readonly [string, string]) {
  return html`<option value="${value}">${words}</option>`
}
