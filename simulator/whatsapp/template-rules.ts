import { invalid, missing, type Refusal } from './errors.ts'
import { asList, asObject, asText } from './json.ts'
import type { State } from './state.ts'
import { componentOf, type TemplateComponent, type TemplateDraft, variablesOf } from './template.ts'
import { refuseButtons } from './template-buttons.ts'

/** Characters, Meta's limits for the texts of a template (facts section 4). */
export const textLimits = { HEADER: 60, BODY: 1024, FOOTER: 60 } as const

/** Fixed words Meta wants for each variable of a body; a rule of thumb, its exact ratio is not published. */
const wordsPerVariable = 3

/** Why Meta would not even review this draft; undefined when it would. */
export function refuseDraft(state: State, draft: TemplateDraft): Refusal | undefined {
  const body = componentOf(draft, 'BODY')
  if (!body?.text) return missing('BODY', 'text')
  return (
    refuseBody(draft, body) ??
    refuseHeader(state, draft, componentOf(draft, 'HEADER')) ??
    refuseFooter(componentOf(draft, 'FOOTER')) ??
    refuseButtons(draft)
  )
}

function refuseBody(draft: TemplateDraft, body: TemplateComponent): Refusal | undefined {
  const text = body.text ?? ''
  return (
    refuseLength(body) ??
    refuseVariableNames(draft, text) ??
    refuseVariablePlaces(text) ??
    refuseMissingExamples(draft, body)
  )
}

/** A header with a file shows Meta an example of it, which was uploaded before. */
function refuseMediaHeader({ handles }: State, { format, example }: TemplateComponent): Refusal | undefined {
  if (format !== 'IMAGE' && format !== 'DOCUMENT' && format !== 'VIDEO')
    return format === 'LOCATION'
      ? undefined
      : invalid(2388047, 'Message header format is incorrect', `${format} is no format of a header.`)
  const handle = asText(asList(example?.header_handle)[0])
  if (!handle) return missing('HEADER', 'example')
  return handles.has(handle)
    ? undefined
    : invalid(2494102, 'Uploaded media handle is invalid', 'Upload the example of the header again.')
}

function refuseHeader(
  state: State,
  draft: TemplateDraft,
  header: TemplateComponent | undefined,
): Refusal | undefined {
  if (!header) return undefined
  if (header.format !== 'TEXT') return refuseMediaHeader(state, header)
  if (!header.text) return missing('HEADER', 'text')
  if (/[\n*_~]|\p{Extended_Pictographic}/u.test(header.text.replace(/\{\{[^{}]*\}\}/g, '')))
    return invalid(
      2388047,
      'Message header format is incorrect',
      'A header has no line breaks, emojis or formatting.',
    )
  if (variablesOf(header.text).length > 1)
    return invalid(2388047, 'Message header format is incorrect', 'A header can have one variable.')
  return (
    refuseLength(header) ?? refuseVariableNames(draft, header.text) ?? refuseMissingExamples(draft, header)
  )
}

function refuseFooter(footer: TemplateComponent | undefined): Refusal | undefined {
  if (!footer) return undefined
  if (!footer.text) return missing('FOOTER', 'text')
  if (variablesOf(footer.text).length > 0)
    return invalid(2388073, 'Message footer format is incorrect', 'A footer has no variables.')
  return refuseLength(footer)
}

function refuseLength({ type, text }: TemplateComponent): Refusal | undefined {
  const limit = type === 'BUTTONS' ? Number.POSITIVE_INFINITY : textLimits[type]
  if ((text ?? '').length <= limit) return undefined
  return invalid(2388040, 'Character limit exceeded', `The ${type} can have at most ${limit} characters.`)
}

function refuseVariableNames(draft: TemplateDraft, text: string): Refusal | undefined {
  const names = variablesOf(text)
  const wellNamed =
    draft.parameterFormat === 'NAMED'
      ? names.every((name) => /^[a-z][a-z0-9_]*$/.test(name))
      : names.every((name, index) => name === String(index + 1))
  if (wellNamed) return undefined
  const wanted =
    draft.parameterFormat === 'NAMED'
      ? 'Variables are named by lowercase letters, digits and underscores.'
      : 'Variables are numbered {{1}}, {{2}} and so on, in order.'
  return invalid(2388072, 'Message body format is incorrect', wanted)
}

function refuseVariablePlaces(text: string): Refusal | undefined {
  const trimmed = text.trim()
  if (/^\{\{[^{}]*\}\}|\{\{[^{}]*\}\}$/.test(trimmed))
    return invalid(
      2388299,
      'Leading or trailing variables',
      "Variables can't be at the start or end of the template.",
    )
  if (/\}\}\s*\{\{/.test(trimmed))
    return invalid(2388072, 'Message body format is incorrect', "Variables can't stand next to each other.")
  const words = trimmed.replace(/\{\{[^{}]*\}\}/g, ' ').match(/[\p{L}\p{N}][^\s]*/gu) ?? []
  if (words.length >= variablesOf(text).length * wordsPerVariable) return undefined
  return invalid(
    2388293,
    'Too many variables',
    'This template has too many variables for its length. Reduce the number of variables or increase the message length.',
  )
}

function refuseMissingExamples(draft: TemplateDraft, component: TemplateComponent): Refusal | undefined {
  const names = variablesOf(component.text ?? '')
  const examples = examplesOf(draft, component)
  return names.every((name) => examples.has(name)) ? undefined : missing(component.type, 'example')
}

function examplesOf(draft: TemplateDraft, { type, example }: TemplateComponent): ReadonlySet<string> {
  const part = type === 'HEADER' ? 'header' : 'body'
  if (draft.parameterFormat === 'NAMED') {
    const named = asList(example?.[`${part}_text_named_params`]).map(asObject)
    return new Set(named.filter((one) => asText(one.example)).map((one) => asText(one.param_name) ?? ''))
  }
  const given = asList(example?.[`${part}_text`])
  const values = part === 'body' ? asList(given[0]) : given
  return new Set(values.map((_, index) => String(index + 1)))
}
