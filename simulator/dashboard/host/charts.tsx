import type { Props, StandIn } from './stand-in.ts'

type Row = Readonly<Record<string, string | number>>

/** Charts, each told in words to whoever cannot see it. */
export const charts: Readonly<Record<string, StandIn>> = { BarChart, LineChart }

function BarChart({ data, x, y }: Props) {
  const rows: readonly Row[] = data
  const most = greatest(rows, y)
  return (
    <div className="chart" role="img" aria-label={inWords(rows, x, y)}>
      {rows.map((row) => (
        <div key={String(row[x])} className="bar">
          <i style={{ width: `${(100 * Number(row[y])) / most}%` }} />
          <span>{row[x]}</span>
        </div>
      ))}
    </div>
  )
}

const size = { width: 360, height: 90 }

function LineChart({ data, x, y, axis = 'both' }: Props) {
  const rows: readonly Row[] = data
  const most = greatest(rows, y)
  const place = (row: Row, index: number) => {
    const across = rows.length > 1 ? (index * size.width) / (rows.length - 1) : 0
    return `${across},${size.height - (Number(row[y]) / most) * size.height}`
  }
  return (
    <div className="chart" role="img" aria-label={inWords(rows, x, y)}>
      {axis === 'both' || axis === 'y' ? <span className="scale">{most.toLocaleString('en-US')}</span> : null}
      <svg viewBox={`-2 -2 ${size.width + 4} ${size.height + 4}`} aria-hidden="true">
        <polyline points={rows.map(place).join(' ')} />
      </svg>
      {axis === 'both' || axis === 'x' ? (
        <span className="scale ends">
          <span>{rows[0]?.[x]}</span>
          <span>{rows.at(-1)?.[x]}</span>
        </span>
      ) : null}
    </div>
  )
}

function greatest(rows: readonly Row[], y: string): number {
  return Math.max(...rows.map((row) => Number(row[y]))) || 1
}

function inWords(rows: readonly Row[], x: string, y: string): string {
  return rows.map((row) => `${row[x]}: ${row[y]}`).join(', ')
}
