/** What came back on a flow's messages of late. */
export type Complaints = {
  /** Messages Meta took. */
  readonly sent: number
  /** Shoppers who got one and said stop, in the chat or in WhatsApp's settings. */
  readonly stopped: number
  /** Messages that did not arrive because the shopper blocked us, has no WhatsApp, or Meta spared them. */
  readonly refused: number
}

/** As far back as complaints count, in hours. */
export const brakeHours = 24

/** Fewer messages say nothing. */
const sentAtLeast = 20
const stoppedShareAtMost = 0.08
const refusedShareAtMost = 0.3

/** Why a flow has to pause itself; undefined while too few complain. */
export function brakeBecause({ sent, stopped, refused }: Complaints): string | undefined {
  if (sent < sentAtLeast) return undefined
  if (stopped / sent > stoppedShareAtMost)
    return `${stopped} of ${sent} messages of the last ${brakeHours} hours were answered with a stop`
  if (refused / sent > refusedShareAtMost)
    return `${refused} of ${sent} messages of the last ${brakeHours} hours were blocked or could not be delivered`
  return undefined
}
