import type { Credentials, WhatsApp } from './client.ts'

/** A Meta app, as far as it can vouch for tokens. */
export type AppCredentials = { readonly appId: string; readonly secret: string }

/** Whether a token may do what we need, and if not, in words for the merchant. */
export type TokenChecked =
  | {
      readonly kind: 'fine'
      /** Undefined for a token that never ends. */
      readonly expiresAt: Temporal.Instant | undefined
      readonly warnings: readonly string[]
    }
  | { readonly kind: 'refused'; readonly why: string; readonly about: readonly ('token' | 'wabaId')[] }

const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management'] as const
const soonDays = 14

type Described = {
  readonly is_valid?: boolean
  readonly app_id?: string
  readonly expires_at?: number
  readonly scopes?: readonly string[]
  readonly granular_scopes?: readonly { readonly scope?: string; readonly target_ids?: readonly string[] }[]
}

/**
 * Asks Meta about a token with the app's own credentials: https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging.
 * A token of another app is refused: webhooks would come from there, signed by a secret we do not know.
 */
export async function checkToken(
  whatsapp: WhatsApp,
  { appId, secret }: AppCredentials,
  { token, wabaId }: Pick<Credentials, 'token' | 'wabaId'>,
  now: Temporal.Instant,
): Promise<TokenChecked> {
  const path = `/debug_token?input_token=${encodeURIComponent(token)}`
  const answer = await whatsapp.call(`${appId}|${secret}`, 'GET', path)
  if (answer.kind === 'error')
    return refuse(
      answer.code === 190
        ? `Meta does not accept the secret of the app ${appId}. Copy the app id and the secret from App settings > Basic again.`
        : `Meta refused to check the token: ${answer.text.replaceAll(token, '•••')}`,
    )
  return judge((answer.body.data ?? {}) as Described, { appId, wabaId }, now)
}

function judge(
  described: Described,
  { appId, wabaId }: { readonly appId: string; readonly wabaId: string },
  now: Temporal.Instant,
): TokenChecked {
  if (described.is_valid !== true)
    return refuse(
      'Meta does not accept the token: it is wrong or has expired. Make a new one for a system user.',
      'token',
    )
  if (described.app_id !== undefined && String(described.app_id) !== appId)
    return refuse(
      `The token belongs to the Meta app ${described.app_id}, not to ${appId}. Make one for ${appId}, or ask whoever runs Paynudge for you to add the other app: npm run paynudge -- app add`,
      'token',
    )
  const missing = scopes.filter((scope) => !described.scopes?.includes(scope))
  if (missing.length > 0)
    return refuse(
      `The token lacks the permission ${missing.join(' and ')}. Make a new one that has it.`,
      'token',
    )
  if (!scopes.every((scope) => coversAccount(described, scope, wabaId)))
    return refuse(
      `The token may not use the business account ${wabaId}. Assign that account to its system user, then make a new token.`,
      'token',
      'wabaId',
    )
  return expiryOf(described, now)
}

/** A scope without targets is for all that its user may see. */
function coversAccount({ granular_scopes }: Described, scope: string, wabaId: string): boolean {
  const targets = granular_scopes?.find((one) => one.scope === scope)?.target_ids
  return targets === undefined || targets.some((id) => String(id) === wabaId)
}

/** Meta writes 0 for never. */
function expiryOf({ expires_at = 0 }: Described, now: Temporal.Instant): TokenChecked {
  if (expires_at === 0) return { kind: 'fine', expiresAt: undefined, warnings: [] }
  const expiresAt = Temporal.Instant.fromEpochMilliseconds(expires_at * 1000)
  const isSoon = Temporal.Instant.compare(expiresAt, now.add({ hours: soonDays * 24 })) < 0
  const warning = `The token ends on ${expiresAt.toString().slice(0, 10)}, and nothing is sent from then on. A system user's token can be made to never end.`
  return { kind: 'fine', expiresAt, warnings: isSoon ? [warning] : [] }
}

function refuse(why: string, ...about: readonly ('token' | 'wabaId')[]): TokenChecked {
  return { kind: 'refused', why, about }
}
