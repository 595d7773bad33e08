import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const consentReasons = {
  'opted-out':
    'The customer asked not to be written to. Only their own START lifts this, or a newer consent with wording and proof.',
  'no-consent': 'The customer has not agreed to WhatsApp messages. Record the consent once you have it.',
  'no-consent-to-offers':
    'The customer has not agreed to offers on WhatsApp, and this message counts as one. Record that consent once you have it.',
} as const

/** The shopper has agreed to messages of this purpose and not taken it back. */
export function consent({
  consent: given,
  purpose,
}: Pick<Situation, 'consent' | 'purpose'>): Verdict | undefined {
  switch (given) {
    case 'granted':
      return undefined
    case 'withdrawn':
      return skip('opted-out')
    case 'unknown':
      return skip(purpose === 'marketing' ? 'no-consent-to-offers' : 'no-consent')
  }
}
