import { ownKey } from '../domain/own-text.ts'
import type { TemplateState } from '../domain/situation.ts'
import type { Template } from '../domain/template.ts'
import { catalogue } from './catalogue/index.ts'
import { templateStateOf } from './templates.ts'

const categoryByName = new Map<string, Template['category']>(
  Object.values(catalogue).map(({ name, category }) => [name, category]),
)

/** The keys by which steps may name a text that Meta knows by this name: one of our catalogue, or the merchant's own. */
export function keysOfText(name: string): readonly string[] {
  const ours = Object.keys(catalogue).filter((key) => catalogue[key]?.name === name)
  return [...ours, ownKey(name)]
}

/**
 * How far a text has come that Meta knows by this name, beside what it is to count as: by our catalogue, or as the
 * merchant's own text was adopted. One that is neither counts as what Meta says.
 */
export function stateOfText(
  known: { readonly name: string; readonly status: string; readonly category: string },
  own: ReadonlyMap<string, Template['category']> = new Map(),
): TemplateState {
  const wanted = categoryByName.get(known.name) ?? own.get(known.name)
  return templateStateOf(known, wanted ?? (known.category === 'MARKETING' ? 'marketing' : 'utility'))
}
