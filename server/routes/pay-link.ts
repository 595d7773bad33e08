import { type Context, Hono } from 'hono'
import type { Clock } from '../domain/clock.ts'
import { flowOf } from '../flows/index.ts'
import type { Db } from '../store/database.ts'
import { findPayLink, type PayLink, recordClick } from '../store/pay-links.ts'
import type { StripeFor } from '../stripe/clients.ts'
import { freshPage, isTrustedPage, letsIn, type PayPage, type Wanted } from '../stripe/links.ts'
import { closedPage, donePage, laterPage, notFoundPage, paidPage } from './pay-page.ts'

/** What the pay link works with. */
export type PayLinkTools = {
  readonly db: Db
  readonly clock: Clock
  readonly stripe: StripeFor
  readonly stripeApiBase: string
  /** Where the server is reached from outside; empty where only the request tells. */
  readonly publicUrl: string
  /** Told of a payment page on a host we may not lead to. */
  readonly untrusted: (link: PayLink, host: string) => void
}

/** A shopper waits no longer than this for Stripe; then the page last seen has to do. */
const patienceMs = 3_000
const tokenShape = /^[\w-]{22}$/
/** Link previews and scanners: what they open was opened by nobody, and is not worth a call to Stripe. */
const robots =
  /^whatsapp\/|facebookexternalhit|facebot|bot\/\d|(google|bing|apple|slack|telegram|discord|linkedin)bot|crawler|spider|slurp|^curl\/|^wget\/|^python/i

/** `GET /r/:token`: from a message to a payment page that is valid now, or to a plain word about why there is none. */
export function payLink(tools: PayLinkTools): Hono {
  const route = new Hono()
  const currentPage = createLooks(tools)
  route.use('/r/*', async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
    c.header('X-Robots-Tag', 'noindex')
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  })
  route.get('/r/:token', async (c) => {
    const token = c.req.param('token')
    const link = tokenShape.test(token) ? await findPayLink(tools.db, token) : undefined
    if (!link) return c.html(notFoundPage(), 404)
    if (isRobot(c)) return show(c, link, lastSeenPage(link), tools)
    // A click that cannot be noted must not keep anybody from paying.
    await recordClick(tools.db, link, tools.clock.now()).catch(() => undefined)
    // A new page for what was paid would take the money twice.
    if (link.isPaid) return c.html(paidPage(link))
    // Messages are kept for years, forwarded, and shown to others.
    if (link.hasEnded && letsIn(flowOf(link.flow).page(link.subject))) return c.html(closedPage(link))
    const backUrl = new URL(`/r/${token}/done`, tools.publicUrl || c.req.url).href
    return show(c, link, await currentPage(link, backUrl), tools)
  })
  route.get('/r/:token/done', async (c) => {
    const token = c.req.param('token')
    const link = tokenShape.test(token) ? await findPayLink(tools.db, token) : undefined
    return link ? c.html(donePage(link)) : c.html(notFoundPage(), 404)
  })
  return route
}

function isRobot(c: Context): boolean {
  return c.req.method === 'HEAD' || robots.test(c.req.header('user-agent') ?? '')
}

function show(
  c: Context,
  link: PayLink,
  page: PayPage | undefined,
  { stripeApiBase, untrusted }: PayLinkTools,
): Response | Promise<Response> {
  switch (page?.kind) {
    case 'open':
      if (isTrustedPage(page.url, link, stripeApiBase)) return c.redirect(page.url, 303)
      untrusted(link, URL.parse(page.url)?.hostname ?? 'no host')
      return c.html(laterPage(link), 503)
    case 'paid':
      return c.html(paidPage(link))
    case 'closed':
      return c.html(closedPage(link))
    case undefined:
      return c.html(laterPage(link), 503)
  }
}

type Look = { readonly until: number; readonly page: Promise<PayPage | undefined> }

/** Taps on one link share a look for this long, so that nobody can use up the merchant's reads at Stripe. */
const sharedMs = 2_000
const looksAtMost = 1_000

/** The page as Stripe gives it now; where Stripe is slow or down, the one last seen; undefined when there is none. */
function createLooks({ stripe, clock }: PayLinkTools) {
  const looks = new Map<string, Look>()
  return (link: PayLink, backUrl: string): Promise<PayPage | undefined> => {
    const now = clock.now().epochMilliseconds
    const known = looks.get(link.enrollmentId)
    if (known && known.until > now) return known.page
    if (looks.size >= looksAtMost) looks.clear()
    const fresh = Promise.try(() => freshPage(stripe(link), wantedBehind(link, backUrl)))
    const page = inTime(fresh, lastSeenPage(link))
    looks.set(link.enrollmentId, { until: now + sharedMs, page })
    return page
  }
}

function wantedBehind({ flow, subject }: PayLink, backUrl: string): Wanted {
  const { page, lookAt } = flowOf(flow)
  return { page: page(subject), id: lookAt(subject).id, backUrl }
}

/** The fresh page, or the other one when it fails or does not come in time. */
function inTime(fresh: Promise<PayPage>, otherwise: PayPage | undefined): Promise<PayPage | undefined> {
  let patience: NodeJS.Timeout | undefined
  const impatient = new Promise<PayPage | undefined>((resolve) => {
    patience = setTimeout(() => resolve(otherwise), patienceMs)
  })
  return Promise.race([fresh.catch(() => otherwise), impatient]).finally(() => clearTimeout(patience))
}

function lastSeenPage({ pageUrl }: PayLink): PayPage | undefined {
  return pageUrl ? { kind: 'open', url: pageUrl } : undefined
}
