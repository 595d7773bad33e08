import type { AlarmKind } from './alarms.ts'

/** What Meta can refuse as a whole: a business account, a number, a text in a language, or people of one country. */
export type PauseScope = 'account' | 'number' | 'template' | 'country'

/** What a pause is of: a scope and, within it, an id; `aboutTemplate` and `aboutCountry` make those that have two parts. */
export type PausePlace = { readonly scope: PauseScope; readonly about: string }

/**
 * `paused`: nothing goes this way until it was looked at again. `trial`: it looks mended, so messages go; the first that
 * Meta takes proves it, and one that Meta refuses again ends the trial.
 */
export type PauseState = 'paused' | 'trial'

/** What Meta refused, and which alarm tells of it. */
export type PauseCause = { readonly code: number; readonly alarm: AlarmKind }

/** How long messages go on trial before a pause counts as over although none of them proved it. */
export const trialMinutes = 60

const longestRestMinutes = 6 * 60

/** How long a pause rests before it is looked at again, the longer the oftener that brought nothing; `tries` from 1. */
export function restMinutesOf(firstMinutes: number, tries: number): number {
  return Math.max(firstMinutes, Math.min(firstMinutes * 2 ** (tries - 1), longestRestMinutes))
}

/** The id of one text in one language of one business account. */
export function aboutTemplate(template: {
  readonly wabaId: string
  readonly name: string
  readonly language: string
}): string {
  return `${template.name} ${template.language} ${template.wabaId}`
}

/** The id of a country for one business account; ISO 3166 alpha-2. */
export function aboutCountry({
  wabaId,
  country,
}: {
  readonly wabaId: string
  readonly country: string
}): string {
  return `${country} ${wabaId}`
}
