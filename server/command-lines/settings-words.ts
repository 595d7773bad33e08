import type { AccountSettings, FlowSettings } from '../domain/settings.ts'
import { daysText, hoursText, shareText, spanText, yesOrNo } from './notation.ts'

/** A setting by the name of its option, as a person writes it; undefined where nothing was chosen. */
export type WrittenSetting = readonly [name: string, text: string | undefined]

/** The settings of an account, as `settings set` takes them. */
export function accountWords({
  mode,
  caps,
  sendingHours,
  holdOutShare,
  senders = {},
  staffed,
  supportContact,
  keepWordsDays,
  autoCollection,
}: AccountSettings): readonly WrittenSetting[] {
  return [
    ['mode', mode],
    ['per-day', String(caps.perDay)],
    ['per-week', String(caps.perWeek)],
    ['hours', hoursText(sendingHours)],
    ['hold-out', shareText(holdOutShare)],
    ['sender', sendersText(senders)],
    ['staffed', yesOrNo(staffed)],
    ['support', supportContact],
    ['keep-words', daysText(keepWordsDays)],
    ['auto-collection', yesOrNo(autoCollection)],
  ]
}

/** The settings of a flow, as `flow set` takes them. */
export function flowWords(settings: FlowSettings): readonly WrittenSetting[] {
  return [
    ['delays', settings.delayMinutes?.map(spanText).join(',')],
    ['template', settings.templates && templatesText(settings.templates)],
    ['other-template', settings.otherTemplates && othersText(settings.otherTemplates)],
    ['hold-out', written(settings.holdOutShare, shareText)],
    ['window', written(settings.windowDays, daysText)],
    ['per-subject', written(settings.perSubject, String)],
    ['stripe-emails', yesOrNo(settings.stripeEmails)],
    ['beside-emails', yesOrNo(settings.besideEmails)],
    ['sender', settings.sender],
    ['fallback-language', settings.fallbackLanguage],
    ['everyone', yesOrNo(settings.everyone)],
  ]
}

/** A choice that was audited before there were senders has none. */
function sendersText(senders: AccountSettings['senders']): string | undefined {
  const texts = Object.entries(senders).map(([country, number]) => `${country}=${number}`)
  return texts.length > 0 ? texts.join(',') : undefined
}

/** Only the steps that have a second text; most flows have none. */
function othersText(templates: NonNullable<FlowSettings['otherTemplates']>): string | undefined {
  const texts = templates.flatMap((key, index) => (key ? [`${index + 1}=${key}`] : []))
  return texts.length > 0 ? texts.join(',') : undefined
}

function templatesText(templates: NonNullable<FlowSettings['templates']>): string {
  return templates.map((key, index) => `${index + 1}=${key ?? 'usual'}`).join(',')
}

function written<T>(value: T | undefined, text: (value: T) => string): string | undefined {
  return value === undefined ? undefined : text(value)
}
