import type Stripe from 'stripe'

type CustomField = Stripe.Checkout.Session.CustomField

/** A question that a shop adds to the page. */
export type Question = {
  readonly key: string
  readonly label: string
  readonly type: 'text' | 'numeric' | 'dropdown'
  readonly isOptional?: boolean
  /** What stands in the field when the page opens; not for a dropdown. */
  readonly prefilled?: string
  /** Of a dropdown: the values, each with its label. */
  readonly choices?: Readonly<Record<string, string>>
}

/** The question as a session holds it, not answered yet. */
export function makeCustomField(question: Question): CustomField {
  const { key, label, type, isOptional = false, prefilled = null, choices = {} } = question
  const common = { key, label: { custom: label, type: 'custom' as const }, optional: isOptional, type }
  const open = { default_value: prefilled, value: null }
  switch (type) {
    case 'text':
      return { ...common, text: { ...open, maximum_length: null, minimum_length: null } }
    case 'numeric':
      return { ...common, numeric: { ...open, maximum_length: null, minimum_length: null } }
    case 'dropdown': {
      const options = Object.entries(choices).map(([value, label]) => ({ label, value }))
      return { ...common, dropdown: { default_value: null, value: null, options } }
    }
  }
}

/** The question with the shopper's answer. */
export function answerField(field: CustomField, value: string): CustomField {
  const { dropdown, numeric, text } = field
  return {
    ...field,
    ...(dropdown && { dropdown: { ...dropdown, value } }),
    ...(numeric && { numeric: { ...numeric, value } }),
    ...(text && { text: { ...text, value } }),
  }
}
