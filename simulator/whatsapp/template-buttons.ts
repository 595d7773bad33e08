import { invalid, missing, type Refusal } from './errors.ts'
import { buttonsOf, type TemplateButton, type TemplateDraft, variablesOf } from './template.ts'

/** Meta's limits for the buttons of a template (facts section 4): how many of each, and characters. */
const mostButtons: Readonly<Record<string, number>> = {
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  QUICK_REPLY: 10,
}
const mostButtonsOfAll = 10
const labelLimit = 25
const urlLimit = 2_000

/** Why Meta would not take the draft's buttons; undefined when it would. */
export function refuseButtons(draft: TemplateDraft): Refusal | undefined {
  const buttons = buttonsOf(draft)
  return (
    refuseNumber(buttons) ??
    refuseOrder(buttons) ??
    buttons.map(refuseButton).find((refusal) => refusal !== undefined)
  )
}

function refuseNumber(buttons: readonly TemplateButton[]): Refusal | undefined {
  for (const { type } of buttons) {
    const most = mostButtons[type]
    if (most === undefined) return wrong(`${type} is not a type of button.`)
    if (buttons.filter((button) => button.type === type).length > most)
      return wrong(`There can be at most ${most} buttons of type ${type}.`)
  }
  return buttons.length > mostButtonsOfAll
    ? wrong(`There can be at most ${mostButtonsOfAll} buttons.`)
    : undefined
}

function refuseOrder(buttons: readonly TemplateButton[]): Refusal | undefined {
  const changes = buttons.filter(
    (button, index) => index > 0 && isQuickReply(button) !== isQuickReply(buttons[index - 1]!),
  )
  return changes.length > 1
    ? wrong('Quick replies have to stand together, apart from other buttons.')
    : undefined
}

function refuseButton(button: TemplateButton): Refusal | undefined {
  if (!button.text) return missing('BUTTONS', 'text')
  if (button.text.length > labelLimit) return wrong(`A label can have at most ${labelLimit} characters.`)
  if (variablesOf(button.text).length > 0) return wrong('A label has no variables.')
  switch (button.type) {
    case 'URL':
      return refuseUrl(button)
    case 'COPY_CODE':
      return button.example?.[0] ? undefined : missing('BUTTONS', 'example')
    case 'PHONE_NUMBER':
      return /^\+?\d{5,20}$/.test(button.phone_number ?? '') ? undefined : missing('BUTTONS', 'phone_number')
    default:
      return undefined
  }
}

function refuseUrl({ url, example }: TemplateButton): Refusal | undefined {
  if (!url || !/^https?:\/\/[^/{}]+/.test(url)) return wrong('A URL button needs a URL with a fixed host.')
  if (url.length > urlLimit) return wrong(`A URL can have at most ${urlLimit} characters.`)
  if (/^https?:\/\/(wa\.me|bit\.ly|tinyurl\.com)\//.test(url))
    return wrong('Shortened links are not allowed.')
  if (!url.includes('{')) return undefined
  if (!/^[^{}]+\{\{1\}\}$/.test(url)) return wrong('A URL can have one variable, {{1}}, at its end.')
  return example?.[0] ? undefined : missing('BUTTONS', 'example')
}

function isQuickReply(button: TemplateButton): boolean {
  return button.type === 'QUICK_REPLY'
}

function wrong(userMessage: string): Refusal {
  return invalid(2388072, 'Message buttons format is incorrect', userMessage)
}
