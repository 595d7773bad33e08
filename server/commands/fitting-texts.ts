import { purposeOf } from '../domain/consent.ts'
import { type OwnText, ownName } from '../domain/own-text.ts'
import type { Template } from '../domain/template.ts'
import type { Flow } from '../flows/flow.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import { findText, noText } from './known-text.ts'

type ChosenText = { readonly step: number; readonly text: string | null }

/** What is wrong with the texts chosen for steps of a flow, in words for the merchant. */
export function problemsWithTexts(
  flow: Flow,
  chosen: readonly ChosenText[],
  own: ReadonlyMap<string, OwnText>,
): readonly string[] {
  return chosen.flatMap(({ step, text }) => [
    ...(step >= 1 && step <= flow.steps.length ? [] : [noStep(flow, step)]),
    ...(text === null ? [] : problemsWithText(flow, text, own)),
  ])
}

function noStep({ key, steps }: Flow, step: number): string {
  return `The flow ${key} has no step ${step}; its steps are 1 to ${steps.length}`
}

function problemsWithText(flow: Flow, key: string, own: ReadonlyMap<string, OwnText>): readonly string[] {
  if (ownName(key) !== undefined) return problemsWithOwn(flow, key, own.get(key))
  const template = findText(key)
  if (!template) return [noText(key)]
  return [
    ...problemsWithCategory(flow, key, template),
    ...problemsWithVariables(flow, key, variablesOf(template)),
  ]
}

/** A document is one of an invoice, so the flow must be about one. */
function problemsWithOwn(flow: Flow, key: string, text: OwnText | undefined): readonly string[] {
  if (!text)
    return [
      `There is no text ${key} of yours. Ask whoever runs Paynudge for you to take it into use (npm run paynudge -- template adopt)`,
    ]
  const hasDocument = Object.values(text.wordings).some(({ header }) => header.kind === 'document')
  const isAboutInvoice = flow.lookAt('').object === 'invoice'
  return [
    ...problemsWithCategory(flow, key, text),
    ...problemsWithVariables(flow, key, Object.values(text.variables)),
    ...(hasDocument && !isAboutInvoice
      ? [`The text ${key} goes out with an invoice, and the flow ${flow.key} is about none`]
      : []),
  ]
}

function problemsWithCategory(
  { key: flow, purpose }: Flow,
  key: string,
  { category }: Pick<Template, 'category'>,
) {
  return purposeOf(category) === purpose
    ? []
    : [`The text ${key} is ${category}, which is not what shoppers of the flow ${flow} agreed to`]
}

/** A flow has values for what its own texts ask for, and for nothing else. */
function problemsWithVariables({ key: flow, steps }: Flow, key: string, wanted: readonly string[]) {
  const known = steps.flatMap(({ texts }) => texts.flatMap((text) => variablesOf(catalogue[text])))
  const missing = wanted.filter((name) => !known.includes(name))
  return missing.length === 0
    ? []
    : [`The text ${key} asks for ${missing.join(', ')}, which the flow ${flow} does not know`]
}

function variablesOf(template: Template | undefined): readonly string[] {
  return Object.keys(template?.texts.en_US.examples ?? {})
}
