/** The states a template can be in that matter for sending (facts section 1.2). */
export type TemplateStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED'

/** What a text is for, in Meta's words; it decides its price and its rules. */
export type TemplateCategory = 'UTILITY' | 'MARKETING' | 'AUTHENTICATION'

/** Whether a text calls its variables by name or by number. */
export type ParameterFormat = 'NAMED' | 'POSITIONAL'

/** A button of a template, in Meta's words. */
export type TemplateButton = {
  readonly type: string
  readonly text: string
  readonly url?: string
  readonly phone_number?: string
  readonly example?: readonly string[]
}

/** A component of a template, in Meta's words; which fields it has depends on its type. */
export type TemplateComponent = {
  readonly type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS'
  readonly format?: string
  readonly text?: string
  readonly example?: Readonly<Record<string, unknown>>
  readonly buttons?: readonly TemplateButton[]
}

/** What somebody asks to create; a draft that passed the rules becomes a template. */
export type TemplateDraft = {
  readonly name: string
  readonly language: string
  readonly category: TemplateCategory
  readonly parameterFormat: ParameterFormat
  readonly components: readonly TemplateComponent[]
}

/** A text in one language, as a WhatsApp Business Account holds it. */
export type Template = TemplateDraft & {
  /** Sixteen digits; a number in webhooks, a string everywhere else. */
  readonly id: string
  readonly wabaId: string
  readonly status: TemplateStatus
  readonly rejectedReason: string
  /** GREEN, YELLOW or RED; absent while Meta has no opinion. */
  readonly quality?: string
  /** When it was approved and edited, which Meta limits. */
  readonly editedAt?: Temporal.Instant
  /** Counts its reviews, so that an older one that comes late changes nothing. */
  readonly version: number
}

/** The one component of this type; undefined when the text has none. */
export function componentOf(template: TemplateDraft, type: TemplateComponent['type']) {
  return template.components.find((component) => component.type === type)
}

/** The buttons in the order of their index when sending. */
export function buttonsOf(template: TemplateDraft): readonly TemplateButton[] {
  return componentOf(template, 'BUTTONS')?.buttons ?? []
}

/** The names (or positions) of a text's variables, in order and with repetitions. */
export function variablesOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => match[1]!.trim())
}
