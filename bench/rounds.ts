/** One of several ways of doing the same, measured by its turn in every round. */
export type Variant<Measure> = {
  readonly name: string
  readonly measure: (round: string) => Promise<Measure>
}

/** What every variant measured, round by round. */
export type Rounds<Measure> = ReadonlyMap<string, readonly Measure[]>

/** Lets the variants take turns, one round after another, each round beginning with another one. */
export async function inTurns<Measure>(
  variants: readonly Variant<Measure>[],
  { rounds, warmUps = 2 }: { readonly rounds: number; readonly warmUps?: number },
): Promise<Rounds<Measure>> {
  const measured = new Map<string, Measure[]>(variants.map(({ name }) => [name, []]))
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const { name, measure } of rotated(variants, Math.max(round, 0))) {
      const result = await measure(String(round))
      if (round >= 0) measured.get(name)?.push(result)
    }
    process.stderr.write(round < 0 ? 'w' : '.')
  }
  process.stderr.write('\n')
  return measured
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper
}

/** The ratio of one variant to another in each round: its median, and the least and the most in brackets. */
export function ratio<Measure>(
  rounds: Rounds<Measure>,
  [over, under]: readonly [string, string],
  of: (measure: Measure) => number,
): string {
  const [tops, bottoms] = [rounds.get(over) ?? [], rounds.get(under) ?? []]
  const ratios = tops.flatMap((top, round) => {
    const bottom = bottoms[round]
    return bottom === undefined ? [] : [of(top) / of(bottom)]
  })
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
  return `${median(ratios).toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`
}

/** The median of something measured by a variant. */
export function medianOf<Measure>(
  rounds: Rounds<Measure>,
  name: string,
  of: (measure: Measure) => number,
): number {
  return median((rounds.get(name) ?? []).map(of))
}

/** Prints a table as Markdown has it. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  console.log(`${lines.join('\n')}\n`)
}

/** A whole number with commas. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
