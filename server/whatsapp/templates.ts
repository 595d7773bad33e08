import type { TemplateState } from '../domain/situation.ts'
import type { Button, Language, Template, TemplateText } from '../domain/template.ts'
import { addressee } from './addressee.ts'
import type { Json, WhatsApp } from './client.ts'
import { errorOf } from './errors.ts'
import { everyPage } from './pages.ts'
import { plainValue } from './values.ts'

/** A text of ours as Meta knows it. */
export type MetaTemplate = {
  readonly metaId: string
  readonly name: string
  readonly language: string
  readonly status: string
  readonly category: string
  readonly reason: string | undefined
  readonly quality: string | undefined
}

/** What became of a text handed in for review. */
export type Pushed =
  | {
      readonly kind: 'in-review'
      readonly metaId: string
      readonly status: string
      readonly category: string
    }
  | NotTaken

/** A text Meta did not take: never, or `waits` when only for now, as where too many were handed in. */
export type NotTaken = { readonly kind: 'refused' | 'waits'; readonly text: string }

/** What a message says, besides the template's fixed words. */
export type Filling = {
  /** A phone in E.164, or Meta's id of a person whose phone is not known. */
  readonly to: string
  readonly name: string
  readonly language: Language
  readonly values: Readonly<Record<string, string>>
  readonly token: string
  readonly buttons: readonly Button[]
  readonly nudgeId: string
  /** Comes back with every status of the message. */
  readonly sendId: string
}

/** Hands in a new text. `linkBase` becomes part of what Meta approves. */
export async function createTemplate(
  whatsapp: WhatsApp,
  { token, wabaId }: { readonly token: string; readonly wabaId: string },
  {
    template,
    language,
    linkBase,
  }: { readonly template: Template; readonly language: Language; readonly linkBase: string },
): Promise<Pushed> {
  const body = {
    name: template.name,
    language,
    category: template.category.toUpperCase(),
    parameter_format: 'NAMED',
    components: componentsOf(template.texts[language], linkBase),
  }
  const answer = await whatsapp.call(token, 'POST', `/${wabaId}/message_templates`, body)
  if (answer.kind === 'error') return notTaken(answer)
  const { id, status, category } = answer.body
  return {
    kind: 'in-review',
    metaId: String(id),
    status: String(status),
    category: String(category ?? body.category),
  }
}

/** Replaces a text Meta knows, which puts it back into review. */
export async function editTemplate(
  whatsapp: WhatsApp,
  { token, metaId }: { readonly token: string; readonly metaId: string },
  { text, linkBase }: { readonly text: TemplateText; readonly linkBase: string },
): Promise<{ readonly kind: 'in-review' } | NotTaken> {
  const answer = await whatsapp.call(token, 'POST', `/${metaId}`, {
    components: componentsOf(text, linkBase),
  })
  return answer.kind === 'error' ? notTaken(answer) : { kind: 'in-review' }
}

function notTaken({ code, text }: { readonly code: number | undefined; readonly text: string }): NotTaken {
  return { kind: errorOf(code).action.kind === 'retry' ? 'waits' : 'refused', text }
}

/** All texts of a business account, ours and others. Throws when Meta answers with an error. */
export async function fetchTemplates(
  whatsapp: WhatsApp,
  token: string,
  wabaId: string,
): Promise<readonly MetaTemplate[]> {
  const fields = 'fields=id,name,language,status,category,rejected_reason,quality_score'
  const answer = await everyPage(whatsapp, token, `/${wabaId}/message_templates?${fields}`)
  if (answer.kind === 'error') throw new Error(`Meta did not list the templates of ${wabaId}: ${answer.text}`)
  return answer.rows.map(metaTemplateOf)
}

/** The statuses in which a text may be sent with. */
export const usableStatuses = ['APPROVED', 'REINSTATED']
/** The statuses of a text that Meta has no more, so that it can be made again. */
export const goneStatuses = ['DELETED', 'PENDING_DELETION']

/** Meta's view of a text in our words; a status we do not know is never sent with. */
export function templateStateOf(
  known: { readonly status: string; readonly category: string } | undefined,
  wanted: Template['category'],
): TemplateState {
  if (!known) return 'missing'
  if (usableStatuses.includes(known.status)) {
    return known.category.toLowerCase() === wanted ? 'approved' : 'recategorized'
  }
  if (known.status === 'PENDING' || known.status === 'IN_APPEAL') return 'pending'
  return known.status === 'PAUSED' || known.status === 'FLAGGED' ? 'paused' : 'refused'
}

/** The message as Meta wants it. */
export function templateMessage(filling: Filling): Json {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...addressee(filling.to),
    type: 'template',
    biz_opaque_callback_data: filling.sendId,
    template: {
      name: filling.name,
      language: { code: filling.language },
      components: [
        { type: 'body', parameters: bodyParameters(filling.values) },
        ...filling.buttons.map(buttonOf(filling)),
      ],
    },
  }
}

function bodyParameters(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([name, text]) => ({
    type: 'text',
    parameter_name: name,
    text: plainValue(text),
  }))
}

function buttonOf({ token, nudgeId }: Filling) {
  return (button: Button, index: number): Json =>
    button.kind === 'link'
      ? { type: 'button', sub_type: 'url', index: String(index), parameters: [{ type: 'text', text: token }] }
      : {
          type: 'button',
          sub_type: 'quick_reply',
          index: String(index),
          parameters: [{ type: 'payload', payload: `${button.answer}:${nudgeId}` }],
        }
}

function componentsOf(text: TemplateText, linkBase: string): readonly Json[] {
  const named = Object.entries(text.examples).map(([param_name, example]) => ({ param_name, example }))
  return [
    { type: 'HEADER', format: 'TEXT', text: text.header },
    { type: 'BODY', text: text.body, example: { body_text_named_params: named } },
    { type: 'BUTTONS', buttons: text.buttons.map((button) => buttonTemplate(button, linkBase)) },
  ]
}

function buttonTemplate(button: Button, linkBase: string): Json {
  return button.kind === 'link'
    ? { type: 'URL', text: button.label, url: `${linkBase}/r/{{1}}`, example: [`${linkBase}/r/q7Xw2Lk9`] }
    : { type: 'QUICK_REPLY', text: button.label }
}

/** A row of Meta's list in our words. */
export function metaTemplateOf(row: Json): MetaTemplate {
  const reason = row.rejected_reason
  return {
    metaId: String(row.id),
    name: String(row.name),
    language: String(row.language),
    status: String(row.status),
    category: String(row.category),
    reason: typeof reason === 'string' && reason !== 'NONE' ? reason : undefined,
    quality: qualityOf(row.quality_score),
  }
}

/** UNKNOWN is no opinion. */
function qualityOf(score: unknown): string | undefined {
  const quality = typeof score === 'object' && score !== null && 'score' in score ? score.score : score
  return typeof quality === 'string' && quality !== 'UNKNOWN' ? quality : undefined
}
