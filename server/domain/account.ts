/** Every environment. */
const environments = ['live', 'test', 'sandbox'] as const
/** Where an account lives: Stripe's live mode, its legacy test mode, or a sandbox. Never mixed. */
export type Environment = (typeof environments)[number]

/** A Stripe account in one environment: the first part of every key, query and request. */
export type AccountKey = { readonly environment: Environment; readonly accountId: string }

/** A name no other account has, in no environment: for the keys of maps and locks. */
export function nameOfAccount({ environment, accountId }: AccountKey): string {
  return `${environment} ${accountId}`
}

/** What a merchant has told us about the business behind an account. */
export type Account = AccountKey & {
  readonly name: string
  /** ISO 3166 alpha-2; the last hint for phone numbers written without a country code. */
  readonly country: string
  /** Used when neither the shopper nor the shopper's country tells a language. */
  readonly language: string
  /** The merchant's own host for payment pages, beside Stripe's, such as `pay.example.com`. */
  readonly linkDomain: string | undefined
}

/** Whether a text names an environment. */
export function isEnvironment(text: string): text is Environment {
  return (environments as readonly string[]).includes(text)
}
