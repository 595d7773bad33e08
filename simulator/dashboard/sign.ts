/** The text Stripe signs for an app: what the app gave, in its order, and then who asks from which account. */
export function signedText(given: object, { userId, accountId }: Signer): string {
  return JSON.stringify({ ...given, user_id: userId, account_id: accountId })
}

/** Whom Stripe attests. */
export type Signer = { readonly userId: string; readonly accountId: string }

/** The header Stripe makes for a text, by WebCrypto, as this runs in browsers and in tests; `at` in seconds. */
export async function signatureHeader(
  text: string,
  { secret, at }: { readonly secret: string; readonly at: number },
): Promise<string> {
  const bytes = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, bytes.encode(`${at}.${text}`))
  const hex = Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `t=${at},v1=${hex}`
}
