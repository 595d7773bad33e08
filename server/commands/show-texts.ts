import type { Account } from '../domain/account.ts'
import { codeFor, type OwnText, ourVariables, ownKey } from '../domain/own-text.ts'
import { type Language, type TemplateText, withValues } from '../domain/template.ts'
import type { Flow } from '../flows/flow.ts'
import type { Db } from '../store/database.ts'
import { listOwnTexts } from '../store/own-texts.ts'
import { examplesIn } from '../whatsapp/catalogue/examples.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import { problemsWithTexts } from './fitting-texts.ts'

/** A text as a phone shows it, filled with examples. */
export type ExampleText = {
  readonly header: string
  readonly body: string
  /** What stands on the buttons; a merchant's own text does not tell it. */
  readonly buttons: readonly string[]
}

/** A text a step may be given, by its key; no example where it is not written in the language. */
export type OfferedText = {
  readonly key: string
  readonly isOwn: boolean
  readonly example: ExampleText | undefined
}

/** Every text there is for an account, ours and the merchant's own, and which of them each flow may have. */
export type OfferedTexts = {
  readonly texts: readonly OfferedText[]
  readonly offersFor: (flow: Flow) => readonly string[]
}

/** Shows the texts there are for an account, in one language. */
export async function showTexts(db: Db, account: Account, language: Language): Promise<OfferedTexts> {
  const own = new Map((await listOwnTexts(db, account)).map((text) => [ownKey(text.name), text]))
  const ours = Object.entries(catalogue).map(([key, { texts }]) => ({
    key,
    isOwn: false,
    example: exampleOf(texts[language], account),
  }))
  const theirs = Array.from(own, ([key, text]) => ({
    key,
    isOwn: true,
    example: ownExampleOf(text, account, language),
  }))
  const texts = [...ours, ...theirs]
  return {
    texts,
    offersFor: (flow) =>
      texts
        .map(({ key }) => key)
        .filter((key) => problemsWithTexts(flow, [{ step: 1, text: key }], own).length === 0),
  }
}

function exampleOf({ header, body, buttons, examples }: TemplateText, { name }: Account): ExampleText {
  const values = { ...examples, business_name: name }
  return { header, body: filled(body, values), buttons: buttons.map(({ label }) => label) }
}

/** Every variable there is, for examples of all of them. */
const allOfOurs = ourVariables.map((variable) => `{{${variable}}}`).join(' ')

function ownExampleOf(text: OwnText, { name }: Account, language: Language): ExampleText | undefined {
  const wording = text.wordings[codeFor(text, language) ?? '']
  if (!wording) return undefined
  const ours: TemplateText['examples'] = { ...examplesIn(language, allOfOurs, 'plan'), business_name: name }
  const theirs = Object.entries(text.variables).map(([variable, our]) => [variable, ours[our] ?? ''])
  const values = Object.fromEntries(theirs)
  const { header, body } = wording
  return {
    header: header.kind === 'text' ? filled(header.text, values) : '',
    body: filled(body, values),
    buttons: [],
  }
}

function filled(text: string, values: TemplateText['examples']): string {
  return withValues(text, (name) => values[name] ?? '')
}
