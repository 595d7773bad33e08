/** Meta's limit for a body with its values in it, and ours for one value; characters as JavaScript counts them. */
const bodyAtMost = 1024
const valueAtMost = 250
/** A value is not cut to less than this, whatever the others take up. */
const valueAtLeast = 20
const shareOfCut = 10

/** Meta refuses values with line breaks, tabs or more than four spaces in a row, and empty ones. */
export function plainValue(value: string): string {
  const plain = value.replace(/\s+/gu, ' ').trim()
  return plain === '' ? '–' : cut(plain, valueAtMost)
}

/** The values as Meta takes them in this body: plain, and the longest cut until the whole is not too long. */
export function fittingValues(
  body: string,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const fitting = new Map(Object.entries(values).map(([name, value]) => [name, plainValue(value)]))
  let surplus = lengthOf(body, fitting) - bodyAtMost
  while (surplus > 0) {
    const [longest, second] = [...fitting].toSorted(([, a], [, b]) => b.length - a.length)
    if (!longest || longest[1].length <= valueAtLeast) break
    const [name, value] = longest
    // Not much shorter than the next: each gives its share.
    const fair = Math.min(second?.[1].length ?? 0, value.length - shareOfCut)
    fitting.set(name, cut(value, Math.max(valueAtLeast, value.length - surplus, fair)))
    surplus = lengthOf(body, fitting) - bodyAtMost
  }
  return Object.fromEntries(fitting)
}

function lengthOf(body: string, values: ReadonlyMap<string, string>): number {
  return body.replace(/\{\{([^{}]*)\}\}/gu, (_, name: string) => values.get(name) ?? '').length
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
