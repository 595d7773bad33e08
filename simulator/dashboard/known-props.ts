import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** What a prop or a token may be: one of these words, or a number where that is allowed; `open` says nothing of it. */
export type Kind = { readonly words: readonly string[]; readonly isNumber: boolean; readonly isOpen: boolean }

/** What a component of Stripe's takes: its props, and the tokens of its `css`. */
export type KnownProps = {
  readonly props: Readonly<Record<string, Kind>>
  readonly css: Readonly<Record<string, Kind>>
}

/** Every component of the SDK by name, as its own type file tells it. */
export type KnownComponents = Readonly<Record<string, KnownProps>>

/** Reads what the installed SDK says its components take. The Dashboard refuses everything else. */
export function readKnownComponents(): KnownComponents {
  const sdk = path.dirname(createRequire(import.meta.url).resolve('@stripe/ui-extension-sdk/package.json'))
  const types = readFileSync(path.join(sdk, 'ui/index.d.ts'), 'utf8')
  const found = types.matchAll(/^export type (\w+)Props = \{(?:\};|\n(.*?)^\};)/gms)
  return Object.fromEntries(Array.from(found, ([, name = '', body = '']) => [name, knownIn(body)]))
}

function knownIn(body: string): KnownProps {
  const css = /^ {4}css\?: \{\n(.*?)^ {4}\}/ms.exec(body)?.[1] ?? ''
  return { props: kindsAt(4, body), css: kindsAt(8, css) }
}

/** Members that stand this far in; what stands further in belongs to one of them. */
function kindsAt(indent: number, text: string): Readonly<Record<string, Kind>> {
  const member = new RegExp(`^ {${indent}}(\\w+)\\??: (.*)$`, 'gm')
  return Object.fromEntries(
    Array.from(text.matchAll(member), ([, name = '', type = '']) => [name, kindOf(type)]),
  )
}

function kindOf(type: string): Kind {
  const words = Array.from(type.matchAll(/'([^']*)'/g), ([, word = '']) => word)
  const rest = type.replace(/'[^']*'|undefined|number|[()|;\s]/g, '')
  return { words, isNumber: /\bnumber\b/.test(type), isOpen: rest !== '' }
}
