import { isUnreachable, needsSecondYes, takesNoMarketing } from '../country-rules.ts'
import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const countryRulesReasons = {
  'country-unreachable': "WhatsApp does not deliver to the country of the customer's phone number.",
  'marketing-not-delivered':
    'Meta delivers no marketing messages to US phone numbers. Reach this customer another way.',
  'needs-second-yes':
    "In the customer's country a permission for offers has to be confirmed by the customer a second time. Record it once they did.",
} as const

/** What law and Meta say about the country of the shopper's number. */
export function countryRules(situation: Situation): Verdict | undefined {
  const country = situation.phoneCountry
  if (isUnreachable(country)) return skip('country-unreachable')
  if (!isMarketing(situation)) return undefined
  if (takesNoMarketing(country)) return skip('marketing-not-delivered')
  return needsSecondYes(country) && !situation.confirmedTwice ? skip('needs-second-yes') : undefined
}

/** In doubt it is: Meta goes by the text's category, the law by what the message is for. */
function isMarketing({ purpose, category }: Situation): boolean {
  return purpose === 'marketing' || category === 'marketing'
}
