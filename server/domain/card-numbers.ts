/** What stands where a card number stood. */
export const cardMark = '[card number removed]'

/** Digits of any script people type on a phone, with what they put between groups of them. */
const runs = /\p{Nd}(?:[\s\u200b-\u200f\u2060.,·•_/\\|\-–—()]{0,3}\p{Nd}){12,}/gu

/** Card numbers have 13 to 19 digits (ISO/IEC 7812-1). */
const shortest = 13
const longest = 19

/** The text with a mark in the place of every card number, however its digits are grouped. */
export function withoutCardNumbers(text: string): string {
  return text.replace(runs, scrubRun)
}

/** A run may hold card numbers among other digits, such as its expiry right behind one. */
function scrubRun(run: string): string {
  const digits = [...run.matchAll(/\p{Nd}/gu)]
  const values = digits.map(([digit]) => digitValue(digit))
  let scrubbed = ''
  let done = 0
  for (const { from, to } of findCards(values)) {
    const last = digits[to - 1]
    scrubbed += run.slice(done, digits[from]?.index) + cardMark
    done = (last?.index ?? 0) + (last?.[0].length ?? 0)
  }
  return scrubbed + run.slice(done)
}

type Span = { readonly from: number; readonly to: number }

/** The card numbers in a row of digits, in one walk over it: whoever writes may write a lot of them. */
function findCards(digits: readonly number[]): readonly Span[] {
  const found: Span[] = []
  let begin = 0
  for (let from = 0; from + shortest <= digits.length; from += 1) {
    const to = endOfCard(digits, { from, begin })
    if (to === undefined) continue
    found.push({ from, to })
    begin = to
    from = to - 1
  }
  return found
}

/** Where the longest card number ends that begins here; `begin` is where the digits begin that are no card number yet. */
function endOfCard(
  digits: readonly number[],
  { from, begin }: { readonly from: number; readonly begin: number },
): number | undefined {
  for (let to = Math.min(from + longest, digits.length); to - from >= shortest; to -= 1) {
    // Of 13 digits alone every tenth passes the check, so that they count only where nothing stands beside them.
    const isWhole = from === begin && to === digits.length
    const counts = isWhole || to - from > shortest
    if (counts && passesLuhn(digits, from, to) && isIssued(digits.slice(from, to))) return to
  }
  return undefined
}

/**
 * The first digits and lengths of the card networks: Visa, Mastercard, Mir, American Express, Diners, JCB, Discover,
 * UnionPay, Maestro.
 */
const networks =
  /^(?:4\d{12}|4\d{15}|4\d{18}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|35\d{14}|5[0678]\d{14,17}|6\d{14,18})$/

function isIssued(digits: readonly number[]): boolean {
  return networks.test(digits.join(''))
}

function passesLuhn(digits: readonly number[], from: number, to: number): boolean {
  let sum = 0
  for (let index = from; index < to; index += 1) {
    const digit = digits[index] ?? 0
    const weighed = (to - index) % 2 === 0 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}

/** The scripts whose digits stand in blocks of ten: Latin, Arabic, Persian, Devanagari, Bengali, and full width. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10]

function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  const zero = zeros.find((start) => code >= start && code < start + 10)
  return zero === undefined ? 0 : code - zero
}
