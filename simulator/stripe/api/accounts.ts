import { refuse } from '../refusal.ts'
import type { Call, Route } from './route.ts'

function retrieve({ act, id }: Call): object {
  const { account } = act.space
  if (id === '' || id === account.id) return account
  const connected = act.state.spaces.find(
    (space) => space.account.id === id && space.connectedTo === account.id,
  )
  return connected?.account ?? refuseAccount(id)
}

function refuseAccount(id: string): never {
  const message = `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`
  refuse(403, { type: 'invalid_request_error', code: 'account_invalid', message })
}

/** Accounts: the own one, and those connected to it. */
export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/account', kind: undefined, handle: retrieve },
  { method: 'GET', path: '/v1/accounts/:id', kind: undefined, handle: retrieve },
]
