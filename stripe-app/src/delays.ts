const units = { m: 1, h: 60, d: 24 * 60 } as const

/** Delays as people write them, `0, 45m, 3d`, in minutes; undefined when one of them cannot be read. */
export function parseDelays(text: string): readonly number[] | undefined {
  const delays = text.split(',').map((part) => parseDelay(part.trim()))
  return delays.every((delay) => delay !== undefined) ? delays : undefined
}

function parseDelay(text: string): number | undefined {
  if (text === '0') return 0
  const [, count, unit] = /^(-?\d{1,6})([mhd])$/.exec(text) ?? []
  return count === undefined ? undefined : Number(count) * units[unit as keyof typeof units]
}

/** Delays in minutes as people write them. */
export function writeDelays(minutes: readonly number[]): string {
  return minutes.map(writeDelay).join(', ')
}

function writeDelay(minutes: number): string {
  if (minutes === 0) return '0'
  const unit = (['d', 'h'] as const).find((name) => minutes % units[name] === 0) ?? 'm'
  return `${minutes / units[unit]}${unit}`
}
