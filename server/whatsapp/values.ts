import { withValues } from '../domain/template.ts'

/** How long a text may be with its values in it, and to how little a value may be cut for that. */
export type Measure = { readonly most: number; readonly valueAtLeast: number }

/** Meta's limit for a body, in characters as JavaScript counts them. */
export const bodyMeasure: Measure = { most: 1024, valueAtLeast: 20 }
/** For a body that Meta found too long all the same: it counts otherwise, or has other words than we know. */
export const shortBodyMeasure: Measure = { most: 512, valueAtLeast: 20 }
/** Meta's limit for a line above the words, which leaves little for a value. */
export const headerMeasure: Measure = { most: 60, valueAtLeast: 1 }

/** Ours for one value. */
const valueAtMost = 250
const shareOfCut = 10

/** Meta refuses values with line breaks, tabs or more than four spaces in a row, and empty ones. */
export function plainValue(value: string): string {
  const plain = value.replace(/\s+/gu, ' ').trim()
  return plain === '' ? '–' : cut(plain, valueAtMost)
}

/** The values as Meta takes them in this text: plain, and the longest cut until the whole is not too long. */
export function fittingValues(
  text: string,
  values: Readonly<Record<string, string>>,
  { most, valueAtLeast }: Measure = bodyMeasure,
): Readonly<Record<string, string>> {
  const fitting = new Map(Object.entries(values).map(([name, value]) => [name, plainValue(value)]))
  let surplus = lengthOf(text, fitting) - most
  while (surplus > 0) {
    const [longest, second] = [...fitting].toSorted(([, a], [, b]) => b.length - a.length)
    if (!longest || longest[1].length <= valueAtLeast) break
    const [name, value] = longest
    // Not much shorter than the next: each gives its share.
    const fair = Math.min(second?.[1].length ?? 0, value.length - shareOfCut)
    fitting.set(name, cut(value, Math.max(valueAtLeast, value.length - surplus, fair)))
    surplus = lengthOf(text, fitting) - most
  }
  return Object.fromEntries(fitting)
}

function lengthOf(text: string, values: ReadonlyMap<string, string>): number {
  return withValues(text, (name) => values.get(name) ?? '').length
}

/** Cuts between what a reader sees as one sign each, so that no letter loses its half. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`.toWellFormed()
}
