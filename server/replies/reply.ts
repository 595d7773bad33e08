/** What a shopper sent: a tap on one of our buttons, or words. */
export type Said = { readonly payload: string | undefined; readonly text: string | undefined }

/** What follows from an answer. */
export type Effect = { readonly kind: 'consent'; readonly state: 'granted' | 'withdrawn' }

/** One thing a shopper can answer. */
export type Reply = {
  readonly key: string
  readonly understands: (said: Said) => boolean
  readonly effect: Effect
}

/** The answer a button stands for: its payload is `<answer>:<nudge id>`. */
export function buttonAnswer({ payload }: Said): string | undefined {
  return payload?.split(':')[0]
}

/** The nudge whose button was tapped. */
export function buttonNudge({ payload }: Said): string | undefined {
  return payload?.split(':')[1]
}
