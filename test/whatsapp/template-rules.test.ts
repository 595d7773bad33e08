import { describe, expect, test } from 'vitest'
import type { Button, TemplateText } from '../../server/domain/template.ts'
import { brokenRules } from '../../server/whatsapp/template-rules.ts'

const link: Button = { kind: 'link', label: 'Pay now' }
const help: Button = { kind: 'reply', label: 'Need help', answer: 'help' }
const stop: Button = { kind: 'reply', label: 'Stop messages', answer: 'stop' }

const fine: TemplateText = {
  header: 'Payment still open',
  body: 'Hi {{first_name}}, your payment of {{amount}} is still open. You can pay below.',
  examples: { first_name: 'Maya', amount: '$49.00' },
  buttons: [link, help, stop],
}

const labelled = (label: string): Partial<TemplateText> => ({ buttons: [{ ...link, label }, help, stop] })
const answers = (many: number): readonly Button[] =>
  Array.from({ length: many }, (_, index) => ({ ...help, label: `Answer ${index}` }))
const links = (many: number): readonly Button[] =>
  Array.from({ length: many }, (_, index) => ({ ...link, label: `Page ${index}` }))
const bodyOf = (length: number) => fine.body.padEnd(length, '.')

describe('a text that Meta would take', () => {
  test.each<readonly [string, Partial<TemplateText>]>([
    ['says one thing with a link and two answers', {}],
    ['has a header of just 60 characters', { header: 'h'.repeat(60) }],
    ['has a body of just 1024 characters', { body: bodyOf(1024) }],
    ['has no variables and no buttons', { body: 'Hello.', examples: {}, buttons: [] }],
    [
      'has just three words for each variable',
      { body: 'Hi {{first_name}}, please pay your {{amount}} with it.' },
    ],
    [
      'has marks after its last variable',
      { body: 'Hi {{first_name}}, please do pay {{amount}} (right now).' },
    ],
    ['has a label of just 20 characters', labelled('l'.repeat(20))],
    ['has two links and eight answers', { buttons: [...links(2), ...answers(8)] }],
    ['has its answers above its link', { buttons: [help, stop, link] }],
    ['has an example with four spaces', { examples: { ...fine.examples, first_name: 'Maya    Ruiz' } }],
    [
      'is Hindi, whose words have vowel signs',
      { body: 'नमस्ते {{first_name}}, आपका {{amount}} का भुगतान पूरा नहीं हुआ।' },
    ],
  ])('%s', (_, change) => {
    expect(brokenRules({ ...fine, ...change })).toEqual([])
  })
})

describe('a merchant is told of a header', () => {
  test.each([
    ['without words', ' ', 'The header is empty.'],
    ['that is too long', 'h'.repeat(61), 'The header is longer than 60 characters.'],
    ['with a variable', 'Hi {{first_name}}', 'The header has a variable; only the body may have some.'],
    ['of two lines', 'Payment\nopen', 'The header has a line break.'],
    ['in bold', '*Payment* open', 'The header has formatting: *, _, ~ or `.'],
    ['in italics', '_Payment_ open', 'The header has formatting: *, _, ~ or `.'],
    ['with an emoji', 'Payment open 💳', 'The header has an emoji.'],
  ])('%s', (_, header, said) => {
    expect(brokenRules({ ...fine, header })).toEqual([said])
  })
})

describe('a merchant is told of a body', () => {
  test.each([
    ['that is too long', bodyOf(1025), 'The body is longer than 1024 characters.'],
    [
      'with a brace too many',
      'Hi {{first_name}}}, your payment of {{amount}} is open.',
      'The body has a brace that belongs to no variable.',
    ],
    [
      'that says a variable twice',
      'Hi {{first_name}}, your payment of {{amount}} is open. Please pay {{amount}} with the button below.',
      'The body has the variable {{amount}} more than once.',
    ],
    [
      'that starts with a variable',
      '{{first_name}}, your payment of {{amount}} is still open.',
      'The body starts with a variable.',
    ],
    [
      'that starts with a mark and a variable',
      '– {{first_name}}, your payment of {{amount}} is still open.',
      'The body starts with a variable.',
    ],
    [
      'that ends with a variable',
      'Hi {{first_name}}, please be so kind and pay {{amount}}',
      'The body ends with a variable.',
    ],
    [
      'that ends with a variable and a full stop',
      'Hi {{first_name}}, please be so kind and pay {{amount}}.',
      'The body ends with a variable.',
    ],
    [
      'with variables side by side',
      'Hi {{first_name}} {{amount}} is still open, please pay.',
      'The body has two variables without a word between them.',
    ],
    [
      'with only a comma between variables',
      'Hi {{first_name}}, {{amount}} is still open, please pay.',
      'The body has two variables without a word between them.',
    ],
    [
      'with hardly any words',
      'Hi {{first_name}}, pay your {{amount}} with it.',
      'The body has fewer than 3 fixed words for each variable.',
    ],
  ])('%s', (_, body, said) => {
    expect(brokenRules({ ...fine, body })).toEqual([said])
  })

  test('without words', () => {
    expect(brokenRules({ ...fine, body: ' ', examples: {} })).toEqual(['The body is empty.'])
  })

  test.each(['FirstName', 'first name', '1', 'first#', ''])('with a variable named “%s”', (name) => {
    const body = `Hi {{${name}}}, your payment is open.`
    expect(brokenRules({ ...fine, body, examples: { [name]: 'Maya' } })).toEqual([
      `The variable {{${name}}} is not named in lowercase letters.`,
    ])
  })
})

describe('a merchant is told of examples', () => {
  const { first_name, amount } = fine.examples as { first_name: string; amount: string }

  test.each<readonly [string, TemplateText['examples'], string]>([
    ['that are missing', { amount }, 'The variable {{first_name}} has no example.'],
    ['that are blank', { first_name: ' ', amount }, 'The variable {{first_name}} has no example.'],
    [
      'of nothing in the body',
      { first_name, amount, item: 'a book' },
      'There is an example for {{item}}, which the body does not have.',
    ],
    [
      'of two lines',
      { first_name: 'Maya\nRuiz', amount },
      'The example for {{first_name}} has a line break or a tab.',
    ],
    [
      'with a tab',
      { first_name: 'Maya\tRuiz', amount },
      'The example for {{first_name}} has a line break or a tab.',
    ],
    [
      'with five spaces',
      { first_name: 'Maya     Ruiz', amount },
      'The example for {{first_name}} has more than 4 spaces in a row.',
    ],
  ])('%s', (_, examples, said) => {
    expect(brokenRules({ ...fine, examples })).toEqual([said])
  })
})

describe('a merchant is told of buttons', () => {
  test.each<readonly [string, readonly Button[], string]>([
    ['that are too many', [...links(2), ...answers(9)], 'There are more than 10 buttons.'],
    ['with too many links', links(3), 'There are more than 2 links.'],
    [
      'whose answers stand apart',
      [help, link, stop],
      'The answers do not stand together, apart from the links.',
    ],
    ['with the same label', [link, { ...help, label: stop.label }, stop], 'Two buttons have the same label.'],
  ])('%s', (_, buttons, said) => {
    expect(brokenRules({ ...fine, buttons })).toEqual([said])
  })

  test.each([
    ['without a label', ' ', 'A button has no label.'],
    [
      'with a label that is too long',
      'l'.repeat(21),
      `The label “${'l'.repeat(21)}” is longer than 20 characters.`,
    ],
    ['with a variable', 'Pay {{amount}}', 'The label “Pay {{amount}}” has a variable.'],
    ['of two lines', 'Pay\nnow', 'A label has a line break.'],
  ])('%s', (_, label, said) => {
    expect(brokenRules({ ...fine, ...labelled(label) })).toEqual([said])
  })

  test('that are all answers, and too many', () => {
    expect(brokenRules({ ...fine, buttons: answers(11) })).toContain('There are more than 10 answers.')
  })
})

test('a merchant is told of everything at once', () => {
  expect(brokenRules({ header: '', body: '', examples: { amount: '\n' }, buttons: [] })).toEqual([
    'The header is empty.',
    'The body is empty.',
    'There is an example for {{amount}}, which the body does not have.',
    'The example for {{amount}} has a line break or a tab.',
  ])
})
