import { allowPhone, disallowPhone, listAllowedPhones } from '../commands/allow-phone.ts'
import { sendTest } from '../commands/send-test.ts'
import { type Commands, orElse, word } from './command.ts'

/** The numbers of one's own: for trying out. */
export const tryCommands: Commands = {
  'allow-list add': {
    usage: 'PHONE',
    takes: 1,
    does: 'outside live mode: let this number be written to',
    run: async (tools, by, { words }) => [
      `${await allowPhone(tools, by, word(words, 'PHONE'))} may be written to`,
    ],
  },
  'allow-list remove': {
    usage: 'PHONE',
    takes: 1,
    does: 'outside live mode: write to this number no more',
    run: async (tools, by, { words }) => [
      `${await disallowPhone(tools, by, word(words, 'PHONE'))} is off the list`,
    ],
  },
  'allow-list': {
    usage: '',
    does: 'show the numbers written to outside live mode',
    run: async (tools, by) => orElse(await listAllowedPhones(tools, by), 'No number is on the list'),
  },
  'send-test': {
    usage: 'PHONE [--text payment_failed]',
    takes: 1,
    options: { text: 'text' },
    does: 'send yourself one of the approved texts',
    run: async (tools, by, { words, options }) => {
      const sent = await sendTest(tools, by, {
        to: word(words, 'PHONE'),
        key: options.text ?? 'payment_failed',
      })
      return [
        `Meta accepted the message: ${sent.wamid}`,
        'It is a sample: "Pay now" leads to no payment, and "Stop messages" stops this number for real (START undoes it).',
      ]
    },
  },
}
