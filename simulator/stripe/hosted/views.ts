import { html } from 'hono/html'
import type Stripe from 'stripe'
import { formatAmount } from '../money.ts'
import { styles } from './styles.ts'

/** A piece of HTML, escaped by the template that made it. */
export type Markup = ReturnType<typeof html>

/** The frame of every page. */
export function layout(title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <style>${styles}</style>
  </head>
  <body>
    <main>${content}</main>
    <footer>A simulated page. No real money moves here.</footer>
  </body>
</html>`
}

/** What an open invoice's page says besides what is owed. */
export type Notes = {
  /** What went wrong with the last card. */
  readonly alert: string | undefined
  /** The card whose bank waits for the shopper. */
  readonly toConfirm: Stripe.PaymentMethod | undefined
}

/** The page of an open invoice. */
export function payPage(invoice: Stripe.Invoice, { alert, toConfirm }: Notes): Markup {
  const rest = formatAmount(invoice.amount_remaining, invoice.currency)
  return layout(
    `Invoice ${invoice.number} from ${invoice.account_name}`,
    html`${summary(invoice, html`<p class="amount">${rest}</p>`)}
      ${toConfirm ? bankForm(toConfirm) : ''}
      <form method="post" class="card">
        <h2>Pay by card</h2>
        ${alertNote(alert)}
        <fieldset>
          <legend>Card</legend>
          ${cardChoices('card')}
        </fieldset>
        <fieldset>
          <legend>Amount</legend>
          ${choice('part', 'whole', { text: 'Pay in full', hint: rest, checked: true })}
          ${choice('part', 'half', { text: 'Pay half', hint: half(invoice) })}
        </fieldset>
        <button type="submit">Pay ${invoice.account_name}</button>
      </form>`,
  )
}

function bankForm({ card }: Stripe.PaymentMethod): Markup {
  return html`<form method="post" class="card">
    <h2>Confirm with your bank</h2>
    <p class="quiet">The bank of your card •••• ${card?.last4 ?? ''} wants to know that it is you.</p>
    <button type="submit" name="answer" value="confirms">Confirm the payment</button>
    <button type="submit" name="answer" value="refuses" class="second">This was not me</button>
  </form>`
}

function half(invoice: Stripe.Invoice): string {
  return formatAmount(Math.floor(invoice.amount_remaining / 2), invoice.currency)
}

/** What went wrong with what the shopper did, where something did. */
export function alertNote(message: string | undefined): Markup {
  return html`${message ? html`<p class="error" role="alert">${message}</p>` : ''}`
}

/** What a shopper whose card did not work is told. */
export function tryAnother(why: string | undefined): string | undefined {
  return why && `${why} Please try another card.`
}

/** The cards that a shopper may choose (see `cards.ts`), the one that works first. */
export function cardChoices(name: string): Markup {
  return html`${choice(name, 'visa', { text: 'Visa •••• 4242', hint: 'works', checked: true })}
    ${choice(name, 'mastercard', { text: 'Mastercard •••• 0002', hint: 'declined' })}
    ${choice(name, 'secure', { text: 'Visa •••• 3155', hint: 'asks your bank' })}`
}

/** One choice of several. */
export type Choice = { readonly text: string; readonly hint: string; readonly checked?: true }

/** A radio button with its words. */
export function choice(name: string, value: string, { text, hint, checked }: Choice): Markup {
  return html`<label class="choice">
    <input type="radio" name="${name}" value="${value}" ${checked ? 'checked' : ''}>
    <span>${text}</span><small>${hint}</small>
  </label>`
}

/** The page of an invoice that is paid. */
export function paidPage(invoice: Stripe.Invoice): Markup {
  const paid = formatAmount(invoice.amount_paid, invoice.currency)
  return layout(
    'Payment received',
    summary(
      invoice,
      html`<p class="mark" aria-hidden="true">✓</p>
        <h1>Payment received</h1>
        <p class="amount">${paid}</p>
        <p class="quiet">Thank you, ${invoice.customer_name ?? 'and see you soon'}. A receipt is on its way.</p>`,
    ),
  )
}

/** The page of an invoice that was voided or given up. */
export function closedPage(invoice: Stripe.Invoice): Markup {
  const note = html`<h1>This invoice is no longer payable</h1>
    <p class="quiet">Nothing is owed on it. If you have a question, please ask ${invoice.account_name}.</p>`
  return layout('No longer payable', summary(invoice, note))
}

/** A page that says one thing. */
export function messagePage(title: string, content: Markup): Markup {
  return layout(title, html`<section class="card"><h1>${title}</h1>${content}</section>`)
}

function summary(invoice: Stripe.Invoice, headline: Markup): Markup {
  return html`<section class="card">
    ${merchantHeader(invoice.account_name ?? '')}
    ${headline}
    <dl>
      <div><dt>Invoice</dt><dd>${invoice.number}</dd></div>
      <div><dt>To</dt><dd>${invoice.customer_name ?? invoice.customer_email ?? ''}</dd></div>
      <div><dt>${invoice.due_date ? 'Due' : 'Issued'}</dt><dd>${day(invoice.due_date ?? invoice.created)}</dd></div>
    </dl>
    <ul class="lines">
      ${invoice.lines.data.map((line) => row(line.description ?? '', formatAmount(line.amount, line.currency)))}
      ${invoice.amount_paid > 0 ? row(invoice.status === 'paid' ? 'Paid' : 'Paid so far', formatAmount(invoice.amount_paid, invoice.currency)) : ''}
    </ul>
  </section>`
}

/** The name of a merchant, as the pages show it. */
export function merchantOf(account: Stripe.Account): string {
  return account.business_profile?.name ?? account.id
}

/** Whose page it is. */
export function merchantHeader(name: string): Markup {
  return html`<header class="merchant"><span class="badge" aria-hidden="true">${name.slice(0, 1)}</span>${name}</header>`
}

/** A line of a list of amounts. */
export function row(label: string, amount: string): Markup {
  return html`<li><span>${label}</span><span>${amount}</span></li>`
}

function day(unixSeconds: number): string {
  const date = Temporal.Instant.fromEpochMilliseconds(unixSeconds * 1000).toZonedDateTimeISO('UTC')
  return date.toLocaleString('en', { day: 'numeric', month: 'long', year: 'numeric' })
}
