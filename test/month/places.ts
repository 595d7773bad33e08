/** Where people of the cast live. */
export type Place = {
  /** The clock on their wall, by its IANA name. */
  readonly zone: string
  /** The clock their days and weeks are counted on, where Stripe does not tell where in the country they live. */
  readonly countedOn?: string
  /** Of the address, ISO 3166 alpha-2. */
  readonly country: string
  readonly region?: string
  readonly locale: string
  readonly currency: string
  /** The phone of somebody there in E.164, another one for each number below ten thousand. */
  readonly phone: (number: number) => string
}

function startingWith(digits: string): Place['phone'] {
  return (number) => `+${digits}${String(number).padStart(6, '0')}`
}

/** Eight time zones, one of half an hour, and two that change their clocks within the month. */
export const places: readonly Place[] = [
  {
    zone: 'Europe/Madrid',
    country: 'ES',
    locale: 'es-ES',
    currency: 'eur',
    phone: startingWith('34600'),
  },
  {
    zone: 'Europe/London',
    country: 'GB',
    locale: 'en-GB',
    currency: 'gbp',
    phone: startingWith('447911'),
  },
  {
    zone: 'Asia/Kolkata',
    country: 'IN',
    locale: 'en-IN',
    currency: 'inr',
    phone: startingWith('919820'),
  },
  {
    zone: 'America/New_York',
    country: 'US',
    locale: 'en-US',
    currency: 'usd',
    phone: startingWith('12122'),
  },
  {
    // Nothing in Stripe says in which of the country's zones they live: every one of them may be meant.
    zone: 'Pacific/Honolulu',
    countedOn: 'America/New_York',
    country: 'US',
    locale: 'en-US',
    currency: 'usd',
    phone: startingWith('34611'),
  },
  {
    zone: 'America/Sao_Paulo',
    country: 'BR',
    region: 'SP',
    locale: 'pt-BR',
    currency: 'brl',
    phone: startingWith('5511987'),
  },
  {
    zone: 'America/Mexico_City',
    country: 'MX',
    region: 'CMX',
    locale: 'es-MX',
    currency: 'mxn',
    phone: startingWith('525555'),
  },
  {
    zone: 'Asia/Tokyo',
    country: 'JP',
    locale: 'ja',
    currency: 'jpy',
    phone: startingWith('818012'),
  },
]
