import { createHash, randomUUID } from 'node:crypto'
import type { Answer, Ask, PanelError, PanelPath } from '../../../server/routes/panel/contract.ts'
import type { PanelClaims } from '../../../server/stripe/panel-request.ts'
import { signatureHeader, signedText } from '../../../simulator/dashboard/sign.ts'
import { appSecret, type World } from '../../../simulator/world.ts'

export const admin = { id: 'admin', name: 'Administrator', type: 'builtIn' } as const
export const support = { id: 'support_specialist', name: 'Support', type: 'builtIn' } as const
export const viewer = { id: 'view_only', name: 'View only', type: 'builtIn' } as const

/** A request of the panel before it is sent: what was signed, and what is sent of it. */
export type Draft = {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly claims: Record<string, unknown>
  readonly header: string
}

/** How a request differs from what an administrator of the world's merchant asks. */
export type Differences = {
  readonly claims?: Partial<PanelClaims> | undefined
  readonly secret?: string
  /** Seconds between the signature's time and now; negative for the past. */
  readonly secondsOff?: number
  /** The text that is signed, in place of the right one. */
  readonly signs?: (right: Record<string, unknown>) => unknown
}

/** A request as the panel makes it. */
export async function draft(
  world: World,
  path: string,
  ask: unknown,
  { claims: other, secret = appSecret, secondsOff = 0, signs }: Differences = {},
): Promise<Draft> {
  const { accountId, environment } = world.merchant
  const claims = {
    livemode: environment === 'live',
    sandbox: environment === 'sandbox',
    stripe_roles: [admin],
    request_id: randomUUID(),
    user_id: 'usr_ana',
    account_id: accountId,
    ...other,
  }
  const body = ask === undefined ? 'no JSON' : JSON.stringify(ask)
  const { user_id, account_id, ...rest } = claims
  const hash = createHash('sha256').update(body).digest('hex')
  const right = { method: 'POST', path, body_sha256: hash, ...rest }
  const text = signs
    ? JSON.stringify(signs({ ...right, user_id, account_id }))
    : signedText(right, { userId: user_id, accountId: account_id })
  const at = Math.floor(world.clock.now().epochMilliseconds / 1000) + secondsOff
  return { method: 'POST', path, body, claims, header: await signatureHeader(text, { secret, at }) }
}

/** Sends a request as it stands. */
export function send({ url }: World, { method, path, body, claims, header }: Draft): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'stripe-signature': header,
      'paynudge-claims': JSON.stringify(claims),
      origin: 'null',
    },
    ...(method === 'GET' ? {} : { body }),
  })
}

/** Asks, and gives the status with what was answered. */
export async function ask<Path extends PanelPath>(
  world: World,
  path: Path,
  said: Ask<Path>,
  differences?: Differences,
): Promise<{ readonly status: number; readonly said: Answer<Path> & PanelError }> {
  const response = await send(world, await draft(world, path, said, differences))
  return { status: response.status, said: (await response.json()) as Answer<Path> & PanelError }
}
