import { type NewCard, usualCard } from '../objects/customer.ts'

/** The cards a shopper may choose on a hosted page. */
export const cards: Readonly<Record<string, NewCard>> = {
  visa: usualCard,
  mastercard: { brand: 'mastercard', last4: '0002', decline: 'generic_decline' },
  secure: { brand: 'visa', last4: '3155', decline: 'authentication_required' },
}
