import { describe, expect, test } from 'vitest'
import { languages } from '../../server/domain/template.ts'
import { catalogue } from '../../server/whatsapp/catalogue/index.ts'
import { type Filling, templateMessage, templateStateOf } from '../../server/whatsapp/templates.ts'

describe('Meta’s word about a text', () => {
  test.each([
    ['APPROVED', 'approved'],
    ['REINSTATED', 'approved'],
    ['PENDING', 'pending'],
    ['IN_APPEAL', 'pending'],
    ['PAUSED', 'paused'],
    ['FLAGGED', 'paused'],
    ['REJECTED', 'refused'],
    ['DISABLED', 'refused'],
    ['PENDING_DELETION', 'refused'],
    ['approved', 'refused'],
    ['SOMETHING_NEW', 'refused'],
    ['', 'refused'],
  ])('%s means %s', (status, state) => {
    expect(templateStateOf({ status, category: 'UTILITY' }, 'utility')).toBe(state)
  })

  test('is missing for a text that was never handed in', () => {
    expect(templateStateOf(undefined, 'utility')).toBe('missing')
  })

  test.each([
    ['MARKETING', 'utility'],
    ['UTILITY', 'marketing'],
    ['AUTHENTICATION', 'utility'],
    ['', 'utility'],
  ] as const)('that it is %s and not %s keeps it from being sent', (category, wanted) => {
    expect(templateStateOf({ status: 'APPROVED', category }, wanted)).toBe('recategorized')
  })
})

const filling: Filling = {
  to: '+34600000001',
  name: 'paynudge_payment_failed',
  language: 'es',
  values: { first_name: 'Maya', amount: '24,00 €' },
  token: 'q7Xw2Lk9',
  buttons: [
    { kind: 'link', label: 'Pagar ahora' },
    { kind: 'reply', label: 'Necesito ayuda', answer: 'help' },
    { kind: 'reply', label: 'No más mensajes', answer: 'stop' },
  ],
  nudgeId: 'nudge-1',
  sendId: 'send-1',
}

/** The texts that stand in the body for these values. */
function shown(values: Filling['values']): readonly string[] {
  const { template } = templateMessage({ ...filling, values }) as unknown as Sent
  return template.components[0]!.parameters.map((parameter) => parameter.text)
}
type Sent = { template: { components: { parameters: { text: string }[] }[] } }

describe('a message', () => {
  test('carries its text, values, pay link and buttons as Meta wants them', () => {
    expect(templateMessage(filling)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+34600000001',
      type: 'template',
      biz_opaque_callback_data: 'send-1',
      template: {
        name: 'paynudge_payment_failed',
        language: { code: 'es' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'first_name', text: 'Maya' },
              { type: 'text', parameter_name: 'amount', text: '24,00 €' },
            ],
          },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'q7Xw2Lk9' }] },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '1',
            parameters: [{ type: 'payload', payload: 'help:nudge-1' }],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '2',
            parameters: [{ type: 'payload', payload: 'stop:nudge-1' }],
          },
        ],
      },
    })
  })

  test.each([
    ['a line break', 'Maya\nRuiz', 'Maya Ruiz'],
    ['a tab', 'Maya\tRuiz', 'Maya Ruiz'],
    ['many spaces', 'Maya      Ruiz', 'Maya Ruiz'],
    ['spaces around', '  Maya  ', 'Maya'],
    ['nothing', '', '–'],
    ['only blanks', ' \n ', '–'],
  ])('may have a value with %s, which Meta would refuse', (_, value, text) => {
    expect(shown({ first_name: value })).toEqual([text])
  })

  test('cuts a value that is far too long', () => {
    expect(shown({ first_name: 'a'.repeat(1_000) })[0]).toHaveLength(250)
  })

  test('cuts no letter in half', () => {
    expect(shown({ first_name: `${'a'.repeat(249)}😀` })[0]?.isWellFormed()).toBe(true)
  })

  test.each(Object.keys(catalogue))('%s leads to the pay link in every language', (key) => {
    for (const language of languages) {
      const { buttons } = catalogue[key]!.texts[language]
      const message = JSON.stringify(templateMessage({ ...filling, language, buttons }))
      expect(message).toContain('"sub_type":"url"')
      expect(message).toContain('stop:nudge-1')
    }
  })
})
