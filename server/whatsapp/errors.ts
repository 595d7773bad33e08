/** What to do about a message Meta refused: try it again later, or leave it. */
export type Advice = 'retry' | 'drop'

/**
 * Codes that pass by themselves: rate limits, outages, maintenance, a number or account that must first be mended.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
const passing = new Set([
  0, 1, 2, 4, 190, 80007, 80008, 130429, 131000, 131016, 131042, 131048, 131056, 131057, 132015, 133004,
  2494100,
])

/** A code nobody knows is not tried again: it could be a message that reached the shopper. */
export function adviceFor(code: number | undefined): Advice {
  return code !== undefined && passing.has(code) ? 'retry' : 'drop'
}
