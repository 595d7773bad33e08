import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type Stripe from 'stripe'
import { byRequest } from '../act.ts'
import { payVoucher } from '../actions/vouchers.ts'
import { formatAmount } from '../money.ts'
import { voucherPages } from '../objects/voucher.ts'
import type { Space, State } from '../state.ts'
import { layout, type Markup, merchantOf, messagePage } from './views.ts'

/** Where shoppers look at a voucher. Its button stands for the counter where they pay it. A look changes nothing. */
export function createVoucherPages(state: State): Hono {
  const app = new Hono()
  for (const page of voucherPages) {
    app.get(`/${page}/:token`, (c) => {
      const found = seekVoucher(state, c)
      return found ? c.html(show(found)) : c.html(notFound(), 404)
    })
    app.post(`/${page}/:token`, (c) => {
      const found = seekVoucher(state, c)
      if (!found) return c.html(notFound(), 404)
      if (found.intent.status === 'requires_action')
        payVoucher(byRequest(state, found.space), found.intent.id)
      return c.redirect(c.req.path, 303)
    })
  }
  return app
}

type Found = { readonly space: Space; readonly intent: Stripe.PaymentIntent }

function seekVoucher(state: State, c: Context): Found | undefined {
  const token = c.req.param('token') ?? ''
  const space = state.spaces.find((one) => one.hosted.has(token))
  const intent = space?.objects.payment_intent.get(space.hosted.get(token) ?? '')
  return space && intent && { space, intent }
}

function show({ space, intent }: Found): Markup {
  const amount = formatAmount(intent.amount, intent.currency)
  if (intent.status === 'succeeded') return messagePage('Paid', html`<p class="amount">${amount}</p>`)
  if (intent.status !== 'requires_action') {
    return messagePage(
      'This voucher can no longer be paid',
      html`<p class="quiet">Please go back to ${merchantOf(space.account)}.</p>`,
    )
  }
  return layout(
    'Voucher',
    html`<section class="card">
      <h1>${merchantOf(space.account)}</h1>
      <p class="amount">${amount}</p>
      <p class="quiet">Show this at the counter, or give its number to your bank.</p>
      <form method="post"><button type="submit">Pay ${amount} at the counter</button></form>
    </section>`,
  )
}

function notFound(): Markup {
  return messagePage('Page not found', html`<p>This link leads to no voucher.</p>`)
}
