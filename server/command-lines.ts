import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { text } from 'node:stream/consumers'
import { allowPhone, disallowPhone, listAllowedPhones } from './commands/allow-phone.ts'
import { explain, readStory } from './commands/explain.ts'
import { importConsents } from './commands/import-consents.ts'
import { linkNumber } from './commands/link-number.ts'
import { listSent, readResults } from './commands/list-sent.ts'
import { pushTemplates } from './commands/push-templates.ts'
import { recordConsent } from './commands/record-consent.ts'
import { rerunAll, rerunEvent, showSetAside } from './commands/rerun-event.ts'
import { sendTest } from './commands/send-test.ts'
import { setUpAccount } from './commands/set-up-account.ts'
import { listFlows, switchFlow } from './commands/switch-flow.ts'
import { syncTemplates } from './commands/sync-templates.ts'
import { type By, type CommandTools, refusal } from './commands/tools.ts'
import { whatIsMissing } from './commands/what-is-missing.ts'
import { readConsentFile } from './consent-file.ts'
import { formatMoney } from './domain/money.ts'

/** What a person typed behind a command: words without a name, and `--options`. */
export type Given = {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | undefined>>
}

type Line = string
/** One command of the command line. */
export type Command = {
  readonly usage: string
  /** How many words it takes; none when absent. */
  readonly takes?: 1
  /** Whether it may be asked about an account that nobody has set up. */
  readonly anyAccount?: true
  readonly does: string
  readonly run: (tools: CommandTools, by: By, given: Given) => Promise<readonly Line[]>
}

/** Every command, by its words. */
export const commands: Readonly<Record<string, Command>> = {
  'account set': {
    anyAccount: true,
    usage: '[--name N] [--country ES] [--language es] [--link-domain pay.example.com]',
    does: 'make a Stripe account known; what is left out stays, or comes from Stripe the first time',
    run: async (tools, by, { options }) => {
      const wanted = { name: options.name, country: options.country, language: options.language }
      const account = await setUpAccount(
        tools,
        by,
        definedOnly({ ...wanted, linkDomain: options['link-domain'] }),
      )
      const links = account.linkDomain ? `, pay pages also at ${account.linkDomain}` : ''
      const { name, accountId, environment, country, language } = account
      return [`${name} (${accountId}, ${environment}): ${country}, ${language}${links}`]
    },
  },
  'number link': {
    usage: '--phone-number-id ID --waba-id ID --token-file FILE   (- reads the token from standard input)',
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
  'flow list': { usage: '', does: 'show every flow and whether it is on', run: flowLines },
  'flow on': {
    usage: 'FLOW',
    takes: 1,
    does: 'switch a flow on',
    run: async (tools, by, { words }) => {
      await switchFlow(tools, by, { flow: word(words, 'FLOW'), isOn: true })
      return [...(await flowLines(tools, by)), ...(await whatIsMissing(tools, by))]
    },
  },
  'flow off': {
    usage: 'FLOW',
    takes: 1,
    does: 'switch a flow off; it works at once, on planned messages too',
    run: async (tools, by, { words }) => {
      await switchFlow(tools, by, { flow: word(words, 'FLOW'), isOn: false })
      return flowLines(tools, by)
    },
  },
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
  'allow-list': { usage: '', does: 'show the numbers written to outside live mode', run: allowListLines },
  'send-test': {
    usage: 'PHONE [--text payment_failed]',
    takes: 1,
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
  'consent grant': {
    usage: 'PHONE --wording "..." [--purpose service] [--given-at 2026-11-22T10:30:00Z] [--proof ...]',
    takes: 1,
    does: 'record that a shopper agreed to messages',
    run: (tools, by, given) => consentLines(tools, by, given, 'granted'),
  },
  'consent withdraw': {
    usage: 'PHONE [--purpose service|marketing]',
    takes: 1,
    does: 'record that a shopper wants no messages, of any purpose unless one is named',
    run: (tools, by, given) => consentLines(tools, by, given, 'withdrawn'),
  },
  'consent import': {
    usage: 'FILE.csv   (columns: phone, consented_at, wording, proof, and optionally purpose)',
    takes: 1,
    does: 'import permissions with their proof',
    run: async (tools, by, { words }) => {
      const file = word(words, 'FILE.csv')
      const content = readConsentFile(await readSource(file))
      const { imported, known, refused } = await importConsents(tools, by, {
        name: basename(file),
        ...content,
      })
      return [
        `${imported} imported, ${known} known before, ${refused.length} refused`,
        ...refused.map(({ line, why }) => `line ${line}: ${why}`),
      ]
    },
  },
  sent: { usage: '', does: 'list the latest messages and how far each came', run: sentLines },
  results: {
    usage: '[--format json]',
    does: 'show the money that came in, by what brought it',
    run: resultLines,
  },
  explain: {
    anyAccount: true,
    usage: 'ID [--format json]',
    takes: 1,
    does: 'tell why messages about an invoice were sent or not (or of an enrollment or nudge)',
    run: async (tools, by, { words, options }) => {
      const id = word(words, 'ID')
      if (isJson(options)) return [JSON.stringify(await readStory(tools, by, id))]
      return explain(tools, by, id)
    },
  },
  events: {
    anyAccount: true,
    usage: '',
    does: 'list the webhooks that failed too often and were set aside',
    run: async (tools, by) => {
      const rows = await showSetAside(tools, by)
      const lines = rows.map((row) => `${row.id} ${row.type} ${row.event_id}: ${row.reason}`)
      return orElse(lines, 'No webhook is set aside')
    },
  },
  'events rerun': {
    anyAccount: true,
    usage: 'ID | all',
    takes: 1,
    does: 'have webhooks that were set aside handled again',
    run: async (tools, by, { words }) => {
      const id = word(words, 'ID')
      const rows = id === 'all' ? await rerunAll(tools, by) : [await rerunEvent(tools, by, id)]
      const lines = rows.map((row) => `${row.type} ${row.event_id} will be handled again`)
      return orElse(lines, 'No webhook is set aside')
    },
  },
}

async function flowLines(tools: CommandTools, by: By): Promise<readonly Line[]> {
  return (await listFlows(tools, by)).map(({ key, name, isOn }) => `${key} (${name}): ${isOn ? 'on' : 'off'}`)
}

async function allowListLines(tools: CommandTools, by: By): Promise<readonly Line[]> {
  return orElse(await listAllowedPhones(tools, by), 'No number is on the list')
}

function orElse(lines: readonly Line[], empty: Line): readonly Line[] {
  return lines.length > 0 ? lines : [empty]
}

async function consentLines(
  tools: CommandTools,
  by: By,
  { words, options }: Given,
  state: 'granted' | 'withdrawn',
): Promise<readonly Line[]> {
  const { purpose, wording, proof } = options
  const wanted = definedOnly({ purpose: purpose as 'service', wording, proof, givenAt: options['given-at'] })
  const recorded = await recordConsent(tools, by, { phone: word(words, 'PHONE'), state, ...wanted })
  return recorded.map(({ phone, purpose: about, consent }) => {
    const note =
      consent === state
        ? ''
        : '. A stop was recorded: only their own START lifts it, or a permission given after it with --wording and --proof'
    return `${phone}: ${about} is ${consent}${note}`
  })
}

async function sentLines(tools: CommandTools, by: By): Promise<readonly Line[]> {
  const sends = await listSent(tools, by)
  if (sends.length === 0) return ['Nothing has been sent yet']
  return sends.map((send) => {
    const at = Temporal.Instant.fromEpochMilliseconds(send.opened_at).toString({ smallestUnit: 'second' })
    const hasArrived = send.status === 'delivered' || send.status === 'read'
    const fate = send.failed_at && !hasArrived ? 'failed' : (send.status ?? send.outcome)
    const notes = [send.crossed ? 'crossed a payment' : '', send.error ?? ''].filter(Boolean).join('; ')
    return `${at}  ${send.subject}  ${send.template} (${send.language})  ${fate}${notes ? `  ${notes}` : ''}`
  })
}

async function resultLines(tools: CommandTools, by: By, { options }: Given): Promise<readonly Line[]> {
  const results = await readResults(tools, by)
  if (isJson(options)) return [JSON.stringify(results)]
  const { received, recovered, clicks } = results
  const shown = (amount: number, currency: string) => formatMoney({ amount, currency }, 'en_US')
  return [
    counted(clicks, 'click'),
    ...received.map(
      (row) =>
        `${row.attribution}: ${shown(row.amount, row.currency)} in ${counted(row.payments, 'payment')}`,
    ),
    ...Object.entries(recovered).map(([currency, amount]) => `recovered: ${shown(amount, currency)}`),
  ]
}

async function readSource(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  return readFile(file, 'utf8').catch(() => {
    throw refusal(`The file ${file} cannot be read`)
  })
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function isJson({ format }: Given['options']): boolean {
  if (format !== undefined && format !== 'json') throw refusal('The only --format is json')
  return format === 'json'
}

function word(words: readonly string[], what: string): string {
  const [first] = words
  if (!first) throw refusal(`${what} is missing; see \`npm run paynudge -- help\``)
  return first
}

function required(options: Given['options'], name: string): string {
  const value = options[name]
  if (!value) throw refusal(`--${name} is missing; see \`npm run paynudge -- help\``)
  return value
}

function definedOnly<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
