/**
 * What to do about a message Meta refused: `retry` what passes by itself, `hold` what a person must mend first, `drop`
 * the rest.
 */
export type Advice = 'retry' | 'hold' | 'drop'

/** Rate limits, outages, maintenance: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const passing = new Set([1, 2, 4, 80007, 80008, 130429, 131000, 131016, 131056, 131057, 133004, 2494100])

/** The token, a permission, the account, its billing or the number must be mended, or Meta lifts a block. */
const held = new Set([
  0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 131048, 131064, 132015, 133010,
])

/** A code nobody knows is not tried again: it could be a message that reached the shopper. */
export function adviceFor(code: number | undefined): Advice {
  if (code === undefined) return 'drop'
  if (passing.has(code)) return 'retry'
  return held.has(code) || (code >= 200 && code < 300) ? 'hold' : 'drop'
}
