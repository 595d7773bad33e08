/** Every reason a decision can have, as a merchant reads it. */
export const reasons = {
  clear: 'Every condition was met, so the message was handed to WhatsApp.',
  settled: 'The matter was settled before the message was due.',
  'flow-off': 'This flow is switched off.',
  'answers-first': 'A message from a customer is handled first, because it may be a stop.',
  'not-due': 'The message is planned for later.',
  'too-late': 'The message could not go out in time and would no longer help.',
  'no-phone': 'Stripe knows no usable phone number of this customer. Add one to the customer in Stripe.',
  'not-on-allow-list':
    'Outside live mode only numbers on your allow-list are written to. Add this one with `npm run paynudge -- allow-list add`.',
  'opted-out':
    'The customer asked not to be written to. Only their own START lifts this, or a newer consent with wording and proof.',
  'no-consent': 'The customer has not agreed to WhatsApp messages. Record the consent once you have it.',
  'no-number':
    'No WhatsApp number is linked to this account. Link one with `npm run paynudge -- number link`.',
  'template-in-review': 'Meta is still reviewing the text of this message.',
  'template-recategorized':
    'Meta now counts this text as marketing, which the customer did not agree to. See `npm run paynudge -- template list`.',
  'template-not-approved':
    'Meta has not approved the text of this message. Push it with `npm run paynudge -- template push` and see `npm run paynudge -- template list`.',
  'too-often':
    'The customer was written to of late: one message in 24 hours and three in seven days is the most.',
} as const

/** One of them. */
export type Reason = keyof typeof reasons

/** Why an event had no effect, as an operator reads it. */
export const ignoredBecause: Readonly<Record<string, string>> = {
  'unknown-account': 'Nobody has set this Stripe account up. Do it with `npm run paynudge -- account set`.',
  'flow-off': 'The flow was switched off when the event came in.',
  'nothing-open': 'No flow was under way for it.',
  'means-nothing-to-us': 'Events of this type mean nothing to Paynudge.',
  gone: 'Stripe knew the object no more, or Paynudge may not see it.',
  'already-paid': 'It was paid before Paynudge looked.',
  'already-void': 'It was voided before Paynudge looked.',
  'already-written-off': 'It was written off before Paynudge looked.',
  'already-stopped': 'Nobody should be asked to pay it any more.',
}
