import { expect, test } from 'vitest'
import { type AnswerCase, speaksAgainst } from '../../server/domain/answer.ts'

const now = Temporal.Instant.from('2026-11-25T10:00:00Z')

/** Somebody asked for their balance a minute ago, and nothing speaks against an answer. */
const clear: AnswerCase = {
  now,
  environment: 'live',
  isInstalled: true,
  stopped: undefined,
  mode: 'live',
  phoneIsAllowed: false,
  hasNumber: true,
  hasStopped: false,
  isTheirs: true,
  lastHeardAt: now.subtract({ minutes: 1 }),
  heldBy: 'bot',
  author: 'bot',
  wish: 'balance',
  template: undefined,
}
const template = { isApproved: true, consent: 'granted' } as const
const longAgo = now.subtract({ hours: 24 })

test.each<[string, Partial<AnswerCase>, string | undefined]>([
  ['an answer against which nothing speaks goes out', {}, undefined],
  ['none goes out of an account that is gone', { isInstalled: false }, 'not-installed'],
  ['none goes out while everything is stopped', { stopped: 'everything' }, 'stopped-everything'],
  ['none goes out while the account is stopped', { stopped: 'account' }, 'stopped-account'],
  ['none goes out in watch mode', { mode: 'watch' }, 'watch-only'],
  ['strangers get none in a sandbox', { environment: 'sandbox' }, 'not-on-allow-list'],
  ['one’s own phone gets one', { environment: 'test', phoneIsAllowed: true }, undefined],
  ['none goes out without a number', { hasNumber: false }, 'no-number'],
  ['none follows a stop', { hasStopped: true }, 'opted-out'],
  ['but its confirmation does', { hasStopped: true, wish: 'stopped' }, undefined],
  [
    'a person writes to nobody who stopped them',
    { hasStopped: true, author: 'ana', wish: 'written' },
    'opted-out',
  ],
  ['nobody gets one at a number the shopper left', { isTheirs: false }, 'left-number'],
  ['an approved text neither', { isTheirs: false, template }, 'left-number'],
  ['the bot is silent while a person answers', { heldBy: 'person' }, 'person-answers'],
  ['but says that one will', { heldBy: 'person', wish: 'person' }, undefined],
  ['and confirms a stop', { heldBy: 'person', wish: 'stopped', hasStopped: true }, undefined],
  ['a person writes in a thread they hold', { heldBy: 'person', author: 'ana', wish: 'written' }, undefined],
  ['free words need the window', { lastHeardAt: longAgo }, 'window-over'],
  ['the window ends to the second', { lastHeardAt: longAgo.add({ seconds: 1 }) }, undefined],
  ['whoever never wrote opened none', { lastHeardAt: undefined }, 'window-over'],
  ['an approved text needs no window', { lastHeardAt: longAgo, template }, undefined],
  ['but approval', { template: { ...template, isApproved: false } }, 'template-not-approved'],
  ['and consent', { template: { ...template, consent: 'unknown' } }, 'no-consent'],
])('%s', (_, change, reason) => {
  expect(speaksAgainst({ ...clear, ...change })).toBe(reason)
})
