/** What a merchant chose in the Dashboard. */
export type Settings = {
  /** Whether the settings of the customer portal were ever saved; without that there are no portal sessions. */
  readonly portal: 'saved' | 'never-saved'
  /** Days from `invoice.upcoming` to the renewal it tells of. */
  readonly upcomingDays: number
  /** What becomes of a subscription when the last retry of its invoice has failed. */
  readonly afterRetries: 'past_due' | 'unpaid' | 'canceled'
  /** Whether subscriptions renew by themselves when the clock reaches the end of their period. */
  readonly renewals: 'by-hand' | 'by-themselves'
}

/** The choices of a merchant who made none; renewals are told by hand unless a story asks for more. */
export const usualSettings: Settings = {
  portal: 'saved',
  upcomingDays: 7,
  afterRetries: 'past_due',
  renewals: 'by-hand',
}
