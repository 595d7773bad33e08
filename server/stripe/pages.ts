/** Whether a page is Stripe's, or stands on the merchant's own host: reached by https, with no name put before the host. */
export function isKnownPage(url: string, linkDomain: string | undefined): boolean {
  if (!URL.canParse(url)) return false
  const page = new URL(url)
  if (page.protocol !== 'https:' || page.username || page.password) return false
  const isStripe = page.hostname === 'stripe.com' || page.hostname.endsWith('.stripe.com')
  return isStripe || page.hostname === linkDomain?.toLowerCase()
}
