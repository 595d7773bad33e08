/** The day a week begins on, short enough for a scale: `Jan 3`. */
export function weekText(ms: number): string {
  return new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' }).format(ms)
}

/** A moment on the reader's own clock, such as `Jan 3, 2021, 3:25 PM`. */
export function momentText(ms: number): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' }).format(ms)
}

/** Minutes of a day as people say them, such as `3:25 PM`; 1440 is the end of the day. */
export function clockText(minute: number): string {
  if (minute >= 24 * 60) return 'midnight'
  const hour = Math.floor(minute / 60)
  const rest = String(minute % 60).padStart(2, '0')
  return `${hour % 12 || 12}:${rest} ${hour < 12 ? 'AM' : 'PM'}`
}

const units = [
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
] as const

/** A delay such as `at once`, `after 2 days` or `3 days before`. */
export function delayText(minutes: number): string {
  if (minutes === 0) return 'at once'
  const size = Math.abs(minutes)
  const [name, length] = units.find(([, unit]) => size % unit === 0) ?? ['minute', 1]
  const count = size / length
  const span = `${count} ${name}${count === 1 ? '' : 's'}`
  return minutes < 0 ? `${span} before` : `after ${span}`
}

const countries = new Intl.DisplayNames('en', { type: 'region' })

/** A country by its two letters, such as `Germany`; the letters where nobody knows it. */
export function countryName(code: string): string {
  return countries.of(code) ?? code
}

/** A language by one of our codes, such as `Spanish` or `Brazilian Portuguese`. */
export function languageText(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(code.replace('_', '-')) ?? code
}

/** A share in percent, such as `12.5%`. */
export function percentText(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}

/** A difference of shares in percentage points with its sign, such as `+12.5`; a minus is one, and not a hyphen. */
export function pointsText(difference: number): string {
  const points = Math.round(difference * 1000) / 10
  if (points === 0) return '0'
  return points > 0 ? `+${points}` : `−${-points}`
}
