import type { Situation, Verdict } from '../situation.ts'
import { skip } from '../verdict.ts'

/** What this gate can say. */
export const phoneReasons = {
  'no-phone': 'Stripe knows no usable phone number of this customer. Add one to the customer in Stripe.',
  'hidden-unproven':
    'Stripe knows no phone number of this customer, and whom WhatsApp knows for them never took up a message about their payments, so it may be somebody else. Add their phone number in Stripe.',
  'hidden-elsewhere':
    'Stripe knows no phone number of this customer, and WhatsApp knows them only for another number of yours. Add their phone number in Stripe.',
} as const

/** Somebody to write to: by their phone, or where that is not known by Meta's own id of them. */
export function phone({ phone: number, hidden }: Situation): Verdict | undefined {
  if (number) return undefined
  switch (hidden) {
    case 'known':
      return undefined
    case 'unproven':
      return skip('hidden-unproven')
    case 'elsewhere':
      return skip('hidden-elsewhere')
    case undefined:
      return skip('no-phone')
  }
}
