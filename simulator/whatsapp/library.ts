import type { Json } from './json.ts'

/** A text Meta wrote itself, which needs no review; a few of them, in English (facts/whatsapp.md section 1.2). */
export type LibraryText = {
  readonly name: string
  readonly topic: string
  readonly usecase: string
  readonly body: string
  readonly params: readonly string[]
  readonly types: readonly string[]
  readonly buttons: readonly Json[]
}

/** Meta's library, as far as payments go. */
export const library: readonly LibraryText[] = [
  {
    name: 'payment_rejected_1',
    topic: 'PAYMENTS',
    usecase: 'PAYMENT_REJECT_FAIL',
    body: 'Hello {{1}}, your payment of {{2}} could not be processed. Please use the button below to pay another way.',
    params: ['Jim', '$50.00'],
    types: ['TEXT', 'AMOUNT'],
    buttons: [{ type: 'URL', text: 'Pay now' }],
  },
  {
    name: 'payment_due_reminder_1',
    topic: 'PAYMENTS',
    usecase: 'PAYMENT_DUE_REMINDER',
    body: 'Hello {{1}}, this is a reminder that {{2}} is due on {{3}}. Please pay it with the button below in time.',
    params: ['Jim', '$50.00', 'Jan 1, 2027'],
    types: ['TEXT', 'AMOUNT', 'DATE'],
    buttons: [{ type: 'URL', text: 'Pay now' }],
  },
]

/** A request that names a text of the library as the request that spells it out; undefined when it names none. */
export function spelledOut(body: Json): Json | undefined {
  const text = library.find(({ name }) => name === body.library_template_name)
  if (!text) return undefined
  const inputs = Array.isArray(body.library_template_button_inputs) ? body.library_template_button_inputs : []
  const buttons = text.buttons.map((button, index) => {
    const url = (inputs[index] as { url?: { base_url?: string; url_suffix_example?: string } } | undefined)
      ?.url
    return { ...button, url: url?.base_url ?? '', example: [url?.url_suffix_example ?? ''] }
  })
  return {
    ...body,
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: text.body, example: { body_text: [text.params] } },
      { type: 'BUTTONS', buttons },
    ],
  }
}
