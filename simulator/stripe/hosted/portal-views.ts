import { html } from 'hono/html'
import type Stripe from 'stripe'
import { cardOf } from '../actions/invoice-payments.ts'
import type { Portal } from '../objects/portal.ts'
import { hasEnded } from '../objects/subscription.ts'
import { all, idOf, type Space } from '../state.ts'
import { alertNote, cardChoices, layout, type Markup, merchantHeader, merchantOf } from './views.ts'

/** Where a shopper puts another card on file, with what went wrong with the last one. */
export function cardPage(space: Space, portal: Portal, alert?: string): Markup {
  return portalPage(
    space,
    html`${portal.session.flow ? '' : planSection(space, portal)}
      ${cardSection(space, portal)}
      <form method="post" class="card">
        <h2>Another card</h2>
        ${alertNote(alert)}
        <fieldset>
          <legend>Card</legend>
          ${cardChoices('card')}
        </fieldset>
        <button type="submit">Save card</button>
      </form>`,
  )
}

/** Shown to a shopper who was not sent for one thing only. */
function planSection(space: Space, { session }: Portal): Markup {
  const plans = all(space, 'subscription', (one) => idOf(one.customer) === session.customer)
    .filter((one) => !hasEnded(one))
    .flatMap(({ items }) => items.data.map(({ price }) => nameOf(space, price)))
  return html`<section class="card"><h2>Your plan</h2><p>${plans.join(', ') || 'None'}</p></section>`
}

function nameOf(space: Space, { product }: Stripe.Price): string {
  return space.objects.product.get(idOf(product) ?? '')?.name ?? ''
}

/** The page after the card was saved. */
export function donePage(space: Space, portal: Portal): Markup {
  const words = portal.session.flow?.after_completion.hosted_confirmation?.custom_message
  const back = portal.session.return_url
  return portalPage(
    space,
    html`<section class="card">
        <p class="mark" aria-hidden="true">✓</p>
        <h1>Your card is saved</h1>
        <p class="quiet">${words ?? 'It will be used for your next payments.'}</p>
        ${back ? html`<p><a href="${back}">Return to ${merchantOf(space.account)}</a></p>` : ''}
      </section>
      ${cardSection(space, portal)}`,
  )
}

/** Where a shopper whose link has died proves who they are. */
export function loginPage(space: Space, portal: Portal): Markup {
  const email = space.objects.customer.get(portal.session.customer)?.email
  return portalPage(
    space,
    html`<form method="post" class="card">
      <h1>Log in</h1>
      <p class="quiet">Your link has expired. We send a code to ${hidden(email)}.</p>
      <button type="submit" name="login" value="code">Log in with the code</button>
    </form>`,
  )
}

function hidden(email: string | null | undefined): string {
  return email ? email.replace(/(?<=.).*(?=@)/, '•••') : 'your e-mail address'
}

function portalPage(space: Space, content: Markup): Markup {
  const name = merchantOf(space.account)
  return layout(
    `Your account with ${name}`,
    html`<section class="card">
        ${merchantHeader(name)}
      </section>
      ${content}`,
  )
}

function cardSection(space: Space, { session }: Portal): Markup {
  const card = cardOf(space, { customer: session.customer, default_payment_method: null })?.card
  const words = card
    ? `${card.brand} •••• ${card.last4}, expires ${card.exp_month}/${card.exp_year}`
    : 'There is none'
  return html`<section class="card"><h2>Your card</h2><p>${words}</p></section>`
}
