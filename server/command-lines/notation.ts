import type { SendingHours } from '../domain/settings.ts'

// How people write values, and how they are written for them. What cannot be read is undefined.

const unitMinutes = { d: 24 * 60, h: 60, m: 1 } as const
/** More digits than anybody means. */
const digitsAtMost = 6

/** Minutes of `0`, `45m`, `2h`, `3d`, or before a moment `-3d`. */
export function readSpan(text: string): number | undefined {
  if (text === '0') return 0
  const [, digits, unit] = /^(-?\d+)([mhd])$/.exec(text) ?? []
  if (!digits || !unit || digits.length > digitsAtMost) return undefined
  // Nothing added makes no `-0` of `-0d`.
  return Number(digits) * unitMinutes[unit as keyof typeof unitMinutes] + 0
}

/** Minutes as `0`, `45m`, `2h` or `3d`: in the largest unit that says them exactly. */
export function spanText(minutes: number): string {
  if (minutes === 0) return '0'
  const [unit, length] = Object.entries(unitMinutes).find(([, each]) => minutes % each === 0) ?? ['m', 1]
  return `${minutes / length}${unit}`
}

/** Days of `30d`. */
export function readDays(text: string): number | undefined {
  const [, digits] = /^(\d+)d$/.exec(text) ?? []
  return digits && digits.length <= digitsAtMost ? Number(digits) : undefined
}

/** Days as `30d`. */
export function daysText(days: number): string {
  return `${days}d`
}

/** The hours of `09:00-20:00`; a day ends at `24:00`. */
export function readHours(text: string): SendingHours | undefined {
  const [from, to, ...others] = text.split('-')
  const fromMinute = readTimeOfDay(from)
  const toMinute = readTimeOfDay(to)
  if (fromMinute === undefined || toMinute === undefined || others.length > 0) return undefined
  return { fromMinute, toMinute }
}

function readTimeOfDay(text: string | undefined): number | undefined {
  if (text === '24:00') return 24 * 60
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text ?? '') ?? []
  return hour && minute ? Number(hour) * 60 + Number(minute) : undefined
}

/** Hours as `09:00-20:00`. */
export function hoursText({ fromMinute, toMinute }: SendingHours): string {
  return `${timeOfDayText(fromMinute)}-${timeOfDayText(toMinute)}`
}

function timeOfDayText(minuteOfDay: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`
}

/** The share of `10%` or `2.5%`, from 0 to 1. */
export function readShare(text: string): number | undefined {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,4})?)%$/.exec(text) ?? []
  return percent ? Number(percent) / 100 : undefined
}

/** A share as `10%`. */
export function shareText(share: number): string {
  // 0.07 * 100 is 7.000000000000001.
  return `${Number((share * 100).toPrecision(12))}%`
}

/** A whole number. */
export function readWhole(text: string): number | undefined {
  return /^\d+$/.test(text) && text.length <= digitsAtMost ? Number(text) : undefined
}

/** Whether it is `yes`; anything but `yes` and `no` cannot be read. */
export function readYesOrNo(text: string): boolean | undefined {
  return text === 'yes' || text === 'no' ? text === 'yes' : undefined
}

/** `yes` or `no`. */
export function yesOrNo(answer: boolean): string {
  return answer ? 'yes' : 'no'
}
