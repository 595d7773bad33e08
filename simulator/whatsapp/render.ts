import type { Refusal } from './errors.ts'
import { asList, asObject, asText, type Json } from './json.ts'
import { type MediaKind, mediaOf } from './media.ts'
import { renderButtons } from './render-buttons.ts'
import type { Message, SentMedia, State } from './state.ts'
import { componentOf, type ParameterFormat, type Template, variablesOf } from './template.ts'
import { textLimits } from './template-rules.ts'

/** What a person sees of a message. */
export type Content = Pick<Message, 'header' | 'media' | 'body' | 'footer' | 'buttons'>

type Filled = { readonly text: string; readonly media?: SentMedia } | { readonly refused: Refusal }

/** The template with the sent parameters in it, or why Meta refuses them (facts section 7.2). */
export function renderTemplate(
  state: State,
  { template, phoneNumberId }: { readonly template: Template; readonly phoneNumberId: string },
  sent: readonly Json[],
): { readonly content: Content } | { readonly refused: Refusal } {
  const header = renderHeader(state, { template, phoneNumberId }, parametersOf(sent, 'header'))
  if ('refused' in header) return header
  const body = fill(template, 'body', parametersOf(sent, 'body'))
  if ('refused' in body) return body
  const buttons = renderButtons(template, sent)
  if ('refused' in buttons) return buttons
  const footer = componentOf(template, 'FOOTER')?.text
  return {
    content: {
      ...(header.text && { header: header.text }),
      ...(header.media && { media: header.media }),
      body: body.text,
      ...(footer && { footer }),
      buttons: buttons.buttons,
    },
  }
}

function renderHeader(
  state: State,
  { template, phoneNumberId }: { readonly template: Template; readonly phoneNumberId: string },
  parameters: readonly Json[],
): Filled {
  const format = componentOf(template, 'HEADER')?.format?.toLowerCase()
  if (format === undefined || format === 'text') return fill(template, 'header', parameters)
  const [parameter] = parameters
  if (!parameter || asText(parameter.type) !== format || parameters.length > 1)
    return refuse(132012, `header: Format mismatch, expected ${format.toUpperCase()}`)
  const kind = format as MediaKind
  const file = readFile(kind, asObject(parameter[format]))
  if (!file) return refuse(131008, `header: ${format} needs an id or a link`)
  if (file.id !== undefined && !mediaOf(state, { id: file.id, kind, phoneNumberId }))
    return refuse(131009, `header: ${file.id} is no ${format} this number can send`)
  return { text: '', media: file }
}

/** A link must be one Meta can fetch. */
function readFile(kind: MediaKind, value: Json): SentMedia | undefined {
  const [id, link, filename] = [asText(value.id), asText(value.link), asText(value.filename)]
  const isFetchable = link !== undefined && /^https?:\/\//.test(link)
  if ((id === undefined) === !isFetchable) return undefined
  return { kind, ...(id !== undefined ? { id } : { link: link! }), ...(filename && { filename }) }
}

function fill(template: Template, part: 'header' | 'body', parameters: readonly Json[]): Filled {
  const type = part === 'header' ? 'HEADER' : 'BODY'
  const text = componentOf(template, type)?.text ?? ''
  const names = [...new Set(variablesOf(text))]
  if (parameters.length !== names.length)
    return refuse(
      132000,
      `${part}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`,
    )
  const values = new Map(
    parameters.map((one, index) => [nameOf(template.parameterFormat, one, index), asText(one.text)]),
  )
  const refusal = refuseValues(part, names, values) ?? refuseTypes(part, parameters)
  if (refusal) return { refused: refusal }
  const filled = text.replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => values.get(name.trim()) ?? '')
  return filled.length > textLimits[type]
    ? refuse(
        132005,
        `${part}: the translated text has ${filled.length} characters, ${textLimits[type]} are allowed`,
      )
    : { text: filled }
}

function refuseTypes(part: string, parameters: readonly Json[]): Refusal | undefined {
  const other = parameters.find((one) => one.type !== 'text')
  return other && { code: 132012, details: `${part}: parameters have to be of type text here` }
}

function refuseValues(
  part: string,
  names: readonly string[],
  values: ReadonlyMap<string, string | undefined>,
): Refusal | undefined {
  for (const name of names) {
    if (!values.has(name))
      return { code: 132012, details: `${part}: Parameter name ${name} is missing or wrong` }
    const value = values.get(name)
    if (!value?.trim()) return { code: 132018, details: `${part}: Parameter ${name} is empty` }
    if (/[\n\r\t]| {5,}/.test(value))
      return {
        code: 132018,
        details: `${part}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
      }
  }
  return undefined
}

function nameOf(format: ParameterFormat, parameter: Json, index: number): string {
  return format === 'NAMED' ? (asText(parameter.parameter_name) ?? '') : String(index + 1)
}

function parametersOf(sent: readonly Json[], type: string): readonly Json[] {
  const component = sent.find((one) => asText(one.type)?.toLowerCase() === type)
  return asList(component?.parameters).map(asObject)
}

function refuse(code: number, details: string) {
  return { refused: { code, details } }
}
