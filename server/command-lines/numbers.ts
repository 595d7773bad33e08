import { linkNumber } from '../commands/link-number.ts'
import { pushTemplates } from '../commands/push-templates.ts'
import { syncTemplates } from '../commands/sync-templates.ts'
import { type Commands, orElse, required } from './command.ts'
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
    usage: '',
    does: 'hand all texts of the flows in for review at Meta',
    run: async (tools, by) =>
      (await pushTemplates(tools, by)).map((t) => `${t.name} ${t.language}: ${t.result} (${t.text})`),
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
