import type { Refusal } from './errors.ts'
import { asList, asObject, asText, type Json } from './json.ts'
import type { MessageButton } from './state.ts'
import { buttonsOf, type Template, type TemplateButton } from './template.ts'

type Rendered = { readonly button: MessageButton } | { readonly refused: Refusal }

/** The template's buttons as a person sees them, with the sent suffixes and payloads in them. */
export function renderButtons(
  template: Template,
  sent: readonly Json[],
): { readonly buttons: readonly MessageButton[] } | { readonly refused: Refusal } {
  const parameters = sent.filter((one) => asText(one.type)?.toLowerCase() === 'button')
  const wanted = buttonsOf(template)
  const stray = parameters.find((one) => wanted[Number(one.index)] === undefined)
  if (stray) return refuse(132018, `buttons: There is no button at index ${asText(stray.index) ?? '(none)'}`)
  const buttons: MessageButton[] = []
  for (const [index, button] of wanted.entries()) {
    const rendered = renderButton(button, index, parameters)
    if ('refused' in rendered) return rendered
    buttons.push(rendered.button)
  }
  return { buttons }
}

function renderButton(button: TemplateButton, index: number, sent: readonly Json[]): Rendered {
  const given = sent.find((one) => Number(one.index) === index)
  const parameter = asObject(asList(given?.parameters)[0])
  if (given && asText(given.sub_type)?.toUpperCase() !== button.type)
    return refuse(132018, `buttons: Button at index ${index} is of type ${button.type}`)
  switch (button.type) {
    case 'URL':
      return renderUrl(button, index, given && (asText(parameter.text) ?? ''))
    case 'QUICK_REPLY':
      return found({
        type: 'quick_reply',
        label: button.text,
        payload: asText(parameter.payload) ?? button.text,
      })
    case 'COPY_CODE':
      return renderCode(button, index, given && asObject(parameter))
    default:
      return found({ type: 'phone_number', label: button.text, url: `tel:${button.phone_number ?? ''}` })
  }
}

/** Characters of a promotion code (facts/whatsapp.md section 1.1). */
const codeLimit = 20

function renderCode(button: TemplateButton, index: number, parameter: Json | undefined): Rendered {
  const code = asText(parameter?.coupon_code)
  if (parameter?.type !== 'coupon_code' || !code)
    return refuse(131008, `buttons: Button at index ${index} of type CopyCode requires a parameter`)
  if (code.length > codeLimit)
    return refuse(132018, `buttons: The code at index ${index} can have at most ${codeLimit} characters`)
  return found({ type: 'copy_code', label: button.text, code })
}

function renderUrl(button: TemplateButton, index: number, suffix: string | undefined): Rendered {
  const url = button.url ?? ''
  const isFixed = !url.includes('{{1}}')
  if (isFixed && suffix !== undefined)
    return refuse(132018, `buttons: Button at index ${index} of type Url takes no parameter`)
  if (!isFixed && !suffix)
    return refuse(131008, `buttons: Button at index ${index} of type Url requires a parameter`)
  if (/\s/.test(suffix ?? ''))
    return refuse(132018, `buttons: The suffix at index ${index} has white space in it`)
  return found({ type: 'url', label: button.text, url: url.replace('{{1}}', () => suffix ?? '') })
}

function found(button: MessageButton): Rendered {
  return { button }
}

function refuse(code: number, details: string) {
  return { refused: { code, details } }
}
