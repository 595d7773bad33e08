import type { CSSProperties } from 'react'

type Css = Readonly<Record<string, string | number>>

const spaces: Readonly<Record<string, number>> = {
  xxsmall: 2,
  xsmall: 4,
  small: 8,
  medium: 16,
  large: 24,
  xlarge: 32,
  xxlarge: 48,
}
const colors: Readonly<Record<string, string>> = {
  primary: '#1a1f36',
  secondary: '#5a6376',
  disabled: '#8c95a6',
  info: '#0055bc',
  success: '#0b6b3a',
  attention: '#8a4b00',
  critical: '#b3093c',
  brand: '#4b3fd1',
}
const fonts: Readonly<Record<string, CSSProperties>> = {
  body: {},
  bodyEmphasized: { fontWeight: 600 },
  caption: { fontSize: 12, lineHeight: '16px' },
  heading: { fontSize: 16, fontWeight: 700 },
  kicker: { fontSize: 12, fontWeight: 700, textTransform: 'uppercase' },
  lead: { fontSize: 18 },
  subheading: { fontWeight: 600 },
  subtitle: { fontSize: 16 },
  title: { fontSize: 26, fontWeight: 700, lineHeight: '32px' },
}
const aligns: Readonly<Record<string, string>> = {
  start: 'flex-start',
  end: 'flex-end',
  top: 'flex-start',
  bottom: 'flex-end',
}

/** Stripe's style tokens as a browser understands them; those that only colour in are left out. */
export function styleOf(css: Css = {}): CSSProperties {
  return Object.assign({}, ...Object.entries(css).map(([token, value]) => tokenStyle(token, value, css)))
}

function tokenStyle(token: string, value: string | number, css: Css): CSSProperties {
  switch (token) {
    case 'stack':
      return { display: 'flex', flexDirection: value === 'y' ? 'column' : 'row' }
    case 'gap':
    case 'rowGap':
    case 'columnGap':
    case 'padding':
    case 'paddingX':
    case 'paddingY':
    case 'margin':
    case 'marginTop':
    case 'marginBottom':
      return { [names[token] ?? token]: space(value) }
    case 'alignX':
      return { [css.stack === 'y' ? 'alignItems' : 'justifyContent']: aligns[value] ?? value }
    case 'alignY':
      return { [css.stack === 'y' ? 'justifyContent' : 'alignItems']: aligns[value] ?? value }
    case 'alignSelfX':
      return { alignSelf: aligns[value] ?? String(value) }
    case 'whiteSpace':
    case 'wordBreak':
      return { [token]: value }
    case 'distribute':
      return value === 'space-between' ? { justifyContent: 'space-between' } : {}
    case 'width':
      return widthOf(value)
    case 'wrap':
      return { flexWrap: value as 'wrap' }
    case 'font':
      return fonts[value] ?? {}
    case 'fontWeight':
      return { fontWeight: value === 'regular' ? 400 : value === 'semibold' ? 600 : 700 }
    case 'color':
      return { color: colors[value] ?? 'inherit' }
    case 'backgroundColor':
      return { background: value === 'container' ? '#f5f6f8' : '#ffffff' }
    case 'borderRadius':
      return { borderRadius: 6 }
    case 'keyline':
      return { border: `1px solid ${value === 'critical' ? colors.critical : '#d5dbe1'}` }
    default:
      return {}
  }
}

function widthOf(value: string | number): CSSProperties {
  if (value === 'fill') return { width: '100%' }
  if (typeof value === 'number') return { width: value }
  const [part, whole] = value.split('/').map(Number)
  return part && whole ? { width: `${(100 * part) / whole}%` } : {}
}

const names: Readonly<Record<string, string>> = { paddingX: 'paddingInline', paddingY: 'paddingBlock' }

function space(value: string | number): number {
  return typeof value === 'number' ? value : (spaces[value] ?? 0)
}
