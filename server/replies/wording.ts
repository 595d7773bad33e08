import type { Language } from '../domain/template.ts'

/** What people write, and nothing else with it, in each language: lower case, no punctuation. */
export type Wordings = Readonly<Record<Language, readonly string[]>>

/** Letters and digits in lower case, words parted by one space; emoji, quotes and punctuation are gone. */
export function bare(text: string): string {
  return (
    text
      // Before NFKC, which would turn a spacing accent used as an apostrophe into a combining mark.
      .replace(/['’‘ʼ´`′]/gu, '')
      .normalize('NFKC')
      .toLowerCase()
      // Joiners, direction marks and emoji selectors may stand inside a word and are no letters.
      .replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')
      .replace(/[^\p{L}\p{N}\p{Mn}\p{Mc}]+/gu, ' ')
      .trim()
  )
}

/** All wordings of every language, once each. */
export function everyWording(wordings: Wordings): readonly string[] {
  return [...new Set(Object.values(wordings).flat())]
}

/** Tells whether a message consists of one of these wordings, with or without its accents. */
export function saysOneOf(wordings: Wordings): (text: string | undefined) => boolean {
  const known = new Set(everyWording(wordings).flatMap((wording) => [bare(wording), plain(wording)]))
  return (text) => text !== undefined && (known.has(bare(text)) || known.has(plain(text)))
}

/** Latin letters without their accents, as many people type them; other scripts stay what they are. */
export function plain(text: string): string {
  return bare(text)
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
    .normalize('NFC')
}
