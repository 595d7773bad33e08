import { Hono } from 'hono'
import { html } from 'hono/html'
import type Stripe from 'stripe'
import { byRequest } from '../act.ts'
import { payByHand } from '../actions/by-hand.ts'
import { answerBank, waitingIntent } from '../actions/confirmations.ts'
import { openPayment } from '../actions/invoice-payments.ts'
import { all, idOf, type Space, type State } from '../state.ts'
import { cards } from './cards.ts'
import { closedPage, type Markup, messagePage, paidPage, payPage, tryAnother } from './views.ts'

/** Where shoppers look at an invoice and pay it. A look changes nothing. */
export function createHostedPages(state: State): Hono {
  const app = new Hono()
  app.get('/i/:account/:token', (c) => {
    const found = seekPage(state, c.req.param('account'), c.req.param('token'))
    return found ? c.html(show(found)) : c.html(notFound(), 404)
  })
  app.post('/i/:account/:token', async (c) => {
    const found = seekPage(state, c.req.param('account'), c.req.param('token'))
    if (!found) return c.html(notFound(), 404)
    if (found.invoice.status !== 'open') return c.html(show(found))
    const chosen = await c.req.parseBody()
    if (chosen.answer !== undefined) answer(state, found, chosen.answer === 'confirms')
    else payChosen(state, found, { card: String(chosen.card), part: String(chosen.part) })
    // Reloading the page after a payment must not pay again.
    return c.redirect(c.req.path, 303)
  })
  app.get('/i/:account/:token/pdf', (c) => {
    const found = seekPage(state, c.req.param('account'), c.req.param('token'))
    return found
      ? c.body(pdf(found.invoice), 200, { 'content-type': 'application/pdf' })
      : c.html(notFound(), 404)
  })
  return app
}

type Found = { readonly space: Space; readonly invoice: Stripe.Invoice }

function seekPage(state: State, account: string, token: string): Found | undefined {
  const space = state.spaces.find((one) => one.account.id === account && one.hosted.has(token))
  const invoice = space?.objects.invoice.get(space.hosted.get(token) ?? '')
  return space && invoice && { space, invoice }
}

function show({ space, invoice }: Found): Markup {
  if (invoice.status === 'paid') return paidPage(invoice)
  if (invoice.status !== 'open') return closedPage(invoice)
  const waiting = waitingIntent(space, invoice.id)
  const method = space.objects.payment_method.get(idOf(waiting?.payment_method) ?? '')
  return payPage(invoice, { alert: tryAnother(lastDecline(space, invoice)), toConfirm: method })
}

/** What a shopper is told of a decline they just met here; the card on file is not their business. */
function lastDecline(space: Space, invoice: Stripe.Invoice): string | undefined {
  const payments = all(space, 'invoice_payment', (one) => one.invoice === invoice.id)
  const intents = payments.map((one) => idOf(one.payment.payment_intent))
  const charge = all(space, 'charge', (one) => intents.includes(idOf(one.payment_intent))).at(-1)
  // The intent that still waits keeps its error, though another one brought a part of the money since.
  if (charge?.status === 'succeeded') return undefined
  const waiting = idOf(openPayment(space, invoice.id)?.payment.payment_intent)
  const error = space.objects.payment_intent.get(waiting ?? '')?.last_payment_error
  if (error?.code === 'payment_intent_authentication_failure')
    return 'We are unable to authenticate your payment method.'
  return error?.payment_method?.customer === null ? error.message : undefined
}

function answer(state: State, { space, invoice }: Found, confirms: boolean): void {
  if (!waitingIntent(space, invoice.id)) return
  answerBank(byRequest(state, space), invoice.id, confirms ? 'confirms' : 'refuses')
}

function payChosen(
  state: State,
  { space, invoice }: Found,
  chosen: { readonly card: string; readonly part: string },
) {
  const card = cards[chosen.card]
  if (!card) return
  const half = Math.floor(invoice.amount_remaining / 2)
  payByHand(byRequest(state, space), invoice.id, {
    card,
    ...(chosen.part === 'half' && half > 0 && { amount: half }),
  })
}

function notFound(): Markup {
  return messagePage(
    'Page not found',
    html`<p>This link leads to no invoice. Please check it with the sender.</p>`,
  )
}

/** The smallest document that a PDF reader opens. */
function pdf(invoice: Stripe.Invoice): string {
  const text = `BT /F1 16 Tf 72 720 Td (Invoice ${invoice.number}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('')
  return `%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n`
}
