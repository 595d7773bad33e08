import type { NumberAsk } from '../../../../server/routes/panel/contract.ts'

/** What is typed to link a number, and kept nowhere but in its form while that is open. */
export type Typed = Readonly<Record<'phoneNumberId' | 'wabaId' | 'token' | 'app' | 'pin' | 'code', string>>

/** Nothing typed yet; no app means the server's own. */
export const nothing: Typed = { phoneNumberId: '', wabaId: '', token: '', app: '', pin: '', code: '' }

/** The credentials in what was typed. */
export function credentialsIn({ phoneNumberId, wabaId, token, app }: Typed): Omit<NumberAsk, 'pin' | 'code'> {
  const ids = { phoneNumberId: phoneNumberId.trim(), wabaId: wabaId.trim(), token: token.trim() }
  return app === '' ? ids : { ...ids, app }
}

/** All that was typed, as it is asked. */
export function askOf(typed: Typed): NumberAsk {
  const pin = typed.pin.trim()
  const code = typed.code.trim()
  return { ...credentialsIn(typed), ...(pin === '' ? {} : { pin }), ...(code === '' ? {} : { code }) }
}
