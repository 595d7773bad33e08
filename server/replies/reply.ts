import type { Day } from '../domain/day.ts'

/** What a shopper sent: a tap on one of our buttons, or words. */
export type Said = { readonly payload: string | undefined; readonly text: string | undefined }

/** What a shopper can be shown. */
export type Shown = 'pay' | 'invoice' | 'statement' | 'balance' | 'details' | 'auto'

/** What a shopper wants; carried out by the corridor. */
export type Want =
  | { readonly kind: 'consent'; readonly state: 'granted' | 'withdrawn' }
  | { readonly kind: 'show'; readonly what: Shown }
  /** To be left alone until a day; undefined when the shopper named none yet. */
  | { readonly kind: 'later'; readonly day: Day | undefined }
  | { readonly kind: 'person' }

/** One thing a shopper can answer. */
export type Reply = {
  readonly key: string
  /** What is wanted; undefined when this reply is not what was said. */
  wants(said: Said): Want | undefined
}

/** The answer a button stands for: its payload is `<answer>:<nudge id>`, with what was chosen behind it. */
export function buttonAnswer({ payload }: Said): string | undefined {
  return payload?.split(':')[0]
}

/** The nudge whose button was tapped. */
export function buttonNudge({ payload }: Said): string | undefined {
  return payload?.split(':')[1] || undefined
}

/** What was chosen of several things below one message. */
export function buttonChoice({ payload }: Said): string | undefined {
  return payload?.split(':')[2] || undefined
}
