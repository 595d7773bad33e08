import type { OwnButton, OwnHeader, OwnText, OwnWording } from '../domain/own-text.ts'
import type { ButtonAnswer } from '../domain/template.ts'
import { addressee } from './addressee.ts'
import { catalogue } from './catalogue/index.ts'
import type { Attachment, Json, WhatsApp } from './client.ts'
import { everyPage } from './pages.ts'
import { type MetaTemplate, metaTemplateOf } from './templates.ts'
import { fittingValues, headerMeasure } from './values.ts'

/** A text of a business account with everything it is made of. */
export type WholeTemplate = MetaTemplate & {
  readonly format: OwnWording['format']
  readonly components: readonly Json[]
}

const fields =
  'fields=id,name,language,status,category,rejected_reason,quality_score,parameter_format,components'

/** One text of a business account in every language it has; none when there is no such text. Throws when Meta refuses. */
export async function fetchWhole(
  whatsapp: WhatsApp,
  { token, wabaId }: { readonly token: string; readonly wabaId: string },
  name: string,
): Promise<readonly WholeTemplate[]> {
  const answer = await everyPage(whatsapp, token, `/${wabaId}/message_templates?${fields}&name=${name}`)
  if (answer.kind === 'error') throw new Error(`Meta did not show the text ${name}: ${answer.text}`)
  // Meta takes the name for a part of one.
  return answer.rows
    .filter((row) => row.name === name)
    .map((row) => ({
      ...metaTemplateOf(row),
      format: row.parameter_format === 'NAMED' ? 'NAMED' : 'POSITIONAL',
      components: (row.components ?? []) as readonly Json[],
    }))
}

/** The words and buttons of a text as we can fill them, or what is in the way, as sentences for the merchant. */
export type ReadWording =
  | { readonly kind: 'fine'; readonly wording: OwnWording; readonly variables: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }

/** What the buttons of a text do: where its pay link begins, and what a tap on a quick reply answers, by its label. */
export type ButtonWishes = {
  readonly linkBase: string
  readonly answers: Readonly<Record<string, ButtonAnswer>>
}

/** Reads the components of a text. */
export function readWording({ format, components }: WholeTemplate, wishes: ButtonWishes): ReadWording {
  const { linkBase } = wishes
  const body = textOf(components, 'BODY')
  const header = readHeader(components.find(({ type }) => type === 'HEADER'))
  const buttons = readButtons(components, wishes)
  const problems = [
    ...(typeof header === 'string' ? [header] : []),
    ...buttons.filter((button) => button.startsWith('!')).map((button) => button.slice(1)),
    ...(buttons.includes('link') ? [] : [`It has no button that leads to ${linkBase}/r/{{1}}`]),
  ]
  if (problems.length > 0 || typeof header === 'string') return { kind: 'refused', problems }
  const variables = [...namesIn(header.kind === 'text' ? header.text : ''), ...namesIn(body)]
  const wording = { format, header, body, buttons: buttons as readonly OwnButton[] }
  return { kind: 'fine', wording, variables: [...new Set(variables)] }
}

function textOf(components: readonly Json[], type: string): string {
  return String(components.find((component) => component.type === type)?.text ?? '')
}

/** A text is what is wrong with it. */
function readHeader(header: Json | undefined): OwnHeader | string {
  switch (header?.format) {
    case undefined:
      return header ? { kind: 'text', text: String(header.text ?? '') } : { kind: 'none' }
    case 'TEXT':
      return { kind: 'text', text: String(header?.text ?? '') }
    case 'DOCUMENT':
      return { kind: 'document' }
    case 'IMAGE':
      return { kind: 'image' }
    default:
      return `Its header is a ${String(header?.format).toLowerCase()}, which cannot be filled here`
  }
}

/** What begins with an exclamation mark is what is wrong with a button. */
function readButtons(components: readonly Json[], { linkBase, answers }: ButtonWishes): readonly string[] {
  const buttons = (components.find(({ type }) => type === 'BUTTONS')?.buttons ?? []) as readonly Json[]
  return buttons.map(({ type, text, url }) => {
    if (type === 'COPY_CODE') return 'code'
    if (type === 'QUICK_REPLY') {
      const answer = new Map(Object.entries({ ...ourAnswers, ...answers })).get(String(text))
      return answer
        ? `reply:${answer}`
        : `!Say what a tap on “${String(text)}” answers: --buttons "${String(text)}=stop"`
    }
    if (type !== 'URL' || !String(url).includes('{{')) return 'plain'
    return url === `${linkBase}/r/{{1}}`
      ? 'link'
      : `!The button “${String(text)}” leads to ${String(url)}; only ${linkBase}/r/{{1}} can be filled here`
  })
}

/** What the quick replies of our own texts answer, by their labels in every language. */
const ourAnswers: Readonly<Record<string, ButtonAnswer>> = Object.fromEntries(
  Object.values(catalogue)
    .flatMap(({ texts }) => Object.values(texts).flatMap(({ buttons }) => buttons))
    .flatMap((button) => (button.kind === 'reply' ? [[button.label, button.answer]] : [])),
)

/** The variables of a text, by name or number, each once. */
function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{([^{}]*)\}\}/gu)].map(([, name = '']) => name.trim()))]
}

/** What fills a merchant's own text. */
export type OwnFilling = {
  readonly to: string
  readonly text: OwnText
  readonly code: string
  readonly wording: OwnWording
  /** By the merchant's names, as Meta takes them. */
  readonly values: Readonly<Record<string, string>>
  readonly token: string
  readonly nudgeId: string
  readonly sendId: string
  /** What was uploaded, where the text has a document or a picture above it. */
  readonly attachment: Pick<Attachment, 'id' | 'filename'> | undefined
}

/** The message as Meta wants it. Throws when a document or a picture is missing. */
export function ownMessage(filling: OwnFilling): Json {
  const { to, text, code, wording, token, nudgeId, sendId } = filling
  const header = headerOf(filling)
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...addressee(to),
    type: 'template',
    biz_opaque_callback_data: sendId,
    template: {
      name: text.name,
      language: { code },
      components: [
        ...(header.length > 0 ? [{ type: 'header', parameters: header }] : []),
        ...(namesIn(wording.body).length > 0
          ? [{ type: 'body', parameters: parametersOf(filling, wording.body) }]
          : []),
        ...wording.buttons.flatMap((button, index) =>
          buttonOf(button, index, { token, nudgeId, code: text.code }),
        ),
      ],
    },
  }
}

function headerOf(filling: OwnFilling): readonly Json[] {
  const { header } = filling.wording
  switch (header.kind) {
    case 'none':
      return []
    case 'text':
      return parametersOf({ ...filling, values: headerValues(header.text, filling.values) }, header.text)
    case 'image':
      return [{ type: 'image', image: { id: attachmentOf(filling).id } }]
    case 'document': {
      const { id, filename } = attachmentOf(filling)
      return [{ type: 'document', document: { id, filename } }]
    }
  }
}

function attachmentOf({ text, attachment }: OwnFilling): NonNullable<OwnFilling['attachment']> {
  if (!attachment) throw new Error(`The text ${text.name} goes out with a file, and there is none`)
  return attachment
}

/** A line above the words is short: its values are cut by themselves. */
function headerValues(text: string, values: OwnFilling['values']): OwnFilling['values'] {
  const used = namesIn(text).map((name) => [name, values[name] ?? '–'] as const)
  return fittingValues(text, Object.fromEntries(used), headerMeasure)
}

function parametersOf({ wording, values }: OwnFilling, text: string): readonly Json[] {
  return namesIn(text).map((name) => ({
    type: 'text',
    ...(wording.format === 'NAMED' ? { parameter_name: name } : {}),
    text: values[name] ?? '–',
  }))
}

function buttonOf(
  button: OwnButton,
  index: number,
  {
    token,
    nudgeId,
    code,
  }: { readonly token: string; readonly nudgeId: string; readonly code: string | undefined },
): readonly Json[] {
  const common = { type: 'button', index: String(index) }
  switch (button) {
    case 'link':
      return [{ ...common, sub_type: 'url', parameters: [{ type: 'text', text: token }] }]
    case 'code':
      return [{ ...common, sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: code }] }]
    case 'plain':
      return []
    default: {
      const payload = `${button.replace('reply:', '')}:${nudgeId}`
      return [{ ...common, sub_type: 'quick_reply', parameters: [{ type: 'payload', payload }] }]
    }
  }
}
