import type { Kind, KnownComponents } from '../known-props.ts'

const known = () => (globalThis as { paynudgeKnownComponents?: KnownComponents }).paynudgeKnownComponents

/** What the SDK itself adds to every component. */
const sdkProps = new Set(['wrappedComponentName', 'sdkVersion', 'schemaVersion', 'children'])

/** Throws for props and `css` tokens the Dashboard would refuse, naming each. */
export function checkProps(name: string, props: Readonly<Record<string, unknown>>): void {
  const component = known()?.[name]
  if (!component) throw new Error(`Nothing is known of ${name}: tell the host what the SDK says first`)
  for (const [prop, value] of Object.entries(props)) {
    if (sdkProps.has(prop) || value === undefined) continue
    checkOne(`${name} ${prop}`, component.props[prop], value)
    if (prop === 'css') checkCss(name, component.css, value)
    else assertSendable(`${name} ${prop}`, value)
  }
}

function checkCss(name: string, tokens: Readonly<Record<string, Kind>>, css: unknown) {
  for (const [token, value] of Object.entries(css as object))
    checkOne(`${name} css.${token}`, tokens[token], value)
}

function checkOne(what: string, kind: Kind | undefined, value: unknown) {
  // A token that a new rendering left out comes as undefined.
  if (value === undefined) return
  if (!kind) throw new Error(`${what} is not known to the Dashboard`)
  if (kind.isOpen) return
  const fits =
    typeof value === 'number' ? kind.isNumber : kind.words.length === 0 || kind.words.includes(String(value))
  if (!fits) throw new Error(`${what} may not be ${JSON.stringify(value)}`)
}

/** The Dashboard stands in another frame: only what can be cloned reaches it, and functions. */
function assertSendable(what: string, value: unknown) {
  if (typeof value === 'function' || isElement(value)) return
  try {
    structuredClone(JSON.parse(JSON.stringify(value, withoutFunctions) ?? 'null'))
  } catch {
    throw new Error(`${what} cannot be handed to the Dashboard`)
  }
}

function withoutFunctions(_: string, value: unknown) {
  return typeof value === 'function' ? undefined : value
}

/** What came in a slot is an element of the host's by then. */
function isElement(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$$typeof' in value
}
