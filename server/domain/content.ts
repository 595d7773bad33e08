import type { Language } from './template.ts'

/** A choice below a message; tapped, it comes back as `<answer>:<nudge id>` or as what a person gave it. */
export type Choice = { readonly payload: string; readonly title: string }

/** What an answer says, in no wire format. Labels have at most 20 characters, rows of a list 24. */
export type Content =
  | { readonly kind: 'text'; readonly body: string }
  /** The address is not part of it: whoever reads what was said must not be able to follow it. */
  | { readonly kind: 'link'; readonly body: string; readonly label: string }
  | { readonly kind: 'choices'; readonly body: string; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'list'
      readonly body: string
      readonly label: string
      readonly choices: readonly Choice[]
    }
  /** A document of Stripe's, by the invoice it belongs to. */
  | {
      readonly kind: 'invoice'
      readonly invoice: string
      readonly filename: string
      readonly caption: string
    }
  /** A text Meta approved, for when the window is over; filled with what is known of an open matter. */
  | { readonly kind: 'template'; readonly template: string; readonly language: Language }
