/**
 * Everything the bot answers with in one language. Places for values stand in braces: `{business}`, `{amount}`,
 * `{reference}`, `{day}`, `{contact}`, `{count}`. Labels of buttons have at most 20 characters, rows 24.
 */
export type AnswerTexts = {
  /** Confirms a stop, once. */
  readonly stopped: string
  readonly started: string
  readonly pay: string
  readonly payLabel: string
  /** Where several things are open, the link leads to the latest. */
  readonly nothingOpen: string
  readonly laterAsk: string
  readonly laterLabel: string
  readonly laterTomorrow: string
  readonly laterThreeDays: string
  readonly laterWeek: string
  readonly laterTwoWeeks: string
  readonly laterKept: string
  readonly invoice: string
  readonly noInvoice: string
  readonly statement: string
  readonly balance: string
  /** One currency of a balance. */
  readonly balanceLine: string
  readonly details: string
  readonly auto: string
  readonly autoLabel: string
  readonly noAuto: string
  readonly person: string
  /** The polite answer to what was not understood, with and without a contact. */
  readonly contact: string
  readonly noContact: string
}
