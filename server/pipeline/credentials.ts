import { type SecretKeys, tokenOwner, unseal } from '../domain/secret-box.ts'
import type { LinkedNumber } from '../store/numbers.ts'
import type { Credentials } from '../whatsapp/client.ts'

/** What Meta is asked with on behalf of a number, its token opened. */
export function credentialsOf(secretKeys: SecretKeys, number: LinkedNumber): Credentials {
  const token = unseal(secretKeys, number.tokenSealed, tokenOwner(number))
  return { token, phoneNumberId: number.phoneNumberId, wabaId: number.wabaId }
}
