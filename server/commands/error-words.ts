import type { SendTable } from '../store/schema.ts'
import { errorText } from '../whatsapp/errors.ts'

/** A send as far as it tells of an error. */
type Failed = Pick<SendTable, 'error_code' | 'error' | 'outcome'>

/**
 * Why a message did not get through: what Meta said, its code, what that means and what was done. Undefined when there
 * was no error.
 */
export function errorWords({ error_code, error, outcome }: Failed): string | undefined {
  if (error === null) return undefined
  if (error_code === null) return error
  return `${error} [${error_code}] ${errorText(error_code, { hadTaken: outcome === 'accepted' })}`
}
