/** Hours in which a business may write freely after a person wrote to it: facts of Meta's customer service window. */
const windowHours = 24

/** When the window ends that a message of the shopper opened. */
export function windowEnd(heardAt: Temporal.Instant): Temporal.Instant {
  return heardAt.add({ hours: windowHours })
}

/** Whether the shopper may be written to freely now. */
export function isWindowOpen(heardAt: Temporal.Instant | undefined, now: Temporal.Instant): boolean {
  return heardAt !== undefined && Temporal.Instant.compare(now, windowEnd(heardAt)) < 0
}
