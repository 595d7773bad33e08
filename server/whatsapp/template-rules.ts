import type { Button, TemplateText } from '../domain/template.ts'

/** Meta's limits for the texts of a template, in characters. */
const headerLimit = 60
const bodyLimit = 1024
/** Meta allows 25 on a template's button, and 20 where a message is sent without one. */
const labelLimit = 20
/** Meta's limits for the buttons of a template, in number. */
const linksLimit = 2
const repliesLimit = 10
const buttonsLimit = 10
/** Fixed words for each variable of a body; a rule of thumb, since Meta does not publish its ratio. */
const wordsPerVariable = 3
const spacesLimit = 4

const longSpace = new RegExp(` {${spacesLimit + 1},}`)
const variable = /\{\{([^{}]*)\}\}/gu

type Rule = readonly [isBroken: boolean, said: string]

/** The rules of Meta this text breaks, each as a sentence for the merchant; none when Meta would review it. */
export function brokenRules(text: TemplateText): readonly string[] {
  const rules = [
    ...headerRules(text.header),
    ...bodyRules(text.body),
    ...placeRules(text.body),
    ...exampleRules(text),
    ...buttonsRules(text.buttons),
    ...text.buttons.flatMap(labelRules),
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, said]) => said)
}

function headerRules(header: string): readonly Rule[] {
  return [
    [header.trim() === '', 'The header is empty.'],
    [header.length > headerLimit, `The header is longer than ${headerLimit} characters.`],
    [hasVariables(header), 'The header has a variable; only the body may have some.'],
    [/[\r\n]/.test(header), 'The header has a line break.'],
    [/[*_~`]/.test(withoutVariables(header)), 'The header has formatting: *, _, ~ or `.'],
    [/\p{Extended_Pictographic}/u.test(header), 'The header has an emoji.'],
  ]
}

function bodyRules(body: string): readonly Rule[] {
  const names = variablesOf(body)
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  return [
    [body.trim() === '', 'The body is empty.'],
    [body.length > bodyLimit, `The body is longer than ${bodyLimit} characters.`],
    [/[{}]/.test(withoutVariables(body)), 'The body has a brace that belongs to no variable.'],
    ...names
      .filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))
      .map((name): Rule => [true, `The variable {{${name}}} is not named in lowercase letters.`]),
    ...[...repeated].map((name): Rule => [true, `The body has the variable {{${name}}} more than once.`]),
  ]
}

function placeRules(body: string): readonly Rule[] {
  const parts = withoutVariables(body, '\0').split('\0')
  const hasVariable = parts.length > 1
  const fixedWords = parts.reduce((sum, part) => sum + countWords(part), 0)
  const wantedWords = (parts.length - 1) * wordsPerVariable
  return [
    [hasVariable && hasNoWord(parts.at(0)), 'The body starts with a variable.'],
    [hasVariable && hasNoWord(parts.at(-1)), 'The body ends with a variable.'],
    [parts.slice(1, -1).some(hasNoWord), 'The body has two variables without a word between them.'],
    [fixedWords < wantedWords, `The body has fewer than ${wordsPerVariable} fixed words for each variable.`],
  ]
}

function exampleRules({ body, examples }: TemplateText): readonly Rule[] {
  const names = [...new Set(variablesOf(body))]
  return [
    ...names.map((name): Rule => [!examples[name]?.trim(), `The variable {{${name}}} has no example.`]),
    ...Object.entries(examples).flatMap(([name, example]): readonly Rule[] => [
      [!names.includes(name), `There is an example for {{${name}}}, which the body does not have.`],
      [/[\r\n\t]/.test(example), `The example for {{${name}}} has a line break or a tab.`],
      [longSpace.test(example), `The example for {{${name}}} has more than ${spacesLimit} spaces in a row.`],
    ]),
  ]
}

function buttonsRules(buttons: readonly Button[]): readonly Rule[] {
  const kinds = buttons.map((button) => button.kind)
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1])
  const labels = buttons.map((button) => button.label)
  return [
    [buttons.length > buttonsLimit, `There are more than ${buttonsLimit} buttons.`],
    [count(kinds, 'link') > linksLimit, `There are more than ${linksLimit} links.`],
    [count(kinds, 'reply') > repliesLimit, `There are more than ${repliesLimit} answers.`],
    [changes.length > 1, 'The answers do not stand together, apart from the links.'],
    [new Set(labels).size < labels.length, 'Two buttons have the same label.'],
  ]
}

function labelRules({ label }: Button): readonly Rule[] {
  return [
    [label.trim() === '', 'A button has no label.'],
    [label.length > labelLimit, `The label “${label}” is longer than ${labelLimit} characters.`],
    [/[{}]/.test(label), `The label “${label}” has a variable.`],
    [/[\r\n]/.test(label), 'A label has a line break.'],
  ]
}

function variablesOf(text: string): readonly string[] {
  return [...text.matchAll(variable)].map(([, name = '']) => name)
}

function hasVariables(text: string): boolean {
  return variablesOf(text).length > 0
}

function withoutVariables(text: string, instead = ' '): string {
  return text.replace(variable, instead)
}

/** The vowel signs of Hindi are marks, not letters; without them its words would fall apart. */
function countWords(text: string): number {
  return text.match(/[\p{L}\p{M}\p{N}’'-]+/gu)?.length ?? 0
}

function hasNoWord(text = ''): boolean {
  return countWords(text) === 0
}

function count<T>(all: readonly T[], one: T): number {
  return all.filter((each) => each === one).length
}
