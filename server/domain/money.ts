/** An amount in Stripe's minor unit of its currency; never added across currencies. */
export type Money = { readonly amount: number; readonly currency: string }

/** Stripe's zero-decimal currencies: https://docs.stripe.com/currencies#zero-decimal */
const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
/** Stripe's three-decimal currencies: https://docs.stripe.com/currencies#three-decimal */
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '))
/** Kept with two digits in Stripe's API for compatibility, but people write them without. */
const writtenWhole = new Set(['isk', 'ugx'])

/** How many digits of Stripe's minor unit stand behind the decimal point. `Intl` knows other ones. */
export function exponent(currency: string): 0 | 2 | 3 {
  const code = currency.toLowerCase()
  if (zeroDecimal.has(code)) return 0
  return threeDecimal.has(code) ? 3 : 2
}

/** The amount as a shopper reads it, such as `49,00 €`; `language` is a code of ours or a BCP 47 tag. */
export function formatMoney(money: Money, language: string): string {
  const digits = exponent(money.currency)
  const value = decimal(money.amount, digits)
  const shown = writtenWhole.has(money.currency.toLowerCase()) && money.amount % 100 === 0 ? 0 : digits
  return formatFor(language, money.currency.toUpperCase(), shown).format(value)
}

const formats = new Map<string, Intl.NumberFormat>()

/** Made once for each: that takes longer than everything else a message is written with. */
function formatFor(language: string, currency: string, shown: number): Intl.NumberFormat {
  const name = `${language} ${currency} ${shown}`
  const known = formats.get(name)
  if (known) return known
  const format = new Intl.NumberFormat(language.replace('_', '-'), {
    style: 'currency',
    currency,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  })
  formats.set(name, format)
  return format
}

/** The amount in the currency's own unit, such as 49 for 4900 cents: for scales, never for sums. */
export function inUnits({ amount, currency }: Money): number {
  return amount / 10 ** exponent(currency)
}

/** The exact decimal text, which Intl formats without going through a float. */
function decimal(amount: number, digits: number): Intl.StringNumericLiteral {
  const sign = amount < 0 ? '-' : ''
  const text = Math.abs(amount)
    .toString()
    .padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return (
    digits === 0 ? `${sign}${text}` : `${sign}${whole}.${text.slice(-digits)}`
  ) as Intl.StringNumericLiteral
}
