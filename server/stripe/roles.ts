import type { PanelRole } from './panel-request.ts'

/** What somebody may do in the panel: see, care for one customer, or choose for the whole account. */
export type Right = 'see' | 'care' | 'choose'

const see: readonly Right[] = ['see']
const care: readonly Right[] = ['see', 'care']
const choose: readonly Right[] = ['see', 'care', 'choose']

/** What Stripe's own roles may do; who has none of these may do nothing. */
const rightsByRole: ReadonlyMap<string, readonly Right[]> = new Map([
  ['super_admin', choose],
  ['admin', choose],
  ['developer', choose],
  ['support_specialist', care],
  ['analyst', see],
  ['view_only', see],
  ['dispute_analyst', see],
  ['refund_analyst', see],
])

/** Whether one of these roles gives a right. What a role of the account's own making may do nobody told us: it sees. */
export function mayDo(roles: readonly PanelRole[], right: Right): boolean {
  return roles.some(({ id, type }) =>
    (type === 'custom' ? see : (rightsByRole.get(id) ?? [])).includes(right),
  )
}
