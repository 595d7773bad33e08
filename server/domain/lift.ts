/** Shoppers of one side of the hold-out, and how many of them paid. */
export type Compared = { readonly shoppers: number; readonly paid: number }

/** What the messages bring: how much likelier a treated shopper pays than a held-out one, as shares from -1 to 1. */
export type Lift = {
  readonly treated: Compared
  readonly heldOut: Compared
  readonly difference: number
  /** The true difference lies between these two in 95 of 100 cases. */
  readonly low: number
  readonly high: number
}

/** Of the normal distribution, 95 % lies within this many deviations. */
const deviations = 1.959964

/**
 * The lift with its interval, by Newcombe's score method (Statistics in Medicine 17, 1998, method 10), which holds for
 * few shoppers and for rates near 0 and 1 too. Undefined while a side is empty.
 */
export function liftOf(treated: Compared, heldOut: Compared): Lift | undefined {
  if (treated.shoppers === 0 || heldOut.shoppers === 0) return undefined
  const [ours, theirs] = [rateOf(treated), rateOf(heldOut)]
  const difference = ours.rate - theirs.rate
  return {
    treated,
    heldOut,
    difference,
    low: difference - Math.hypot(ours.rate - ours.low, theirs.high - theirs.rate),
    high: difference + Math.hypot(ours.high - ours.rate, theirs.rate - theirs.low),
  }
}

/** Whether the interval leaves no doubt that the messages bring something. */
export function isProven({ low }: Lift): boolean {
  return low > 0
}

/** The share that paid, with Wilson's interval for it. */
function rateOf({ shoppers, paid }: Compared) {
  const rate = paid / shoppers
  const square = deviations ** 2
  const middle = (paid + square / 2) / (shoppers + square)
  const spread =
    (deviations / (shoppers + square)) * Math.sqrt((paid * (shoppers - paid)) / shoppers + square / 4)
  return { rate, low: middle - spread, high: middle + spread }
}
