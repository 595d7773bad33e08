import type { World } from '../world.ts'
import type { Matter } from './matters.ts'

/** As the browser of a phone calls itself. */
const headers = {
  'user-agent':
    'Mozilla/5.0 (Linux; Android 16; Mobile) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
}

/** Taps the link of a message; returns the page of Stripe's it leads to. Throws when it leads to none. */
export async function tapLink(link: string): Promise<string> {
  const answer = await fetch(link, { headers, redirect: 'manual' })
  const page = answer.headers.get('location')
  if (answer.status !== 303 || !page) throw new Error(`the link answered ${answer.status}, not 303`)
  return page
}

/** Opens the link of a message; returns the invoice page it leads to. Throws when it leads elsewhere. */
export async function openLink({ stripe }: World, { subject }: Matter, link: string): Promise<string> {
  const page = await tapLink(link)
  const wanted = stripe.find('invoice', subject).hosted_invoice_url
  if (page !== wanted) throw new Error(`the link leads to ${page}, not to ${wanted}`)
  const shown = await fetch(page, { headers })
  if (!shown.ok) throw new Error(`the invoice page answered ${shown.status}`)
  return page
}

/** Pays in full on an invoice page, with the form a browser would send. */
export async function payOnPage(page: string): Promise<void> {
  const body = new URLSearchParams({ card: 'visa', part: 'whole' })
  const answer = await fetch(page, { method: 'POST', headers, body, redirect: 'manual' })
  if (answer.status !== 303) throw new Error(`the invoice page answered ${answer.status} to the payment`)
}
