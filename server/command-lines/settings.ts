import { chooseAccountSettings } from '../commands/choose-account-settings.ts'
import { chooseFlowSettings } from '../commands/choose-flow-settings.ts'
import { showFlowSettings, showSettings } from '../commands/show-settings.ts'
import type { By, CommandTools } from '../commands/tools.ts'
import { type Commands, type Given, type Line, word } from './command.ts'
import { readDays, readHours, readShare, readSpan, readWhole, readYesOrNo, yesOrNo } from './notation.ts'
import { accountWords, flowWords, type WrittenSetting } from './settings-words.ts'

/** What merchants choose for an account and for each flow. */
export const settingCommands: Commands = {
  'settings show': {
    usage: '[--flow FLOW]',
    options: { flow: 'text' },
    does: 'show what holds for the account, or for one of its flows',
    run: (tools, by, { options }) =>
      options.flow === undefined ? accountLines(tools, by) : flowLines(tools, by, options.flow),
  },
  'settings set': {
    usage:
      '[--mode watch|live] [--per-day 1] [--per-week 3] [--hours 09:00-20:00] [--hold-out 10%] [--sender DE=ID] [--staffed yes|no] ' +
      '[--support help@example.com] [--keep-words 30d] [--auto-collection yes|no] [--reset]',
    options: {
      sender: 'list',
      mode: 'text',
      'per-day': 'text',
      'per-week': 'text',
      hours: 'text',
      'hold-out': 'text',
      staffed: 'text',
      support: 'text',
      'keep-words': 'text',
      'auto-collection': 'text',
      reset: 'flag',
    },
    does: 'choose for the account; `usual` takes one choice back, --reset all. In watch mode all is decided, nothing sent',
    run: async (tools, by, { options }) => {
      await chooseAccountSettings(tools, by, {
        ...(isReset(options) ? usualAccount : {}),
        ...said({
          mode: chosen(options.mode, String),
          perDay: chosen(options['per-day'], readWhole),
          perWeek: chosen(options['per-week'], readWhole),
          sendingHours: chosen(options.hours, readHours),
          holdOutShare: chosen(options['hold-out'], readShare),
          senders: chosen(options.sender, (list) => list.split(',').map(orText(readSender))),
          staffed: chosen(options.staffed, readYesOrNo),
          supportContact: chosen(options.support, String),
          keepWordsDays: chosen(options['keep-words'], readDays),
          autoCollection: chosen(options['auto-collection'], readYesOrNo),
        }),
      })
      return accountLines(tools, by)
    },
  },
  'flow set': {
    usage:
      'FLOW [--delays 0,3d,7d] [--template 1=payment_failed] [--other-template 1=payment_failed_first] [--hold-out 5%] [--window 30d] [--per-subject 3] ' +
      '[--stripe-emails yes|no] [--beside-emails yes|no] [--sender ID] [--fallback-language en_US] [--everyone yes|no] [--reset]',
    takes: 1,
    options: {
      delays: 'list',
      template: 'list',
      'other-template': 'list',
      'hold-out': 'text',
      window: 'text',
      'per-subject': 'text',
      'stripe-emails': 'text',
      'beside-emails': 'text',
      sender: 'text',
      'fallback-language': 'text',
      everyone: 'text',
      reset: 'flag',
    },
    does: 'choose for a flow; `usual` takes one choice back, --reset all',
    run: async (tools, by, { words, options }) => {
      const flow = word(words, 'FLOW')
      const wanted = { ...(isReset(options) ? usualFlow : {}), ...said(wantedOfFlow(options)) }
      await chooseFlowSettings(tools, by, { flow, wanted })
      return flowLines(tools, by, flow)
    },
  },
}

const usualAccount = {
  mode: null,
  perDay: null,
  perWeek: null,
  sendingHours: null,
  holdOutShare: null,
  senders: null,
  staffed: null,
  supportContact: null,
  keepWordsDays: null,
  autoCollection: null,
}

const usualFlow = {
  delayMinutes: null,
  templates: null,
  otherTemplates: null,
  holdOutShare: null,
  windowDays: null,
  perSubject: null,
  stripeEmails: null,
  besideEmails: null,
  sender: null,
  fallbackLanguage: null,
  everyone: null,
}

function wantedOfFlow(options: Given['options']) {
  return {
    delayMinutes: chosen(options.delays, (list) => list.split(',').map(orText(readSpan))),
    templates: chosen(options.template, (list) => list.split(',').map(orText(readTemplate))),
    otherTemplates: chosen(options['other-template'], (list) => list.split(',').map(orText(readTemplate))),
    holdOutShare: chosen(options['hold-out'], readShare),
    windowDays: chosen(options.window, readDays),
    perSubject: chosen(options['per-subject'], readWhole),
    stripeEmails: chosen(options['stripe-emails'], readYesOrNo),
    besideEmails: chosen(options['beside-emails'], readYesOrNo),
    sender: chosen(options.sender, String),
    fallbackLanguage: chosen(options['fallback-language'], String),
    everyone: chosen(options.everyone, readYesOrNo),
  }
}

/** A choice as the command takes it: undefined is none, null is `usual`; it says what is wrong with a text it gets. */
function chosen(text: string | undefined, read: (text: string) => unknown): unknown {
  if (text === undefined) return undefined
  return text === usualWord ? null : orText(read)(text)
}

const usualWord = 'usual'

/** What cannot be read stays the text it is, for the command to name it. */
function orText(read: (text: string) => unknown): (text: string) => unknown {
  return (text) => read(text) ?? text
}

function readTemplate(text: string) {
  const [, step, key] = /^(\d{1,3})=((?:own:)?\w+)$/.exec(text) ?? []
  return step && key ? { step: Number(step), text: key === usualWord ? null : key } : undefined
}

function readSender(text: string) {
  const [, country, number] = /^([A-Za-z]{2})=(\w+)$/.exec(text) ?? []
  return country && number
    ? { country: country.toUpperCase(), number: number === usualWord ? null : number }
    : undefined
}

/** The options that were given; the others must not cover what --reset says. */
function said<T extends object>(wanted: T): Partial<T> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Partial<T>
}

function isReset({ reset }: Given['options']): boolean {
  return reset !== undefined
}

async function accountLines(tools: CommandTools, by: By): Promise<readonly Line[]> {
  const { holds, usual } = await showSettings(tools, by)
  return lines(accountWords(holds), accountWords(usual))
}

async function flowLines(tools: CommandTools, by: By, flow: string): Promise<readonly Line[]> {
  const { key, name, holds, usual } = await showFlowSettings(tools, by, flow)
  return [`${key} (${name}) is on: ${yesOrNo(holds.isOn)}`, ...lines(flowWords(holds), flowWords(usual))]
}

function lines(holds: readonly WrittenSetting[], usual: readonly WrittenSetting[]): readonly Line[] {
  return holds.map(([name, text = 'none'], index) => {
    const [, usually = 'none'] = usual[index] ?? []
    return `${name}: ${text}${text === usually ? '' : ` (usually ${usually})`}`
  })
}
