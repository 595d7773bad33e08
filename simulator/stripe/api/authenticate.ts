import { refuse } from '../refusal.ts'
import type { Space, State } from '../state.ts'

/** The space a request acts in: the key's own, or through `Stripe-Account` one that is connected to it. */
export function authenticate(
  state: State,
  authorization: string | undefined,
  account: string | undefined,
): Space {
  const key = keyIn(authorization)
  const own = state.spaces.find((space) => space.secretKey === key)
  if (!own) {
    const message = key
      ? `Invalid API Key provided: ${masked(key)}`
      : 'You did not provide an API key. You need to provide your API key in the Authorization header.'
    refuse(401, { type: 'invalid_request_error', message })
  }
  if (account === undefined || account === own.account.id) return own
  return connectedSpace(state, own, account) ?? refuseAccount(key, account)
}

function keyIn(authorization = ''): string {
  const [scheme, credential = ''] = authorization.split(' ')
  if (scheme === 'Bearer') return credential
  if (scheme === 'Basic') return atob(credential).split(':')[0] ?? ''
  return ''
}

function connectedSpace(state: State, platform: Space, account: string): Space | undefined {
  return state.spaces.find(
    (space) =>
      space.account.id === account &&
      space.connectedTo === platform.account.id &&
      space.livemode === platform.livemode,
  )
}

function refuseAccount(key: string, account: string): never {
  const message = `The provided key '${masked(key)}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`
  refuse(403, { type: 'invalid_request_error', code: 'account_invalid', message })
}

function masked(key: string): string {
  return `${key.slice(0, 8)}${'*'.repeat(Math.max(key.length - 12, 3))}${key.slice(-4)}`
}
