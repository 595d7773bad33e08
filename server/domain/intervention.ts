/** What a person did about one enrollment: asked for its next message at once, paused it, or let it go on. */
export type InterventionKind = 'nudge-now' | 'pause' | 'go-on'

/** Who paused an enrollment, and since when. */
export type EnrollmentPause = { readonly by: string; readonly since: Temporal.Instant }
