import type { Refusal } from './errors.ts'
import { asList, asObject, asText, type Json } from './json.ts'
import { mediaOf } from './media.ts'
import type { Content } from './render.ts'
import type { MessageButton, State } from './state.ts'

type FreeForm = { readonly content: Content } | { readonly refused: Refusal }

/** Characters and counts Meta allows in messages without a template (facts section 1.1). */
const limits = {
  text: 4_096,
  body: 1_024,
  footer: 60,
  label: 20,
  buttons: 3,
  rows: 10,
  rowTitle: 24,
} as const

/** What a person sees of a message without a template, or why Meta refuses it. */
export function renderFreeForm(state: State, phoneNumberId: string, body: Json): FreeForm {
  switch (body.type ?? 'text') {
    case 'text':
      return renderText(asObject(body.text))
    case 'interactive':
      return renderInteractive(asObject(body.interactive))
    case 'document':
      return renderFile(state, { kind: 'document', phoneNumberId }, asObject(body.document))
    case 'image':
      return renderFile(state, { kind: 'image', phoneNumberId }, asObject(body.image))
    default:
      return refuse(131051, `type ${String(body.type)} is not known to this simulator`)
  }
}

function renderText(text: Json): FreeForm {
  const body = asText(text.body)
  if (!body) return refuse(131008, 'text.body is required')
  if (body.length > limits.text) return refuse(131009, `text.body can have at most ${limits.text} characters`)
  return { content: { body, buttons: [] } }
}

function renderFile(
  state: State,
  { kind, phoneNumberId }: { readonly kind: 'document' | 'image'; readonly phoneNumberId: string },
  file: Json,
): FreeForm {
  const [id, link, filename] = [asText(file.id), asText(file.link), asText(file.filename)]
  const caption = asText(file.caption) ?? ''
  if ((id === undefined) === (link === undefined)) return refuse(131008, `${kind} needs an id or a link`)
  if (id !== undefined && !mediaOf(state, { id, kind, phoneNumberId }))
    return refuse(131009, `${id} is no ${kind} this number can send`)
  if (caption.length > limits.body)
    return refuse(131009, `${kind}.caption can have at most ${limits.body} characters`)
  const media = { kind, ...(id && { id }), ...(link && { link }), ...(filename && { filename }) }
  return { content: { media, body: caption, buttons: [] } }
}

function renderInteractive(interactive: Json): FreeForm {
  const body = asText(asObject(interactive.body).text)
  const header = asText(asObject(interactive.header).text)
  const footer = asText(asObject(interactive.footer).text)
  const buttons = readButtons(interactive)
  const most = interactive.type === 'list' ? limits.text : limits.body
  if (!body) return refuse(131008, 'interactive.body.text is required')
  if (!buttons) return refuse(131009, 'interactive.type has to be cta_url, button or list')
  if (body.length > most) return refuse(131009, `interactive.body.text can have at most ${most} characters`)
  if ((footer ?? '').length > limits.footer)
    return refuse(131009, `interactive.footer.text can have at most ${limits.footer} characters`)
  const wrong = refuseButtons(buttons)
  if (wrong) return refuse(131009, wrong)
  return { content: { ...(header && { header }), body, ...(footer && { footer }), buttons } }
}

function readButtons(interactive: Json): readonly MessageButton[] | undefined {
  const action = asObject(interactive.action)
  switch (interactive.type) {
    case 'cta_url': {
      const { display_text, url } = asObject(action.parameters)
      return [{ type: 'url', label: asText(display_text) ?? '', url: asText(url) ?? '' }]
    }
    case 'button':
      return asList(action.buttons).map((button) => answer('reply', asObject(asObject(button).reply)))
    case 'list':
      return asList(action.sections)
        .flatMap((section) => asList(asObject(section).rows))
        .map((row) => answer('row', asObject(row)))
    default:
      return undefined
  }
}

function answer(type: 'reply' | 'row', value: Json): MessageButton {
  return { type, label: asText(value.title) ?? '', payload: asText(value.id) ?? '' }
}

function refuseButtons(buttons: readonly MessageButton[]): string | undefined {
  const areRows = buttons.some((button) => button.type === 'row')
  const [most, longest] = areRows ? [limits.rows, limits.rowTitle] : [limits.buttons, limits.label]
  if (buttons.length === 0 || buttons.length > most) return `there can be 1 to ${most} buttons`
  if (buttons.some(({ label }) => label === '' || label.length > longest))
    return `a label has 1 to ${longest} characters`
  if (buttons.some(({ url, payload }) => !url && !payload)) return 'every button needs a url or an id'
  return undefined
}

function refuse(code: number, details: string) {
  return { refused: { code, details } }
}
