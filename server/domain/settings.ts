import { type Language, languages } from './template.ts'

/** Most messages one shopper gets from all flows together, by calendar day and week on their own clock. */
export type Caps = { readonly perDay: number; readonly perWeek: number }

/** The part of a day in which messages go out, in minutes of the clock face: from included, to excluded. */
export type SendingHours = { readonly fromMinute: number; readonly toMinute: number }

/** What a merchant may choose for a whole account. */
export type AccountSettings = {
  /** `watch`: everything is decided and recorded, and nothing is sent. */
  readonly mode: 'live' | 'watch'
  readonly caps: Caps
  readonly sendingHours: SendingHours
  /** The share of shoppers kept silent on purpose, 0 to 0.5; a flow may have one of its own. */
  readonly holdOutShare: number
  /** The linked number to send from, by Meta's id, for phones of these countries (ISO 3166 alpha-2). */
  readonly senders: Readonly<Record<string, string>>
  /** People of the merchant's answer in the chat: what the bot does not understand goes to them. */
  readonly staffed: boolean
  /** Where shoppers find help, as they read it: an e-mail address, a phone number or a page. */
  readonly supportContact?: string | undefined
  /** Days for which words of a chat are kept; 0 keeps none. */
  readonly keepWordsDays: number
  /** Whether a subscription paid by invoice is charged automatically once its shopper set that up in the chat. */
  readonly autoCollection: boolean
}

/** What a merchant may choose for one flow; what is left out is as the flow itself says, or the account. */
export type FlowSettings = {
  readonly isOn: boolean
  /** Minutes from the moment the flow counts from, one for each of its steps; fewer than it has end it sooner. */
  readonly delayMinutes?: readonly number[] | undefined
  /** The text of each step by its key in the catalogue; null for the flow's own. */
  readonly templates?: readonly (string | null)[] | undefined
  /** A second text of a step, for every other shopper: which of the two works better shows in the results. */
  readonly otherTemplates?: readonly (string | null)[] | undefined
  readonly holdOutShare?: number | undefined
  /** Days the money is watched for, from the trigger. */
  readonly windowDays?: number | undefined
  /** Messages about one subject at most. */
  readonly perSubject?: number | undefined
  /** Whether Stripe e-mails the shopper about the same thing, as the merchant set it up in Stripe. */
  readonly stripeEmails: boolean
  /** Whether a message goes out beside such an e-mail. */
  readonly besideEmails: boolean
  /** The linked number to send from, by Meta's id; when absent, the one for the shopper's country, or the default. */
  readonly sender?: string | undefined
  /** Sent in when a text has no approved version in the shopper's language. */
  readonly fallbackLanguage?: Language | undefined
  /** Everybody is told, also where nothing is missing: a trial that ends with a card on file. */
  readonly everyone: boolean
}

/** What holds for an account whose merchant chose nothing. */
export const usualAccountSettings: AccountSettings = {
  mode: 'live',
  caps: { perDay: 1, perWeek: 3 },
  sendingHours: { fromMinute: 9 * 60, toMinute: 20 * 60 },
  holdOutShare: 0.1,
  senders: {},
  staffed: false,
  keepWordsDays: 30,
  autoCollection: false,
}

/** What holds for a flow whose merchant chose nothing: it is off. */
export const usualFlowSettings: FlowSettings = {
  isOn: false,
  stripeEmails: false,
  besideEmails: true,
  everyone: false,
}

/** Nobody is written to more often than this on one day, whatever the merchant chooses. */
export const messagesADayAtMost = 3

/** The least and the most a choice may be; without `most` there is no end. */
export type Limits = { readonly least: number; readonly most?: number }

/** Between what a merchant may choose for an account. */
export const accountLimits = {
  perDay: { least: 1, most: messagesADayAtMost },
  perWeek: { least: 1, most: 7 * messagesADayAtMost },
  holdOutShare: { least: 0, most: 0.5 },
  keepWordsDays: { least: 0, most: 730 },
  /** Letters of one line. */
  supportContact: { least: 3, most: 100 },
} as const satisfies Readonly<Record<string, Limits>>

/** Between what a merchant may choose for a flow. */
export const flowLimits = {
  holdOutShare: accountLimits.holdOutShare,
  windowDays: { least: 1, most: 90 },
  perSubject: { least: 1 },
} as const satisfies Readonly<Record<string, Limits>>

const minutesADay = 24 * 60

/** What holds for an account: what its merchant chose, and the usual for the rest. */
export function accountSettingsOf(stored: Partial<AccountSettings>): AccountSettings {
  return { ...usualAccountSettings, ...stored }
}

/** What holds for a flow: what its merchant chose, and the usual for the rest. */
export function flowSettingsOf(stored: Partial<FlowSettings>): FlowSettings {
  return { ...usualFlowSettings, ...stored }
}

/** What is wrong with a choice, in a sentence, and which one. */
export type Problem = { readonly field: string; readonly sentence: string }

/** What is wrong with an account's settings, a sentence for each mistake; none when they can be kept. */
export function problemsWithAccount({
  caps,
  sendingHours,
  holdOutShare,
  supportContact,
  keepWordsDays,
}: AccountSettings): readonly Problem[] {
  return problems([
    [
      'perDay',
      isWhole(caps.perDay, accountLimits.perDay),
      `Messages a day must be a whole number ${fromTo(accountLimits.perDay)}.`,
    ],
    [
      'perWeek',
      isWhole(caps.perWeek, accountLimits.perWeek),
      `Messages a week must be a whole number ${fromTo(accountLimits.perWeek)}.`,
    ],
    ...eachOf(
      ['perDay', 'perWeek'],
      caps.perWeek >= caps.perDay,
      'Messages a week must not be fewer than messages a day.',
    ),
    [
      'sendingHours',
      isWhole(sendingHours.fromMinute, { least: 0, most: minutesADay - 1 }),
      'Sending hours must begin between 00:00 and 23:59.',
    ],
    [
      'sendingHours',
      isWhole(sendingHours.toMinute, { least: 0, most: minutesADay }),
      'Sending hours must end between 00:00 and 24:00.',
    ],
    ['holdOutShare', isShare(holdOutShare), shareSentence],
    [
      'supportContact',
      supportContact === undefined || isContact(supportContact),
      `The support contact must be one line of ${accountLimits.supportContact.least} to ${accountLimits.supportContact.most} characters, such as help@example.com.`,
    ],
    [
      'keepWordsDays',
      isWhole(keepWordsDays, accountLimits.keepWordsDays),
      `The words of chats must be kept for a whole number of days ${fromTo(accountLimits.keepWordsDays)}.`,
    ],
  ])
}

function isContact(text: string): boolean {
  const { least, most } = accountLimits.supportContact
  return text.trim().length >= least && text.length <= most && !/[\r\n\t]/.test(text)
}

/** What a flow does by itself, as far as its settings are measured by it. */
export type OwnPlan = {
  /** Minutes from the moment it counts from, one for each step, growing. */
  readonly delayMinutes: readonly number[]
  readonly windowDays: number
}

/** What is wrong with a flow's settings, a sentence for each mistake; none when they can be kept. */
export function problemsWithFlow(settings: FlowSettings, own: OwnPlan): readonly Problem[] {
  const { templates, otherTemplates, holdOutShare, perSubject, fallbackLanguage } = settings
  const steps = own.delayMinutes.length
  return problems([
    ...delayRules(settings.delayMinutes ?? own.delayMinutes, own),
    [
      'otherTemplates',
      (otherTemplates ?? []).length <= steps,
      `This flow has ${steps} steps; give no more texts than that.`,
    ],
    [
      'templates',
      (templates ?? []).length <= steps,
      `This flow has ${steps} steps; give no more texts than that.`,
    ],
    ...windowRules(settings, own),
    ['holdOutShare', holdOutShare === undefined || isShare(holdOutShare), shareSentence],
    [
      'perSubject',
      perSubject === undefined || isWhole(perSubject, flowLimits.perSubject),
      'Messages about one matter must be a whole number from 1.',
    ],
    [
      'fallbackLanguage',
      fallbackLanguage === undefined || (languages as readonly string[]).includes(fallbackLanguage),
      `The language to fall back to must be one of ${languages.join(', ')}.`,
    ],
  ])
}

/** What must be so of which choice, and what to say when it is not. */
type Rule = readonly [field: string, holds: boolean, sentence: string]

function delayRules(delays: readonly number[], own: OwnPlan): readonly Rule[] {
  const steps = own.delayMinutes.length
  const grow = delays.every((delay, index) => index === 0 || delay > (delays[index - 1] ?? delay))
  const goesBefore = (own.delayMinutes[0] ?? 0) < 0
  return [
    ['delayMinutes', delays.length > 0, 'Give at least one delay, or switch the flow off.'],
    ['delayMinutes', delays.length <= steps, `This flow has ${steps} steps; give no more delays than that.`],
    ['delayMinutes', delays.every((delay) => Number.isSafeInteger(delay)), 'Delays must be whole minutes.'],
    ['delayMinutes', grow, 'Each delay must be longer than the one before: all count from the same moment.'],
    [
      'delayMinutes',
      goesBefore || delays.every((delay) => delay >= 0),
      'No message of this flow can go before it began.',
    ],
  ]
}

function windowRules({ windowDays, delayMinutes }: FlowSettings, own: OwnPlan): readonly Rule[] {
  const days = windowDays ?? own.windowDays
  const lastDelay = Math.max(0, ...(delayMinutes ?? own.delayMinutes))
  return [
    [
      'windowDays',
      isWhole(days, flowLimits.windowDays),
      `The money must be watched for a whole number of days ${fromTo(flowLimits.windowDays)}.`,
    ],
    ...eachOf(
      ['windowDays', 'delayMinutes'],
      days * minutesADay > lastDelay,
      'The money must be watched for longer than the last delay.',
    ),
  ]
}

const shareSentence = `The share of customers kept silent must lie between 0 and ${accountLimits.holdOutShare.most}.`

function isShare(value: number): boolean {
  const { least, most } = accountLimits.holdOutShare
  return value >= least && value <= most
}

function isWhole(value: number, { least, most = Number.MAX_SAFE_INTEGER }: Limits): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most
}

function fromTo({ least, most }: Limits): string {
  return `from ${least} to ${most}`
}

/** A rule about several choices: whoever breaks it is told at each. */
function eachOf(fields: readonly string[], holds: boolean, sentence: string): readonly Rule[] {
  return fields.map((field) => [field, holds, sentence])
}

function problems(rules: readonly Rule[]): readonly Problem[] {
  return rules.flatMap(([field, holds, sentence]) => (holds ? [] : [{ field, sentence }]))
}
