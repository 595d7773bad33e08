const none = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ')
const three = 'bhd jod kwd omr tnd'.split(' ')
/** Stated in hundredths, but their hundredths do not exist. */
const wholeOnly = 'isk ugx'.split(' ')

/** An amount of Stripe's minor units as a shopper reads it, e.g. `€24.00` (facts/stripe-events.md section 5). */
export function formatAmount(amount: number, currency: string, locale = 'en'): string {
  const digits = none.includes(currency) ? 0 : three.includes(currency) ? 3 : 2
  const shown = wholeOnly.includes(currency) ? 0 : digits
  const style = {
    style: 'currency',
    currency,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  } as const
  return new Intl.NumberFormat(locale, style).format(amount / 10 ** digits)
}
