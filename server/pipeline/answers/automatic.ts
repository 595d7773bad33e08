import type { Account } from '../../domain/account.ts'
import { setUpAutomaticPage } from '../../stripe/automatic.ts'
import type { Tools } from '../tools.ts'

/** The page on which one of these customers has Stripe charge them by itself; undefined when none has a subscription. */
export async function automaticPage(
  { stripe }: Tools,
  account: Account,
  customers: readonly string[],
): Promise<string | undefined> {
  for (const customer of customers) {
    const url = await setUpAutomaticPage(stripe(account), customer)
    if (url) return url
  }
  return undefined
}
