/** The languages of our texts, by the codes Meta knows them by. */
export const languages = ['en_US', 'de', 'es', 'pt_BR', 'fr', 'it', 'nl', 'hi', 'id'] as const
/** One of them. */
export type Language = (typeof languages)[number]

/** What a quick-reply button can answer; it comes back as the payload `<answer>:<nudge id>`. */
export const buttonAnswers = [
  'stop',
  'help',
  'pay',
  'later',
  'invoice',
  'statement',
  'balance',
  'details',
  'auto',
] as const
/** One of them. */
export type ButtonAnswer = (typeof buttonAnswers)[number]

/** A button below a text: the pay link, or an answer. */
export type Button =
  | { readonly kind: 'link'; readonly label: string }
  | { readonly kind: 'reply'; readonly label: string; readonly answer: ButtonAnswer }

/** One template in one language. Variables stand in the body as `{{name}}`; every one has an example for Meta's review. */
export type TemplateText = {
  readonly header: string
  readonly body: string
  readonly examples: Readonly<Record<string, string>>
  readonly buttons: readonly Button[]
}

/**
 * A text Meta approves before it may be sent. `name` is Meta's; a text that changes after its approval
 * gets a new name, because an approved one cannot be used again for 30 days.
 */
export type Template = {
  readonly name: string
  readonly category: 'utility' | 'marketing'
  readonly texts: Readonly<Record<Language, TemplateText>>
}

/** A text with something in the place of each of its variables. */
export function withValues(text: string, fill: (name: string) => string): string {
  return text.replace(/\{\{([^{}]*)\}\}/gu, (_, name: string) => fill(name))
}
