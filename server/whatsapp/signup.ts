import type { WhatsApp } from './client.ts'
import type { AppCredentials } from './tokens.ts'

/** The token Meta gave for a code, or in words for the merchant why it gave none. */
export type Traded =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Trades the code of a finished Embedded Signup, which is good for half a minute and once, for a token of the merchant's
 * business: https://developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/onboarding-customers-as-a-tech-provider
 */
export async function tradeCode(
  whatsapp: WhatsApp,
  { appId, secret }: AppCredentials,
  code: string,
): Promise<Traded> {
  const query = new URLSearchParams({ client_id: appId, client_secret: secret, code })
  const answer = await whatsapp.call(`${appId}|${secret}`, 'GET', `/oauth/access_token?${query}`)
  if (answer.kind === 'ok' && typeof answer.body.access_token === 'string')
    return { kind: 'token', token: answer.body.access_token }
  return { kind: 'refused', why: answer.kind === 'error' ? wordsOf(answer.code) : nothingGiven }
}

const nothingGiven = 'Meta gave no access to the WhatsApp account'

/** Meta answers 100 for a code that is wrong, was used or has ended, and 101 or 190 for an app it does not know. */
function wordsOf(code: number | undefined): string {
  if (code === 100) return 'The sign-up at Meta has ended or was used already'
  if (code === 101 || code === 190)
    return 'Meta does not accept Paynudge’s own app. Ask whoever runs Paynudge for you: they compare WHATSAPP_APP_ID and WHATSAPP_APP_SECRET with App settings > Basic'
  return nothingGiven
}
