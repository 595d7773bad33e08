import { Hono } from 'hono'
import { html } from 'hono/html'
import type Stripe from 'stripe'
import { byRequest, seconds } from '../act.ts'
import { isRecoverable, recoverCheckout } from '../actions/checkout.ts'
import { submitCheckout } from '../actions/checkout-payments.ts'
import { openPayment } from '../actions/invoice-payments.ts'
import { idOf, type Space, type State } from '../state.ts'
import { readForm } from './checkout-form.ts'
import { checkoutPage, completePage, expiredPage } from './checkout-views.ts'
import { type Markup, merchantOf, messagePage, tryAnother } from './views.ts'

/** Where shoppers pay in a checkout session, and come back to one that expired. A look at a session changes nothing. */
export function createCheckoutPages(state: State): Hono {
  const app = new Hono()
  app.get('/c/pay/:session', (c) => {
    const found = seekSession(state, c.req.param('session'))
    return found ? c.html(show(found, {})) : c.html(notFound(), 404)
  })
  app.post('/c/pay/:session', async (c) => {
    const found = seekSession(state, c.req.param('session'))
    if (!found) return c.html(notFound(), 404)
    if (found.session.status !== 'open') return c.html(show(found, {}))
    const form = readForm(found.session, await c.req.parseBody())
    if ('wrong' in form) return c.html(show(found, form), 400)
    submitCheckout(byRequest(state, found.space), found.session.id, form.typed)
    // Reloading the page after a payment must not pay again.
    return c.redirect(c.req.path, 303)
  })
  app.get('/r/:token', (c) => {
    const found = seekRecovery(state, c.req.param('token'))
    if (!found) return c.html(notFound(), 404)
    const { space, session } = found
    if (!isRecoverable(session, seconds(state.clock.now())))
      return c.html(expiredPage(merchantOf(space.account)), 410)
    const copy = recoverCheckout(byRequest(state, space), session.id)
    return c.redirect(copy.url ?? '', 303)
  })
  return app
}

type Found = { readonly space: Space; readonly session: Stripe.Checkout.Session }

function seekSession(state: State, id: string): Found | undefined {
  const space = state.spaces.find((one) => one.objects['checkout.session'].has(id))
  const session = space?.objects['checkout.session'].get(id)
  return space && session && { space, session }
}

function seekRecovery(state: State, token: string): Found | undefined {
  const space = state.spaces.find((one) => one.hosted.has(token))
  const session = space?.objects['checkout.session'].get(space.hosted.get(token) ?? '')
  return space && session && { space, session }
}

function show({ space, session }: Found, { wrong }: { readonly wrong?: string }): Markup {
  const merchant = merchantOf(space.account)
  const items = space.carts.get(session.id)?.items ?? []
  if (session.status === 'expired') return expiredPage(merchant)
  if (session.status === 'open') {
    const alert = wrong ?? lastDecline(space, session)
    return checkoutPage({ merchant, session, items, alert })
  }
  return completePage({ merchant, session, items, voucherUrl: voucherUrl(space, session) })
}

function lastDecline(space: Space, session: Stripe.Checkout.Session): string | undefined {
  const setup = space.objects.setup_intent.get(idOf(session.setup_intent) ?? '')
  return tryAnother((intentOf(space, session)?.last_payment_error ?? setup?.last_setup_error)?.message)
}

/** The payment intent of a session, or of the first invoice of the subscription that it began. */
function intentOf(space: Space, session: Stripe.Checkout.Session): Stripe.PaymentIntent | undefined {
  const subscription = space.objects.subscription.get(idOf(session.subscription) ?? '')
  const payment = openPayment(space, idOf(subscription?.latest_invoice) ?? '')?.payment
  return space.objects.payment_intent.get(idOf(session.payment_intent ?? payment?.payment_intent) ?? '')
}

function voucherUrl(space: Space, session: Stripe.Checkout.Session): string | undefined {
  const action = intentOf(space, session)?.next_action
  const { boleto_display_details: boleto, oxxo_display_details: oxxo } = action ?? {}
  const { konbini_display_details: konbini, multibanco_display_details: multibanco } = action ?? {}
  const voucher = boleto ?? oxxo ?? konbini ?? multibanco
  const transfer = action?.display_bank_transfer_instructions
  return voucher?.hosted_voucher_url ?? transfer?.hosted_instructions_url ?? undefined
}

function notFound(): Markup {
  return messagePage(
    'Page not found',
    html`<p>This link leads to no checkout. Please go back to the shop and start again.</p>`,
  )
}
