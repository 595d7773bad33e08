import type Stripe from 'stripe'

/** What Stripe knows of the business behind an account. */
export type Business = { readonly name: string | undefined; readonly country: string | undefined }

/** Reads the account itself. Throws when the key does not open it. */
export async function readBusiness(stripe: Stripe, accountId: string): Promise<Business> {
  const account = await stripe.accounts.retrieve(accountId)
  const name = account.business_profile?.name ?? account.settings?.dashboard?.display_name ?? undefined
  return { name: name || undefined, country: account.country || undefined }
}
