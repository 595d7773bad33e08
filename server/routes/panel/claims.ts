import { z } from 'zod'
import type { PanelClaims } from '../../stripe/panel-request.ts'

const role = z.strictObject({
  id: z.string().max(100),
  name: z.string().max(200),
  type: z.enum(['builtIn', 'custom']),
})

const shape = z.strictObject({
  livemode: z.boolean(),
  sandbox: z.boolean(),
  stripe_roles: z.array(role).max(30),
  request_id: z.uuid().optional(),
  user_id: z.string().regex(/^usr_[A-Za-z0-9_]{1,100}$/),
  account_id: z.string().regex(/^acct_[A-Za-z0-9_]{1,100}$/),
})

/** The header in which the panel says what it had signed, as JSON in ASCII. */
export const claimsHeader = 'paynudge-claims'

/** The claims of a header; undefined when one is missing or is not what it should be. */
export function readClaims(header: string | undefined): PanelClaims | undefined {
  try {
    return shape.safeParse(JSON.parse(header ?? '')).data
  } catch {
    return undefined
  }
}
