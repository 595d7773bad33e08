import { createHash } from 'node:crypto'
import type { Environment } from '../domain/account.ts'
import { problemWithSignature, type SignatureProblem } from './signature.ts'

/** What the Dashboard says of who asks, beside what the request itself shows; true once its signature fits. */
export type PanelClaims = {
  readonly livemode: boolean
  readonly sandbox: boolean
  /** As `userContext.roles` tells them; Stripe signs no role its user has not. */
  readonly stripe_roles: readonly PanelRole[]
  /** Of a write: the same one again asks for the same answer. */
  readonly request_id?: string | undefined
  readonly user_id: string
  readonly account_id: string
}

/** A Dashboard role, built in or of the account's own making. */
export type PanelRole = { readonly id: string; readonly name: string; readonly type: 'builtIn' | 'custom' }

/** A request as it came in. */
export type PanelRequest = {
  readonly method: string
  readonly path: string
  readonly body: Buffer
  readonly header: string | undefined
  readonly claims: PanelClaims
}

/**
 * What is wrong with the signature of a request of the Dashboard; undefined when Stripe made it for this very method,
 * path, body and these claims. Stripe signs the text of an object: the extra keys in the order they were given, then the
 * two ids (docs.stripe.com/stripe-apps/build-backend#authenticate-users-to-your-app).
 */
export function problemWithPanelRequest(
  { header, ...request }: PanelRequest,
  secrets: readonly string[],
  now: Temporal.Instant,
): SignatureProblem | undefined {
  return problemWithSignature({ text: signedText(request), header }, secrets, now)
}

function signedText({ method, path, body, claims }: Omit<PanelRequest, 'header'>): string {
  const { livemode, sandbox, stripe_roles, request_id, user_id, account_id } = claims
  const roles = stripe_roles.map(({ id, name, type }) => ({ id, name, type }))
  const once = request_id === undefined ? {} : { request_id }
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const request = { method, path, body_sha256: bodyHash }
  return JSON.stringify({
    ...request,
    livemode,
    sandbox,
    stripe_roles: roles,
    ...once,
    user_id,
    account_id,
  })
}

/** The environment a request is about; undefined for one that cannot be, a sandbox in live mode. */
export function environmentOf({
  livemode,
  sandbox,
}: Pick<PanelClaims, 'livemode' | 'sandbox'>): Environment | undefined {
  if (livemode) return sandbox ? undefined : 'live'
  return sandbox ? 'sandbox' : 'test'
}
