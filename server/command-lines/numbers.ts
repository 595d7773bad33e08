import { linkNumber } from '../commands/link-number.ts'
import { metaTakesAnHour, type PushedText, pushTemplates } from '../commands/push-templates.ts'
import { syncTemplates } from '../commands/sync-templates.ts'
import { refusal } from '../commands/tools.ts'
import { type Commands, type Given, type Line, orElse, required } from './command.ts'
import { readWhole } from './notation.ts'
import { readSource } from './source.ts'

/** What messages go out with: the number, and the texts Meta approved for it. */
export const numberCommands: Commands = {
  'number link': {
    usage: '--phone-number-id ID --waba-id ID --token-file FILE   (- reads the token from standard input)',
    options: { 'phone-number-id': 'text', 'waba-id': 'text', 'token-file': 'text' },
    does: 'link a WhatsApp number, after Meta has confirmed it',
    run: async (tools, by, { options }) => {
      const token = (await readSource(required(options, 'token-file'))).trim()
      const number = await linkNumber(tools, by, {
        phoneNumberId: required(options, 'phone-number-id'),
        wabaId: required(options, 'waba-id'),
        token,
      })
      return [`Linked ${number.verifiedName} (${number.displayPhone})`]
    },
  },
  'template push': {
    usage: '[--at-most N]',
    options: { 'at-most': 'text' },
    does: 'hand the texts of the flows that are on in for review at Meta, a hundred at a time',
    run: async (tools, by, { options }) => pushLines(await pushTemplates(tools, by, atMost(options))),
  },
  'template list': {
    usage: '',
    does: 'ask Meta how far the review of each text has come',
    run: async (tools, by) => {
      const texts = await syncTemplates(tools, by)
      const lines = texts.map(
        (t) => `${t.name} ${t.language}: ${t.status}${t.reason ? ` (${t.reason})` : ''}`,
      )
      return orElse(lines, 'No text has been handed in yet: run `npm run paynudge -- template push`')
    },
  },
}

function atMost(options: Given['options']): number | undefined {
  const text = options['at-most']
  if (text === undefined) return undefined
  const count = readWhole(text)
  if (!count) throw refusal(`--at-most is a whole number above zero, not ${JSON.stringify(text)}`)
  return count
}

/** What waits is counted, not listed: there may be hundreds. */
function pushLines(pushed: readonly PushedText[]): readonly Line[] {
  const waiting = pushed.filter(({ result }) => result === 'waits')
  const lines = pushed
    .filter(({ result }) => result !== 'waits')
    .map((text) => `${text.name} ${text.language}: ${text.result} (${text.text})`)
  const [first] = waiting
  if (!first) return lines
  const languages = [...new Set(waiting.map(({ language }) => language))].join(', ')
  return [
    ...lines,
    `${waiting.length} texts wait (${languages}): ${first.text}. Meta takes ${metaTakesAnHour} new texts an hour for one ` +
      'business account, so run `npm run paynudge -- template push` again in an hour',
  ]
}
