import { expect, test } from 'vitest'
import type { Situation } from '../../../server/domain/situation.ts'
import { decideOn, sent } from './clear.ts'

test('what Stripe e-mails about is left to Stripe when the merchant wants no second message', () => {
  const decision = { kind: 'skip', gate: 'besideEmails', reason: 'stripe-emails' }
  expect(decideOn({ stripeEmails: true, besideEmails: false })).toEqual(decision)
})

test.each<[string, Partial<Situation>]>([
  ['when the merchant wants it beside the e-mail', { stripeEmails: true, besideEmails: true }],
  ['when Stripe sends no e-mail', { stripeEmails: false, besideEmails: false }],
])('a message goes out %s', (_, change) => {
  expect(decideOn(change)).toEqual(sent)
})
