import type { AccountKey } from './account.ts'
import type { Consent, Purpose } from './consent.ts'
import type { Ending } from './enrollment.ts'
import type { Reason } from './reasons.ts'

/**
 * How far Meta's approval of a template has come: `missing` when it was never pushed, `recategorized` when Meta counts
 * it as another kind of message than we do.
 */
export type TemplateState = 'missing' | 'pending' | 'approved' | 'recategorized' | 'refused' | 'paused'

/** Everything a decision looks at, gathered at one moment. */
export type Situation = {
  readonly now: Temporal.Instant
  readonly environment: AccountKey['environment']
  readonly ending: Ending | undefined
  readonly flowIsOn: boolean
  readonly dueAt: Temporal.Instant
  readonly uselessAt: Temporal.Instant
  /** Something a customer said has been acknowledged and not handled yet. */
  readonly answersWait: boolean
  readonly purpose: Purpose
  /** E.164; undefined when none of the subject's numbers can be one. */
  readonly phone: string | undefined
  readonly phoneIsAllowed: boolean
  readonly consent: Consent
  readonly hasNumber: boolean
  readonly template: TemplateState
  /** When this shopper was written to of late, in any flow: seven days back. */
  readonly recentSends: readonly Temporal.Instant[]
}

/** What one gate says: nothing, or the end of the matter for now. */
export type Verdict =
  | { readonly kind: 'wait'; readonly until: Temporal.Instant; readonly reason: Reason }
  | { readonly kind: 'skip'; readonly reason: Reason }
