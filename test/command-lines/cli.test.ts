import { beforeEach, describe, expect, test } from 'vitest'
import { helpLines } from '../../server/cli.ts'
import { commands } from '../../server/command-lines/index.ts'
import { type Desk, openDesk } from '../commands/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})

describe.each(Object.entries(commands))('help on `%s`', (name, { usage, options = {} }) => {
  test('names every option it takes, and no other', () => {
    const named = [...usage.matchAll(/--([a-z-]+)/g)].map(([, option]) => option)
    expect(named.toSorted()).toEqual(Object.keys(options).toSorted())
    expect(helpLines().join('\n')).toContain(`  ${`${name} ${usage}`.trim()}\n`)
  })
})

describe('a command line is refused', () => {
  test.each([
    ['with an option there is not', ['flow', 'list', '--colour', 'red'], 'There is no option --colour'],
    ['with a value behind a flag', ['settings', 'set', '--reset=yes'], 'see `npm run paynudge -- help`'],
    ['without the value of an option', ['settings', 'set', '--mode'], 'see `npm run paynudge -- help`'],
    ['with a word too many', ['flow', 'list', 'now'], '`flow list` takes no "now"'],
    [
      'for two accounts at once',
      ['flow', 'list', '--account', 'a', '--account', 'b'],
      '--account is given more than once',
    ],
  ])('%s', async (_, argv, words) => {
    expect(await desk.refused(...argv)).toContain(words)
  })
})
