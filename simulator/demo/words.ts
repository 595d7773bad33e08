import type { Attribution } from '../../server/domain/attribution.ts'

/** Why money counts as recovered by us, or does not; the best claim first. */
export const attributionWords: Readonly<Record<Attribution, string>> = {
  clicked: 'paid after a tap on our link: recovered',
  answered: 'paid after an answer to us: recovered',
  read: 'paid after reading our message: recovered',
  unaided: 'nothing points to us: not claimed',
  retry: "Stripe's own retry: not claimed",
}

/** What becomes of the claim when such money goes back. */
export function refundWords(attribution: Attribution): string {
  return attribution === 'unaided' || attribution === 'retry'
    ? 'and was not claimed'
    : 'and is recovered no more'
}

/** The time on the watcher's own clock, which is the one the phone page shows. */
export function timeText(at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO(Temporal.Now.timeZoneId())
  const day = local.toLocaleString('en-GB', { weekday: 'short', day: '2-digit', month: 'short' })
  return `${day.replace(',', '')} ${local.toPlainTime().toString({ smallestUnit: 'second' })}`
}

/** A day such as `30 November`. */
export function dayText(day: Temporal.PlainDate): string {
  return day.toLocaleString('en-GB', { day: 'numeric', month: 'long' })
}

/** The English name of a language such as `pt_BR`, without its country: our English serves every country. */
export function languageName(code: string): string {
  const { language } = new Intl.Locale(code.replace('_', '-'))
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? code
}

/** A flow as people call it, such as `Failed payment`. */
export function flowName(key: string): string {
  const words = key.replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Words in a row, such as `2 and 3`. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(words)
}

/** A sentence as it stands behind a colon. */
export function clauseOf(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`
}

/** The beginning of a text, cut at a word. */
export function beginning(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2))} …`
}
