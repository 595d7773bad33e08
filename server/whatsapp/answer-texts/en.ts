import type { AnswerTexts } from './texts.ts'

/** What the bot says in English. */
export const en: AnswerTexts = {
  stopped: '{business} will not write to you here any more. If you change your mind, write START.',
  started: '{business} may write to you here again. Write STOP at any time to end this.',
  pay: 'Here you can pay {amount} for {reference} to {business}. The link is valid now.',
  payLabel: 'Pay now',
  nothingOpen: 'As far as we can see, nothing is open with {business}. There is nothing for you to do.',
  laterAsk: 'No problem. When may {business} remind you?',
  laterLabel: 'Choose a day',
  laterTomorrow: 'Tomorrow',
  laterThreeDays: 'In 3 days',
  laterWeek: 'In a week',
  laterTwoWeeks: 'In 2 weeks',
  laterKept: 'All right. {business} will not remind you of this before {day}. To pay earlier, write PAY.',
  invoice: 'Here is {reference} from {business}.',
  noInvoice: 'We have no invoice for this from {business} to send you.',
  statement: 'These are your open invoices with {business}.',
  balance: 'This is open with {business} now:',
  balanceLine: '{amount} ({count} × invoice)',
  details: 'This is what {reference} from {business} is for:',
  auto: 'Here you can set up automatic payment with {business}. Nothing is charged on that page.',
  autoLabel: 'Set up',
  noAuto: 'There is nothing with {business} that could be paid automatically.',
  person: 'Thank you. Somebody at {business} will answer you here.',
  contact:
    'This is an automatic assistant of {business}, and it did not understand you. You get help here: {contact}. You can also write PAY, BALANCE, INVOICE, LATER or STOP.',
  noContact:
    'This is an automatic assistant of {business}, and it did not understand you. Please contact {business} directly. You can also write PAY, BALANCE, INVOICE, LATER or STOP.',
}
