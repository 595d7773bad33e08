import { describe, expect, test } from 'vitest'
import { checkAll } from './checks/all.ts'
import type { Evidence } from './evidence.ts'
import { places } from './places.ts'

const day = 86_400_000
/** Ten in the morning in Madrid. */
const ten = Temporal.Instant.from('2026-10-06T08:00:00Z').epochMilliseconds
const phone = '+34600000001'
const key = { environment: 'live', account_id: 'acct_harbor' } as const

type Row<Name extends 'enrollments' | 'nudges' | 'sends' | 'recoveries' | 'payments'> = Evidence[Name][number]

const enrollment: Row<'enrollments'> = {
  ...{
    ...key,
    id: 'e1',
    flow: 'failed-payment',
    subject: 'in_1',
    shopper_id: 's1',
    customer_id: 'cus_1',
    subscription_id: 'sub_1',
  },
  ...{ language: 'es', facts: '{}', failed_attempts: 1, page_url: null, money_key: 'in_1' },
  ...{ started_at: ten, anchor_at: ten, window_ends_at: ten + 30 * day, next_look_at: null },
  ...{ side: 'treated', eligible_at: ten },
  ...{ ending: 'paid', ended_because: 'The invoice is paid.', ended_at: ten + day },
}
const nudge: Row<'nudges'> = {
  ...{ ...key, id: 'n1', enrollment_id: 'e1', step: 1, template: 'payment_failed', delay_minutes: 0 },
  ...{
    due_at: ten,
    hastened_at: null,
    useless_at: ten + day,
    next_at: ten,
    state: 'sent',
    lease_id: null,
    attempts: 1,
    weight: 0,
  },
}
const send: Row<'sends'> = {
  ...{ ...key, id: 'm1', nudge_id: 'n1', phone_number_id: '400500600', to_phone: phone },
  ...{ opened_at: ten, closed_at: ten, outcome: 'accepted', wamid: 'wamid.1', error_code: null, error: null },
  ...{ status: 'read', delivered_at: ten, read_at: ten, failed_at: null, crossed: 0, held_at: null },
  ...{ language: 'es', template_name: 'paynudge_payment_failed' },
}
const recovery: Row<'recoveries'> = {
  ...{
    ...key,
    id: 'r1',
    enrollment_id: 'e1',
    currency: 'eur',
    amount: 2_700,
    attribution: 'read',
    nudge_id: 'n1',
  },
  ...{ updated_at: ten, fingerprint: '', version: 1, write_next_at: null, write_leased_until: null },
  ...{ write_attempts: 0, write_error: null },
}
const payment: Row<'payments'> = {
  ...{
    ...key,
    recovery_id: 'r1',
    payment: 'pi_1',
    amount: 2_900,
    refunded: 200,
    lost: 0,
    paid_at: ten + day,
  },
  ...{ through_stripe: 1, attempt_count: 1, attribution: 'read', nudge_id: 'n1' },
}
const letter = { id: 'wamid.1', at: ten, to: phone, sendId: 'm1' }
const person = { id: 'cus_1', place: placeIn('Europe/Madrid'), phone, matters: [], isGone: false }
const yes = { of: 'cus_1', purpose: 'service', isGranted: true, at: ten - day } as const

/** One shopper was written to once, paid a day later, and got a part of it back. */
const story: Evidence = {
  endedAt: ten + 40 * day,
  people: [person],
  words: [yes],
  letters: [letter],
  enrollments: [enrollment],
  nudges: [nudge],
  decisions: [{ nudge_id: 'n1', kind: 'send', gate: 'all', reason: 'clear' }],
  sends: [send],
  recoveries: [recovery],
  payments: [payment],
  shoppers: [{ id: 's1', side: 'treated' }],
  inbox: [{ id: 'i1', type: 'invoice.payment_failed', state: 'handled', reason: null }],
  settledAt: new Map([['e1', ten + day]]),
  moved: new Map([['e1', [{ intent: 'pi_1', amount: 2_900, refunded: 200, at: ten + day }]]]),
  retried: new Set(),
  explained: new Map([['e1', ['2026-10-06 08:00:00  message 1 (payment_failed): sent.']]]),
  troubles: [],
}

function placeIn(zone: string) {
  const place = places.find((one) => one.zone === zone)
  if (!place) throw new Error(`Nobody lives in ${zone}`)
  return place
}

/** The same story told of somebody who lives elsewhere. */
function livingIn(zone: string): Pick<Evidence, 'people'> {
  return { people: [{ ...person, place: placeIn(zone) }] }
}

/** More messages to the same phone, each about something of its own. */
function alsoAt(...times: readonly number[]): Partial<Evidence> {
  const others = times.map((at, index) => ({ at, name: `${index + 2}` }))
  return {
    enrollments: [enrollment, ...others.map(({ name }) => ({ ...enrollment, id: `e${name}` }))],
    nudges: [nudge, ...others.map(({ name }) => ({ ...nudge, id: `n${name}`, enrollment_id: `e${name}` }))],
    sends: [
      send,
      ...others.map(({ name, at }) => ({ ...send, id: `m${name}`, nudge_id: `n${name}`, opened_at: at })),
    ],
    letters: [
      letter,
      ...others.map(({ name, at }) => ({ ...letter, id: `w${name}`, sendId: `m${name}`, at })),
    ],
    decisions: ['1', ...others.map(({ name }) => name)].map((name) => ({
      ...{ nudge_id: `n${name}`, kind: 'send' as const, gate: 'all', reason: 'clear' },
    })),
  }
}

function rulesBrokenBy(change: Partial<Evidence>): readonly string[] {
  return checkAll({ ...story, ...change }).map(({ rule }) => rule)
}

test('a story in which all went well breaks no rule', () => {
  expect(checkAll(story)).toEqual([])
})

test('three messages on three days of a week are not too many', () => {
  expect(rulesBrokenBy(alsoAt(ten + day, ten + 2 * day))).not.toContain(
    'somebody got too many messages in one week',
  )
})

test('hours are those of the clock on the wall, an hour later once winter time has come', () => {
  const london = Temporal.Instant.from('2026-10-24T08:00:00Z').epochMilliseconds
  const before = { ...livingIn('Europe/London'), letters: [{ ...letter, at: london }] }
  const after = { ...livingIn('Europe/London'), letters: [{ ...letter, at: london + day }] }
  const rule = 'a message came outside the hours on the clock of whom it was for'

  expect(rulesBrokenBy(before)).not.toContain(rule)
  expect(rulesBrokenBy(after)).toContain(rule)
})

type Planted = readonly [rule: string, what: string, change: Partial<Evidence>]

const planted: readonly Planted[] = [
  [
    'a message was sent after its matter was settled in Stripe',
    'a send a second after the payment',
    { settledAt: new Map([['e1', ten - 1_000]]) },
  ],
  [
    'a message came outside the hours on the clock of whom it was for',
    'a message at half past one in the night in Kolkata',
    { ...livingIn('Asia/Kolkata'), letters: [{ ...letter, at: ten + day / 2 }] },
  ],
  [
    'a message came outside the hours on the clock of whom it was for',
    'a message on the stroke of eight in the evening',
    { letters: [{ ...letter, at: ten + 10 * 3_600_000 }] },
  ],
  [
    'a message came outside the hours on the clock of whom it was for',
    'a message to a stranger',
    { letters: [{ ...letter, to: '+34999' }] },
  ],
  ['somebody got too many messages on one day', 'two messages in one day', alsoAt(ten + 60_000)],
  [
    'somebody got too many messages in one week',
    'a fourth message in one week',
    alsoAt(ten + day, ten + 2 * day, ten + 3 * day),
  ],
  ['somebody was written to who had not agreed', 'nobody said anything', { words: [] }],
  [
    'somebody was written to who had not agreed',
    'a stop a second before',
    { words: [yes, { of: phone, purpose: 'service', isGranted: false, at: ten - 1_000 }] },
  ],
  [
    'somebody was written to who had not agreed',
    'an offer to somebody who agreed to messages about payments only',
    { enrollments: [{ ...enrollment, flow: 'win-back' }] },
  ],
  [
    'somebody who is held out was written to',
    'a message to the silent side of the shoppers',
    { shoppers: [{ id: 's1', side: 'held-out' }] },
  ],
  [
    'somebody who is held out was written to',
    'a message of an enrollment that is held out',
    { enrollments: [{ ...enrollment, side: 'held-out' }] },
  ],
  ['WhatsApp took a message nobody wrote down', 'a message without a send', { sends: [] }],
  [
    'a step was sent twice',
    'two messages of one step',
    { letters: [letter, { ...letter, id: 'wamid.2', at: ten + 8 * day }] },
  ],
  ['a send says that WhatsApp took it, and no message went out', 'a send without a message', { letters: [] }],
  [
    'an enrollment never ended, or nobody wrote down why',
    'an open enrollment',
    { enrollments: [{ ...enrollment, ending: null, ended_because: null, ended_at: null }] },
  ],
  [
    'an enrollment outlived its window',
    'an ending a day after the window',
    { enrollments: [{ ...enrollment, ended_at: enrollment.window_ends_at + day }] },
  ],
  ['a nudge is left in the middle', 'a scheduled nudge', { nudges: [{ ...nudge, state: 'scheduled' }] }],
  ['a send is left in the middle', 'an open send', { sends: [{ ...send, outcome: 'open' }] }],
  [
    'a webhook waits or was set aside',
    'a webhook that was set aside',
    { inbox: [{ id: 'i1', type: 'invoice.paid', state: 'set_aside', reason: 'broken' }] },
  ],
  ['something failed that nobody made fail', 'a failed step', { troubles: ['step-failed'] }],
  ['a nudge has no decision', 'a nudge without a decision', { decisions: [] }],
  [
    'a decision names no gate or no reason',
    'a decision without a reason',
    { decisions: [{ nudge_id: 'n1', kind: 'send', gate: 'all', reason: '' }] },
  ],
  [
    'the last decision about a nudge is not what became of it',
    'a sent nudge that was to wait',
    { decisions: [{ nudge_id: 'n1', kind: 'wait', gate: 'caps', reason: 'too-often' }] },
  ],
  [
    '`explain` does not say why a message was sent or not',
    'a story that leaves a message out',
    { explained: new Map([['e1', ['the flow ended: The invoice is paid.']]]) },
  ],
  [
    'money was claimed that came before the enrollment began',
    'a payment of the day before',
    { payments: [{ ...payment, paid_at: ten - day }] },
  ],
  [
    'what is recorded is not what Stripe moved and gave back',
    'money Stripe knows nothing of',
    { moved: new Map() },
  ],
  [
    'what is recorded is not what Stripe moved and gave back',
    'a refund that was not taken back',
    { payments: [{ ...payment, refunded: 0 }], recoveries: [{ ...recovery, amount: 2_900 }] },
  ],
  [
    'what is recorded is not what Stripe moved and gave back',
    'money that was overlooked',
    { payments: [], recoveries: [] },
  ],
  [
    'a recovery is not the sum of what stayed',
    'a wrong sum',
    { recoveries: [{ ...recovery, amount: 2_900 }] },
  ],
  ["money of Stripe's own retry was taken for ours", 'a retry', { retried: new Set(['pi_1']) }],
]

test.each(planted)('"%s" is found: %s', (rule, _, change) => {
  expect(rulesBrokenBy(change)).toContain(rule)
})

describe('a whole month', () => {
  const many = { people: Array.from({ length: 1_000 }, () => person) }

  test.each([
    'too few enrollments to call it a month',
    'a flow wrote to nobody',
    'nobody was written to in a time zone',
    'a reason never decided',
    'no money was attributed this way',
  ])('must have come by everything: "%s" is found', (rule) => {
    expect(rulesBrokenBy(many)).toContain(rule)
  })

  test('must have seen money go back', () => {
    expect(rulesBrokenBy({ ...many, payments: [{ ...payment, refunded: 0 }] })).toContain(
      'no money went back',
    )
  })
})
