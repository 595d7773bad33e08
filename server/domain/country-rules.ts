import type { SendingHours } from './settings.ts'

/** What holds for phone numbers of one country (ISO 3166 alpha-2), and who says so. */
export type CountryRule = { readonly country: string; readonly source: string } & (
  | { readonly rule: 'unreachable' | 'no-marketing' | 'second-yes' }
  | { readonly rule: 'hours'; readonly hours: SendingHours }
)

const sanctions = 'Meta, WhatsApp Business Platform: not available in sanctioned countries'

/**
 * The rules, one a line. Crimea, Donetsk and Luhansk are out of Meta's reach as well, but no number tells that it is
 * from there.
 */
export const countryRules: readonly CountryRule[] = [
  { country: 'CU', rule: 'unreachable', source: sanctions },
  { country: 'IR', rule: 'unreachable', source: sanctions },
  { country: 'KP', rule: 'unreachable', source: sanctions },
  { country: 'SY', rule: 'unreachable', source: sanctions },
  { country: 'US', rule: 'no-marketing', source: 'Meta: not delivered since 2025-04-01, error 131049' },
  {
    country: 'US',
    rule: 'hours',
    hours: { fromMinute: 480, toMinute: 1260 },
    source: '47 CFR 64.1200(c)(1)',
  },
  { country: 'DE', rule: 'second-yes', source: 'BGH, 2011-02-10, I ZR 164/09' },
  { country: 'AT', rule: 'second-yes', source: 'Datenschutzbehörde, 2019-10-09, DSB-D130.073/0008-DSB/2019' },
]

/** Whether WhatsApp delivers nothing there. */
export function isUnreachable(country: string | undefined): boolean {
  return has(country, 'unreachable')
}

/** Whether WhatsApp delivers no marketing there. */
export function takesNoMarketing(country: string | undefined): boolean {
  return has(country, 'no-marketing')
}

/** Whether a permission for offers only counts there once it was confirmed a second time. */
export function needsSecondYes(country: string | undefined): boolean {
  return has(country, 'second-yes')
}

/** The hours outside which nobody there may be written to, beside the merchant's own; none where there is no such law. */
export function hoursByLaw(country: string | undefined): readonly SendingHours[] {
  return countryRules.flatMap((rule) =>
    rule.country === country && rule.rule === 'hours' ? [rule.hours] : [],
  )
}

function has(country: string | undefined, rule: CountryRule['rule']): boolean {
  return countryRules.some((each) => each.country === country && each.rule === rule)
}
