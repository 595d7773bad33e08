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

/** A run may hold a card number among other digits, such as its expiry right behind it. */
function scrubRun(run: string): string {
  const digits = [...run.matchAll(/\p{Nd}/gu)]
  const values = digits.map(([digit]) => digitValue(digit))
  const found = findCard(values)
  if (!found) return run
  const from = digits[found.from]?.index ?? 0
  const last = digits[found.to - 1]
  const behind = (last?.index ?? 0) + (last?.[0].length ?? 0)
  return `${run.slice(0, from)}${cardMark}${withoutCardNumbers(run.slice(behind))}`
}

/** The first card number in a row of digits, and of several that begin there the longest. */
function findCard(digits: readonly number[]): { readonly from: number; readonly to: number } | undefined {
  for (let from = 0; from + shortest <= digits.length; from += 1) {
    for (let to = Math.min(from + longest, digits.length); to - from >= shortest; to -= 1)
      if (isCard(digits.slice(from, to), digits.length)) return { from, to }
  }
  return undefined
}

/** Of 13 digits alone every tenth passes the check, so that they count only where nothing stands beside them. */
function isCard(digits: readonly number[], inRunOf: number): boolean {
  const isWhole = digits.length === inRunOf
  return (isWhole || digits.length > shortest) && isIssued(digits) && passesLuhn(digits)
}

/** The first digits and lengths of the card networks: Visa, Mastercard, Mir, American Express, Diners, JCB, Discover, UnionPay, Maestro. */
const networks =
  /^(?:4\d{12}|4\d{15}|4\d{18}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|35\d{14}|5[0678]\d{14,17}|6\d{14,18})$/

function isIssued(digits: readonly number[]): boolean {
  return networks.test(digits.join(''))
}

function passesLuhn(digits: readonly number[]): boolean {
  const sum = digits.toReversed().reduce((total, digit, index) => {
    const weighed = index % 2 === 1 ? digit * 2 : digit
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return sum % 10 === 0
}

/** The scripts whose digits stand in blocks of ten: Latin, Arabic, Persian, Devanagari, Bengali, and full width. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10]

function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  const zero = zeros.find((start) => code >= start && code < start + 10)
  return zero === undefined ? 0 : code - zero
}
