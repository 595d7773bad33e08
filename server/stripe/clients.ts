import Stripe from 'stripe'
import { type AccountKey, type Environment, nameOfAccount } from '../domain/account.ts'
import { createHttpClient } from './http-client.ts'
import type { ReadBudget } from './read-budget.ts'

/** What is needed to speak for accounts. */
export type StripeKeys = {
  readonly secretKeys: Readonly<Partial<Record<Environment, string>>>
  /** The account a key belongs to itself; every other one is reached through `Stripe-Account`. */
  readonly ownAccounts: Readonly<Partial<Record<Environment, string>>>
  readonly apiBase: string
}

/** Stripe's API on behalf of one account. */
export type StripeFor = (account: AccountKey) => Stripe

/** The version our readers are written for; the same the package's types describe. */
const apiVersion = '2026-10-28.endive'

const timeoutMs = 20_000
const maxNetworkRetries = 2

/** Makes clients for accounts, one kept for each; every request counts. Throws for an environment without a secret key. */
export function createStripe(keys: StripeKeys, budget: ReadBudget): StripeFor {
  const clients = new Map<string, Stripe>()
  const http = createHttpClient()
  return (account) => {
    const name = nameOfAccount(account)
    const known = clients.get(name)
    if (known) return known
    const client = connect(keys, account, counting(http, budget, account))
    clients.set(name, client)
    return client
  }
}

function connect(
  keys: StripeKeys,
  { environment, accountId }: AccountKey,
  httpClient: Stripe.HttpClient,
): Stripe {
  const secretKey = keys.secretKeys[environment]
  if (!secretKey) throw new Error(`STRIPE_SECRET_KEY_${environment.toUpperCase()} is not set`)
  const base = new URL(keys.apiBase)
  const isOwn = keys.ownAccounts[environment] === accountId
  return new Stripe(secretKey, {
    apiVersion,
    timeout: timeoutMs,
    maxNetworkRetries,
    telemetry: false,
    httpClient,
    protocol: base.protocol === 'http:' ? 'http' : 'https',
    host: base.hostname,
    ...(base.port ? { port: base.port } : {}),
    ...(isOwn ? {} : { stripeAccount: accountId }),
  })
}

const tooManyRequests = 429

/** The same way to ask, with every request counted, those the package repeats by itself as well. */
function counting(http: Stripe.HttpClient, budget: ReadBudget, account: AccountKey): Stripe.HttpClient {
  return {
    getClientName: http.getClientName,
    makeRequest: async (...request) => {
      budget.count(account)
      const response = await http.makeRequest(...request)
      if (response.getStatusCode() === tooManyRequests) budget.slowDown(account)
      return response
    },
  }
}
