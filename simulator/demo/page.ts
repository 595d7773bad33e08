import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { formatAmount } from '../stripe/money.ts'
import type { Span, World } from '../world.ts'
import { type Customer, everybody } from './customers.ts'
import { type Drive, latestOpen, latestPayment } from './drive.ts'
import { type Figures, readFigures, readRefunds } from './figures.ts'
import { guard } from './guard.ts'
import type { Renewal } from './hops.ts'
import { type Entry, firstName } from './journal.ts'
import { attributionWords } from './words.ts'

const declineCodes: Readonly<Record<string, string>> = {
  insufficient_funds: 'not enough money',
  expired_card: 'the card has expired',
  do_not_honor: 'the bank gives no reason',
  authentication_required: 'the bank wants a confirmation',
  lost_card: 'the card was reported lost',
}

const spans: Readonly<Record<string, Span>> = { hour: { hours: 1 }, day: { days: 1 } }

type Body = Readonly<Record<string, unknown>>

/** The page that shows the journey as it happens, with buttons that make things happen. */
export function demoPage(drive: Drive): Hono {
  const { world } = drive
  const app = new Hono()
  app.use(guard(`frame-src ${world.whatsapp.url}`))
  app.get('/', (c) => c.html(page(world)))
  for (const [name, type] of assets) serveAsset(app, name, type)
  app.get('/state', async (c) => c.json(await stateOf(drive, Number(c.req.query('after')) || 0)))
  app.post('/decline', (c) => act(c, (body) => declineAsked(drive, body)))
  app.post('/retry', (c) => act(c, drive.retrySucceeds))
  app.post('/refund', (c) => act(c, drive.refundLast))
  app.post('/pass', (c) => act(c, ({ span }) => drive.passTime(chosen(spans, span))))
  return app
}

/** The phone of a renewal's customer, or the list of phones where they have none. */
export function phonePage({ whatsapp }: World, renewal: Renewal | undefined): string {
  const digits = renewal?.customer.phone?.slice(1)
  return digits ? `${whatsapp.url}/phone/${digits}` : `${whatsapp.url}/phone`
}

const assets = [
  ['page.css', 'text/css'],
  ['page.js', 'text/javascript'],
] as const

function serveAsset(app: Hono, name: string, type: string) {
  const text = readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8')
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

function declineAsked(drive: Drive, { customer, code }: Body): Promise<unknown> {
  const byId = Object.fromEntries(everybody.map((one) => [one.id, one]))
  chosen(declineCodes, code)
  return drive.declineRenewal(chosen(byId, customer), String(code))
}

function chosen<T>(choices: Readonly<Record<string, T>>, name: unknown): T {
  const found = typeof name === 'string' && Object.hasOwn(choices, name) ? choices[name] : undefined
  if (found === undefined) throw new Error(`Choose one of ${Object.keys(choices).join(', ')}`)
  return found
}

async function stateOf({ world, journal }: Drive, after: number) {
  const renewal = journal.renewals.at(-1)
  return {
    now: world.clock.now().toString(),
    total: journal.entries.length,
    entries: journal.entries.slice(after).map(entryShown),
    figures: figuresShown(await readFigures(world), await readRefunds(world, journal.renewals)),
    phone: { url: phonePage(world, renewal), name: renewal?.customer.name },
    invoice: renewal && world.stripe.find('invoice', renewal.invoice).hosted_invoice_url,
    canRetry: latestOpen(world, journal) !== undefined,
    canRefund: latestPayment(world, journal) !== undefined,
  }
}

function entryShown({ at, hop, text, renewal }: Entry) {
  return { at: at.toString(), hop, text, name: firstName(renewal) }
}

function figuresShown(
  { messages, delivered, clicks, received, recovered }: Figures,
  refunds: Readonly<Record<string, number>>,
) {
  return {
    counts: { messages, delivered, clicks },
    received: [
      ...received
        .filter(({ amount }) => amount > 0)
        .map(({ amount, currency, attribution }) => ({
          amount: formatAmount(amount, currency),
          why: attributionWords[attribution],
        })),
      ...amountsShown(refunds).map((amount) => ({ amount, why: 'refunded' })),
    ],
    recovered: amountsShown(recovered),
  }
}

function amountsShown(amounts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(amounts)
    .filter(([, amount]) => amount > 0)
    .map(([currency, amount]) => formatAmount(amount, currency))
}

/** Says to those who see it that a link opens another page. */
const arrow = html` <span aria-hidden="true">↗</span>`

function page({ merchant }: World) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Paynudge · ${merchant.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<header class="top">
  <div><strong class="brand">Paynudge</strong><h1>${merchant.name}</h1></div>
  <p class="clock"><span>Simulated time</span><time id="now"></time></p>
</header>
<main>
  <section class="figures" aria-label="Figures">
    <dl id="counts"></dl>
    <div class="money">
      <h2>Money after a failure</h2>
      <p class="recovered">Recovered by us: <b id="recovered"></b></p>
      <ul id="received"></ul>
    </div>
  </section>
  <section class="acts" aria-label="Make something happen">
    <form id="decline">
      <label>Customer <select name="customer">${everybody.map(customerOption)}</select></label>
      <label>Because <select name="code">${Object.entries(declineCodes).map(codeOption)}</select></label>
      <button class="main">A renewal is declined</button>
    </form>
    <div class="row">
      <button type="button" data-do="retry" id="retry" disabled>Stripe’s retry succeeds</button>
      <button type="button" data-do="refund" id="refund" disabled>Refund the last payment</button>
      <button type="button" data-do="pass" data-span="hour">An hour goes by</button>
      <button type="button" data-do="pass" data-span="day">A day goes by</button>
    </div>
    <p id="problem" role="alert" hidden></p>
  </section>
  <section class="journey" aria-labelledby="journey-title">
    <h2 id="journey-title">What happened</h2>
    <p id="nothing" class="empty">Nothing yet. A renewal is about to be declined.</p>
    <ol id="log" role="log" tabindex="0" aria-labelledby="journey-title"></ol>
  </section>
</main>
<aside aria-label="The customer’s side">
  <nav><a id="phone-link" target="_blank" rel="noopener">Phone page${arrow}</a><a id="invoice-link" target="_blank" rel="noopener">Invoice page${arrow}</a></nav>
  <iframe id="phone" title="The customer’s phone"></iframe>
</aside>
<script src="/page.js" type="module"></script>
</body>
</html>`
}

function customerOption({ id, name, country, amount, currency, phone, optIn }: Customer) {
  const lack = phone ? (optIn ? '' : ', no consent') : ', no phone'
  return html`<option value="${id}">${name}, ${country}, ${formatAmount(amount, currency)}${lack}</option>`
}

function codeOption([code, words]: readonly [string, string]) {
  return html`<option value="${code}">${words}</option>`
}
