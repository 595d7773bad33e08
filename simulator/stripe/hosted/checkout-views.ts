import { html } from 'hono/html'
import type Stripe from 'stripe'
import { formatAmount } from '../money.ts'
import { isVoucherMethod, type VoucherMethod } from '../objects/voucher.ts'
import {
  alertNote,
  cardChoices,
  choice,
  layout,
  type Markup,
  merchantHeader,
  messagePage,
  row,
} from './views.ts'

type Session = Stripe.Checkout.Session

/** A session as its page shows it. */
export type Shown = {
  readonly merchant: string
  readonly session: Session
  readonly items: readonly Stripe.LineItem[]
}

/** The page of an open session, with what is wrong with the last attempt. */
export function checkoutPage(shown: Shown & { readonly alert: string | undefined }): Markup {
  const { merchant, session, alert } = shown
  return layout(
    `${merchant}: Checkout`,
    html`${summary(shown, html`<p class="amount">${total(session)}</p>`)}
      <form method="post" class="card">
        <h2>Your details</h2>
        ${alertNote(alert)}
        <fieldset>${contactFields(session)} ${session.custom_fields.map(questionField)}</fieldset>
        <fieldset>
          <legend>Payment method</legend>
          ${cardChoices('pay')}
          ${session.payment_method_types.filter(isVoucherMethod).map(voucherChoice)}
        </fieldset>
        <button type="submit">${submitText(session)}</button>
      </form>`,
  )
}

function submitText({ mode }: Session): string {
  if (mode === 'setup') return 'Save card'
  return mode === 'subscription' ? 'Subscribe' : 'Pay'
}

function contactFields(session: Session): Markup {
  const known = session.customer_details?.email
  return html`${known ? html`<p class="quiet">${known}</p>` : field({ name: 'email', label: 'E-mail', type: 'email' })}
    ${field({ name: 'name', label: 'Name', type: 'text' })}
    ${session.phone_number_collection?.enabled ? field({ name: 'phone', label: 'Phone number', type: 'tel' }) : ''}`
}

function field({ name, label, type }: { name: string; label: string; type: string }): Markup {
  return html`<label class="field">${label}<input name="${name}" type="${type}"></label>`
}

function questionField({ key, label, dropdown }: Stripe.Checkout.Session.CustomField): Markup {
  const text = label.custom ?? key
  if (!dropdown) return field({ name: `answer_${key}`, label: text, type: 'text' })
  return html`<label class="field">${text}
    <select name="answer_${key}">
      ${dropdown.options.map((option) => html`<option value="${option.value}">${option.label}</option>`)}
    </select>
  </label>`
}

const voucherNames: Readonly<Record<VoucherMethod, string>> = {
  boleto: 'Boleto',
  oxxo: 'OXXO',
  konbini: 'Konbini',
  multibanco: 'Multibanco',
  customer_balance: 'Bank transfer',
}

function voucherChoice(method: VoucherMethod): Markup {
  return choice('pay', method, { text: voucherNames[method], hint: 'pay later' })
}

/** The page of a session that is complete, with the voucher where it is still to be paid. */
export function completePage(shown: Shown & { readonly voucherUrl: string | undefined }): Markup {
  const { merchant, session, voucherUrl } = shown
  const headline = headlineOf(session)
  return layout(
    headline,
    summary(
      shown,
      html`<p class="mark" aria-hidden="true">✓</p>
        <h1>${headline}</h1>
        <p class="amount">${total(session)}</p>
        ${voucherUrl ? html`<p><a href="${voucherUrl}">Show how to pay</a></p>` : ''}
        <p><a href="${session.success_url ?? '#'}">Back to ${merchant}</a></p>`,
    ),
  )
}

function headlineOf({ mode, payment_status }: Session): string {
  if (mode === 'setup') return 'Your card is saved'
  return payment_status === 'unpaid' ? 'Order received' : 'Payment received'
}

/** The page of a session, or of a recovery link, that has expired. */
export function expiredPage(merchant: string): Markup {
  return messagePage(
    'This checkout has expired',
    html`<p class="quiet">Nothing was paid. Please go back to ${merchant} to start again.</p>`,
  )
}

function total({ amount_total, currency }: Session): string {
  return amount_total === null ? '' : formatAmount(amount_total, currency ?? 'usd')
}

function summary({ merchant, items }: Shown, headline: Markup): Markup {
  return html`<section class="card">
    ${merchantHeader(merchant)}
    ${headline}
    <ul class="lines">${items.map(itemRow)}</ul>
  </section>`
}

function itemRow({ quantity, description, amount_total, currency }: Stripe.LineItem): Markup {
  return row(`${quantity} × ${description}`, formatAmount(amount_total, currency))
}
