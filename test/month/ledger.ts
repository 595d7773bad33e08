/** What a message may be about. */
export type Purpose = 'service' | 'marketing'

/** A permission that was given or taken back, by a phone or for one customer. */
export type Word = {
  /** A phone in E.164, or a Stripe customer. */
  readonly of: string
  readonly purpose: Purpose
  readonly isGranted: boolean
  /** Epoch milliseconds. */
  readonly at: number
}

/** Who agreed to what, as the people of the cast themselves remember it. */
export type Ledger = {
  readonly words: readonly Word[]
  readonly note: (word: Word) => void
}

/** Nobody has agreed to anything yet. */
export function createLedger(): Ledger {
  const words: Word[] = []
  return { words, note: (word) => void words.push(word) }
}

/** Whether the last word that any of these names spoke about the purpose before that moment was a yes. */
export function hasAgreed(
  words: readonly Word[],
  {
    names,
    purpose,
    at,
  }: { readonly names: readonly string[]; readonly purpose: Purpose; readonly at: number },
): boolean {
  const spoken = words.filter((word) => names.includes(word.of) && word.purpose === purpose && word.at <= at)
  return spoken.toSorted((a, b) => a.at - b.at).at(-1)?.isGranted ?? false
}
