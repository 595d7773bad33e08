import type { Refusal } from './errors.ts'
import { asList, asObject, asText, type Json } from './json.ts'
import type {
  ParameterFormat,
  TemplateButton,
  TemplateCategory,
  TemplateComponent,
  TemplateDraft,
} from './template.ts'

/** The body of a request as a draft, or why it is not even one. */
export function readDraft(body: Json): { readonly draft: TemplateDraft } | { readonly refused: Refusal } {
  const name = asText(body.name) ?? ''
  const language = asText(body.language) ?? ''
  const category = asText(body.category)?.toUpperCase()
  const components = readComponents(body)
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    return refuse('name must have only lowercase letters, digits and underscores')
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(language)) return refuse('language is not a code Meta knows')
  if (!isCategory(category)) return refuse('category must be one of {UTILITY, MARKETING, AUTHENTICATION}')
  if (!components) return refuse('components must be a list of HEADER, BODY, FOOTER and BUTTONS, each once')
  return { draft: { name, language, category, parameterFormat: readFormat(body), components } }
}

/** The components in a request; undefined when they are none. */
export function readComponents(body: Json): readonly TemplateComponent[] | undefined {
  const components = asList(body.components).map((value) => readComponent(asObject(value)))
  const types = components.map((component) => component?.type)
  const isWellFormed = types.length > 0 && !types.includes(undefined) && new Set(types).size === types.length
  return isWellFormed ? (components as readonly TemplateComponent[]) : undefined
}

function readComponent(value: Json): TemplateComponent | undefined {
  const type = asText(value.type)?.toUpperCase()
  if (type !== 'HEADER' && type !== 'BODY' && type !== 'FOOTER' && type !== 'BUTTONS') return undefined
  const text = asText(value.text)
  return {
    type,
    ...(text !== undefined && { text }),
    ...(type === 'HEADER' && { format: asText(value.format)?.toUpperCase() ?? 'TEXT' }),
    ...(value.example !== undefined && { example: asObject(value.example) }),
    ...(type === 'BUTTONS' && {
      buttons: asList(value.buttons).map((button) => readButton(asObject(button))),
    }),
  }
}

function readButton(value: Json): TemplateButton {
  const url = asText(value.url)
  const phone = asText(value.phone_number)
  const example = typeof value.example === 'string' ? [value.example] : asList(value.example).map(String)
  return {
    type: asText(value.type)?.toUpperCase() ?? '',
    // Meta writes the label of a button that copies a code.
    text: asText(value.text) ?? (asText(value.type)?.toUpperCase() === 'COPY_CODE' ? 'Copy offer code' : ''),
    ...(url !== undefined && { url }),
    ...(phone !== undefined && { phone_number: phone }),
    ...(example.length > 0 && { example }),
  }
}

function readFormat(body: Json): ParameterFormat {
  return asText(body.parameter_format)?.toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL'
}

function isCategory(value: string | undefined): value is TemplateCategory {
  return value === 'UTILITY' || value === 'MARKETING' || value === 'AUTHENTICATION'
}

function refuse(details: string) {
  return { refused: { code: 100, details } }
}
