import { adoptText } from '../commands/adopt-text.ts'
import { linkNumber } from '../commands/link-number.ts'
import { type ListedNumber, listLinked } from '../commands/list-numbers.ts'
import { addMetaApp } from '../commands/meta-apps.ts'
import { previewText } from '../commands/preview-text.ts'
import { metaTakesAnHour, type PushedText, pushTemplates } from '../commands/push-templates.ts'
import { renewSecrets } from '../commands/renew-secrets.ts'
import { requestNumberCode, type WantedCode } from '../commands/request-code.ts'
import { syncTemplates } from '../commands/sync-templates.ts'
import { isRefusal, type Needed, neededFor, refusal } from '../commands/tools.ts'
import { chooseDefaultNumber, unlinkNumber } from '../commands/unlink-number.ts'
import { ownKey } from '../domain/own-text.ts'
import { type Commands, type Given, type Line, orElse, required, timeText, word } from './command.ts'
import { readWhole } from './notation.ts'
import { readBytes, readSource } from './source.ts'

/** What messages go out with: the number, and the texts Meta approved for it. */
export const numberCommands: Commands = {
  'number link': {
    usage:
      '--phone-number-id ID --waba-id ID --token-file FILE [--pin-file FILE] [--code CODE] [--app NAME] [--own-callback] [--default]   ' +
      '(- reads the token from standard input)',
    options: {
      'phone-number-id': 'text',
      'waba-id': 'text',
      'token-file': 'text',
      'pin-file': 'text',
      code: 'text',
      app: 'text',
      'own-callback': 'flag',
      default: 'flag',
    },
    does: 'link a WhatsApp number, or renew its token, after Meta has confirmed it; a PIN registers it where needed',
    run: async (tools, by, { options }) => {
      const pinFile = options['pin-file']
      const linking = linkNumber(tools, by, {
        phoneNumberId: required(options, 'phone-number-id'),
        wabaId: required(options, 'waba-id'),
        token: (await readSource(required(options, 'token-file'))).trim(),
        pin: pinFile && (await readSource(pinFile)).trim(),
        code: options.code,
        app: options.app,
        ownCallback: options['own-callback'] !== undefined,
        isDefault: options.default !== undefined,
      })
      const { number, warnings } = await linking.catch(withOptions)
      return [`Linked ${number.verifiedName} (${number.displayPhone})`, ...warnings]
    },
  },
  'number code': {
    usage: '--phone-number-id ID --waba-id ID --token-file FILE [--by SMS|VOICE] [--app NAME]',
    options: { 'phone-number-id': 'text', 'waba-id': 'text', 'token-file': 'text', by: 'text', app: 'text' },
    does: 'have Meta send a code to a number that is not verified yet; then link it with --code',
    run: async (tools, by, { options }) => {
      await requestNumberCode(tools, by, {
        phoneNumberId: required(options, 'phone-number-id'),
        wabaId: required(options, 'waba-id'),
        token: (await readSource(required(options, 'token-file'))).trim(),
        app: options.app,
        way: options.by as WantedCode['way'],
      })
      return ['Meta sends the code now; link the number with --code CODE, and --pin-file FILE']
    },
  },
  'number list': {
    usage: '',
    does: 'show the linked numbers, and what Meta last said of them',
    run: async (tools, by) => orElse((await listLinked(tools, by)).map(numberLine), 'No number is linked'),
  },
  'number default': {
    usage: 'ID',
    takes: 1,
    does: 'send from this number, where no flow or country has another',
    run: async (tools, by, { words }) => {
      const number = await chooseDefaultNumber(tools, by, word(words, 'ID'))
      return [`Messages go out from ${number.verifiedName} (${number.displayPhone})`]
    },
  },
  'number unlink': {
    usage: 'ID',
    takes: 1,
    does: 'send nothing from this number any more, and destroy its token',
    run: async (tools, by, { words }) => {
      const { number, metaKnows } = await unlinkNumber(tools, by, word(words, 'ID'))
      const still =
        'Meta could not be told to stop its webhooks: remove the app from the account in WhatsApp Manager'
      return [`Unlinked ${number.verifiedName} (${number.displayPhone})`, ...(metaKnows ? [] : [still])]
    },
  },
  'app add': {
    usage: 'NAME --app-id ID --secret-file FILE',
    takes: 1,
    options: { 'app-id': 'text', 'secret-file': 'text' },
    does: 'take in webhooks of a Meta app of your own, or renew its secret',
    run: async (tools, by, { words, options }) => {
      const name = word(words, 'NAME')
      const secret = (await readSource(required(options, 'secret-file'))).trim()
      const { url, verifyToken, fields } = await addMetaApp(tools, by, {
        name,
        appId: required(options, 'app-id'),
        secret,
      })
      return [
        `At Meta, under WhatsApp > Configuration of the app, enter the callback URL ${url}`,
        `and the verify token ${verifyToken}, and subscribe to ${fields.join(', ')}.`,
        `Then link its numbers with --app ${name}`,
      ]
    },
  },
  'secrets renew': {
    isForAll: true,
    usage: '',
    does: 'seal every stored secret with SECRET_KEY, so that SECRET_KEY_PREVIOUS may go',
    run: async (tools, by) => {
      const { renewed, unreadable } = await renewSecrets(tools, by)
      return [
        `${renewed} secrets were sealed anew; SECRET_KEY_PREVIOUS is needed no more${unreadable.length > 0 ? ', except for' : ''}`,
        ...unreadable.map((what) => `  ${what}: no key opens it; link or add it again`),
      ]
    },
  },
  'template push': {
    usage: '[--at-most N]',
    options: { 'at-most': 'text' },
    does: 'hand the texts of the flows that are on in for review at Meta, a hundred at a time',
    run: async (tools, by, { options }) =>
      pushLines(await pushTemplates(tools, by, atMost(options)), atMost(options) ? pushAgain : pushedOn),
  },
  'template preview': {
    usage: 'TEXT [--about in_...] [--language es]',
    takes: 1,
    options: { about: 'text', language: 'text' },
    does: 'show what a text says, filled with what Stripe tells of an invoice, checkout or subscription, or with examples',
    run: async (tools, by, { words, options }) => {
      const { about, language } = options
      const shown = await previewText(tools, by, { key: word(words, 'TEXT'), about, language })
      return [
        `${shown.language}, ${shown.category}`,
        '',
        shown.header,
        shown.body,
        ...shown.buttons.map((label) => `[ ${label} ]`),
      ]
    },
  },
  'template adopt': {
    usage:
      'NAME --variables customer=first_name,sum=amount [--buttons "No more offers=stop"] [--image FILE] [--code SAVE10]',
    takes: 1,
    options: { variables: 'list', buttons: 'list', image: 'text', code: 'text' },
    does: 'take a text of your own into use, as own:NAME in `flow set FLOW --template`; say what fills its variables',
    run: async (tools, by, { words, options }) => {
      const text = await adoptText(tools, by, {
        name: word(words, 'NAME'),
        variables: pairsIn(options.variables),
        buttons: pairsIn(options.buttons),
        image: options.image ? await readBytes(options.image) : undefined,
        code: options.code,
      })
      return [`${ownKey(text.name)} can be chosen now, in ${Object.keys(text.wordings).join(', ')}`]
    },
  },
  'template list': {
    usage: '',
    does: 'ask Meta how far the review of each text has come',
    run: async (tools, by) => {
      const texts = await syncTemplates(tools, by)
      const lines = texts.map(
        (t) =>
          `${t.name} ${t.language}: ${t.status}${t.reason ? ` (${t.reason})` : ''}${t.quality ? `, ${t.quality}` : ''}`,
      )
      return orElse(lines, 'No text has been handed in yet: run `npm run paynudge -- template push`')
    },
  },
}

/** Names and values written as `one=1,two=2`. */
function pairsIn(list = ''): Readonly<Record<string, string | undefined>> {
  const pairs = list.split(',').filter(Boolean)
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2)))
}

const optionFor: Readonly<Record<Needed, string>> = {
  pin: '--pin-file FILE',
  code: '--code CODE; `number code` has Meta send one',
}

/** Says by which option what is needed is given. */
function withOptions(error: unknown): never {
  const needed = neededFor(error)
  if (!needed || !isRefusal(error)) throw error
  throw refusal(`${error.message} Say it with ${optionFor[needed]}`)
}

function atMost(options: Given['options']): number | undefined {
  const text = options['at-most']
  if (text === undefined) return undefined
  const count = readWhole(text)
  if (!count) throw refusal(`--at-most is a whole number above zero, not ${JSON.stringify(text)}`)
  return count
}

const pushAgain = 'run `npm run paynudge -- template push` again'
const pushedOn = 'the server hands in the rest by itself'

/** What waits is counted, not listed: there may be hundreds. */
function pushLines(pushed: readonly PushedText[], next: string): readonly Line[] {
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
      `business account; ${next}`,
  ]
}

function numberLine(number: ListedNumber): string {
  const { phoneNumberId, displayPhone, verifiedName, app, isDefault, tokenExpiresAt } = number
  const said = [number.status, number.quality, number.messagingLimit, number.throughput]
    .filter(Boolean)
    .join(', ')
  return [
    `${phoneNumberId} ${displayPhone} ${verifiedName}`,
    ...(isDefault ? ['default'] : []),
    `app ${app}`,
    ...(said ? [said] : []),
    ...(tokenExpiresAt ? [`token ends ${timeText(tokenExpiresAt)}`] : []),
  ].join('; ')
}
