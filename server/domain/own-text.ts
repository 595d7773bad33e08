import { languageOf } from './language.ts'
import type { ButtonAnswer, Language, Template } from './template.ts'

/** What stands above the words of a merchant's own text. */
export type OwnHeader =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  /** The document of the invoice it is about. */
  | { readonly kind: 'document' }
  | { readonly kind: 'image' }

/**
 * A button of a merchant's own text: our pay link, a promotion code to copy, an answer of ours, or one that needs nothing
 * from us.
 */
export type OwnButton = 'link' | 'code' | `reply:${ButtonAnswer}` | 'plain'

/** A merchant's own text in one language. */
export type OwnWording = {
  readonly format: 'NAMED' | 'POSITIONAL'
  readonly header: OwnHeader
  readonly body: string
  readonly buttons: readonly OwnButton[]
}

/** A text a merchant wrote at Meta, and what of ours fills it. */
export type OwnText = {
  readonly name: string
  readonly category: Template['category']
  /** By Meta's code of the language, such as `es` or `es_MX`. */
  readonly wordings: Readonly<Record<string, OwnWording>>
  /** Our variable for each of theirs; theirs are numbers where the text counts them. */
  readonly variables: Readonly<Record<string, OurVariable>>
  readonly code: string | undefined
}

/** A file above the words of a message: the document of its invoice, or the picture of this text. */
export type Attached = { readonly kind: 'document' } | { readonly kind: 'image'; readonly text: string }

/** What stands above the words of a merchant's own text, where that is a file. */
export function attachedTo({ name, wordings }: OwnText, code: string | undefined): Attached | undefined {
  const kind = wordings[code ?? '']?.header.kind
  if (kind === 'document') return { kind }
  return kind === 'image' ? { kind, text: name } : undefined
}

/** Everything a text can say of a matter. */
export const ourVariables = [
  'first_name',
  'amount',
  'business_name',
  'reference',
  'due_date',
  'end_date',
  'card',
  'items',
] as const
/** One of them. */
export type OurVariable = (typeof ourVariables)[number]

const prefix = 'own:'

/** How a step names a merchant's own text: `own:harbor_reminder`. */
export function ownName(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined
}

/** The key by which a step names the merchant's own text of this name. */
export function ownKey(name: string): string {
  return `${prefix}${name}`
}

/** The language of a merchant's own text for a shopper of ours: the same code, else the same language of another region. */
export function codeFor({ wordings }: OwnText, language: Language): string | undefined {
  const codes = Object.keys(wordings)
  return codes.find((code) => code === language) ?? codes.find((code) => languageOf(code) === language)
}
