import { describe, expect, test } from 'vitest'
import { purposes } from '../../server/domain/consent.ts'
import { priorities } from '../../server/domain/situation.ts'
import { languages } from '../../server/domain/template.ts'
import type { Flow, Trigger } from '../../server/flows/flow.ts'
import { findFlow, flowOf, flows } from '../../server/flows/index.ts'
import { interpret } from '../../server/pipeline/interpret.ts'
import type { LookAt, PageKind } from '../../server/stripe/read/kinds.ts'
import type { Seen } from '../../server/stripe/read/seen.ts'
import { catalogue } from '../../server/whatsapp/catalogue/index.ts'
import { valuesFor } from '../../server/whatsapp/compose.ts'
import { brokenRules } from '../../server/whatsapp/template-rules.ts'
import { everyType, recorded, recordedBody, recordedNames } from '../recorded.ts'
import { at, seconds } from '../stripe/objects.ts'
import {
  about,
  day,
  declineClasses,
  eventOf,
  paymentAt,
  seenIntent,
  seenInvoice,
  seenOrder,
  seenSession,
  seenSubscription,
  seenVoucherIntent,
  sentInvoice,
  stranger,
} from './seen.ts'

const events = recordedNames.map((name) => ({ name, event: recorded(name) }))
const pages: Readonly<Record<PageKind, true>> = {
  'hosted-invoice': true,
  'payment-intent': true,
  checkout: true,
  voucher: true,
  'order-again': true,
  'card-update': true,
  'manage-plan': true,
  'subscribe-again': true,
}
const idsByObject: Readonly<Record<LookAt['object'], RegExp>> = {
  invoice: /^in_\w+$/,
  payment_intent: /^pi_\w+$/,
  checkout_session: /^cs_\w+$/,
  subscription: /^sub_\w+$/,
}

/** The triggers that recorded events are for a flow. */
function triggersOf(flow: Flow): readonly Trigger[] {
  return events
    .filter(({ event }) => flow.events.includes(event.type))
    .flatMap(({ event }) => flow.trigger(event) ?? [])
}

/** The flows an event is a start of, as the corridor reads it. */
function startedBy(name: string): readonly string[] {
  const row = {
    id: 'row_1',
    environment: 'live',
    source: 'stripe',
    account_id: 'acct_1',
    type: recorded(name).type,
    body: recordedBody(name),
  }
  const meaning = interpret(row as Parameters<typeof interpret>[0])
  return meaning.kind === 'news' ? meaning.starts.map(({ flow }) => flow.key) : []
}

const voucherOfTransfer = {
  method: 'bank-transfer',
  url: 'https://payments.stripe.com/1',
  expiresAt: undefined,
}
const bare = { contact: stranger, items: undefined, card: undefined }
const expiring = { card: 'Visa •••• 4242', expiresAt: at(day) }
const nameless = { card: undefined, expiresAt: undefined }

/** What may be seen of each object, as far as flows make a difference. */
const everySeen: Readonly<Record<LookAt['object'], readonly Seen[]>> = {
  invoice: [
    ...declineClasses.flatMap((declineClass) =>
      [true, false].map((isFirst) =>
        seenInvoice({ isFirst, decline: { declineClass, code: 'any', mayRetry: true } }),
      ),
    ),
    seenInvoice({ lacksMethod: true, decline: undefined }),
    seenInvoice({ wantsAuthentication: true }),
    seenInvoice({ ...bare, number: undefined, wantsAuthentication: true }),
    sentInvoice(),
    sentInvoice({ ...bare, number: undefined }),
  ],
  payment_intent: [
    ...declineClasses.map((declineClass) =>
      seenIntent({ decline: { declineClass, code: 'any', mayRetry: true } }),
    ),
    seenIntent({ status: 'wants-action', wantsAuthentication: true }),
    seenIntent(bare),
    seenVoucherIntent(),
    seenVoucherIntent({ ...bare, voucher: voucherOfTransfer }),
  ],
  checkout_session: [
    seenSession(),
    seenSession(bare),
    seenSession({ status: 'expired' }),
    seenOrder(),
    seenOrder({ ...bare, voucher: voucherOfTransfer }),
    seenOrder({ hasFailed: true, voucher: undefined }),
  ],
  subscription: [
    ...[undefined, expiring, nameless, { ...expiring, expiresAt: at(3_000 * day) }].flatMap((method) => [
      seenSubscription({ method }),
      seenSubscription({ ...bare, method, status: 'trialing', trialEndsAt: at(7 * day) }),
    ]),
    ...(['asked', 'payment-failed', 'unknown'] as const).map((cancelledBecause) =>
      seenSubscription({ status: 'ended', endedAt: at(-day), cancelledBecause }),
    ),
  ],
}

test.each(['card-expiring', 'trial-ending', 'upcoming-renewal'])(
  'of %s no money is claimed: nothing is owed yet',
  (key) => {
    const payments = [paymentAt(60)]
    expect(flowOf(key).payments(seenSubscription({ payments }))).toEqual([])
  },
)

describe('the roster of flows', () => {
  test('has a key and a name of its own for each', () => {
    expect(new Set(flows.map((flow) => flow.key)).size).toBe(flows.length)
    expect(new Set(flows.map((flow) => flow.name)).size).toBe(flows.length)
  })

  test('finds each by its key, and says so when there is none', () => {
    for (const flow of flows) expect(flowOf(flow.key)).toBe(flow)
    expect(findFlow('no-such-flow')).toBeUndefined()
    expect(() => flowOf('no-such-flow')).toThrow('no-such-flow')
  })

  test('uses every text of the catalogue', () => {
    const used = new Set(flows.flatMap(({ steps }) => steps.flatMap(({ texts }) => texts)))
    expect([...used].toSorted()).toEqual(Object.keys(catalogue).toSorted())
  })

  test.each(recordedNames)('%s starts no flow but those that name its type', (name) => {
    const { type } = recorded(name)
    for (const key of startedBy(name)) expect(flowOf(key).events).toContain(type)
  })
})

describe.each(flows)('$name', (flow) => {
  const subjects = triggersOf(flow).map(({ subject }) => subject)
  const kinds = [...new Set(subjects.map((subject) => flow.lookAt(subject).object))]
  const seen = kinds.flatMap((kind) => everySeen[kind])
  const subjectOf = ({ kind, id }: Seen) => (kind === 'subscription' ? `${id}:${seconds + 7 * day}` : id)
  const open = seen.filter((one) => !flow.ended(one, about(subjectOf(one), { everyone: true })))
  const delays = flow.steps.map(({ delayMinutes }) => delayMinutes)

  test('has a key that stands in tables and addresses for good', () => {
    expect(flow.key).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(purposes).toContain(flow.purpose)
    expect(priorities).toContain(flow.priority)
  })

  test('is started by events that Stripe has', () => {
    expect(flow.events.length).toBeGreaterThan(0)
    expect(everyType()).toEqual(expect.arrayContaining([...flow.events]))
  })

  test('has a recorded event for each of its types, and one of them starts it', () => {
    const types = events.map(({ event }) => event.type)
    for (const type of flow.events) expect(types).toContain(type)
    expect(subjects).not.toEqual([])
  })

  test('starts at the time of its event, for an object of Stripe’s', () => {
    for (const { event } of events.filter(({ event }) => flow.events.includes(event.type))) {
      const trigger = flow.trigger(event)
      if (!trigger) continue
      const { object, id } = flow.lookAt(trigger.subject)
      expect(trigger.at).toEqual(event.createdAt)
      expect(trigger.attemptCount).toBeGreaterThanOrEqual(0)
      expect(id).toMatch(idsByObject[object])
      expect(JSON.stringify(event.object)).toContain(id)
    }
  })

  test.each([
    ['no id', undefined],
    ['an empty id', ''],
    ['an id that is none', 7],
    ['an id that is null', null],
    ['an id in a list', ['in_1']],
  ])('is not started by an object with %s', (_, id) => {
    for (const type of flow.events) {
      expect(flow.trigger(eventOf(type, { id }))).toBeUndefined()
      for (const { event } of events.filter(({ event }) => event.type === type)) {
        const nameless = { ...event.object, id, parent: id, subscription: id, recovered_from: id }
        expect(flow.trigger({ ...event, object: nameless })).toBeUndefined()
      }
    }
  })

  test('leads to a page there is', () => {
    for (const subject of subjects) expect(pages[flow.page(subject)]).toBe(true)
  })

  test('is about something somebody should still do, in some case at least', () => {
    expect(open).not.toEqual([])
  })

  test('calls the same money the same, whatever is seen of it', () => {
    for (const one of seen) expect(flow.money(one, subjectOf(one))).toContain(one.id)
  })

  test('chooses only texts it names, whatever is seen', () => {
    for (const step of flow.steps) for (const one of seen) expect(step.texts).toContain(step.template(one))
  })

  test('chooses each text it names in some case', () => {
    for (const { texts, template } of flow.steps) expect(new Set(open.map(template))).toEqual(new Set(texts))
  })

  test('has its texts in every language, within the rules of Meta', () => {
    for (const key of flow.steps.flatMap(({ texts }) => texts)) {
      const template = catalogue[key]
      expect(Object.keys(template?.texts ?? {}).toSorted(), key).toEqual([...languages].toSorted())
      for (const text of Object.values(template?.texts ?? {})) expect(brokenRules(text), key).toEqual([])
    }
  })

  test('asks for the shopper’s consent to offers when it sends any', () => {
    const categories = flow.steps.flatMap(({ texts }) => texts.map((text) => catalogue[text]?.category))
    expect(new Set(categories)).toEqual(new Set([flow.purpose === 'service' ? 'utility' : 'marketing']))
  })

  const account = {
    environment: 'live',
    accountId: 'acct_1',
    name: 'Bodega',
    country: 'ES',
    language: 'es',
    linkDomain: undefined,
  } as const

  test('knows a value for every variable of the texts it chooses', () => {
    const isUseful = (one: Seen, delayMinutes: number) => {
      const until = flow.usefulUntil(one, subjectOf(one))
      const dueAt = flow.countsFrom(one, subjectOf(one))?.add({ minutes: delayMinutes })
      return !until || !dueAt || Temporal.Instant.compare(dueAt, until) < 0
    }
    for (const { template, delayMinutes } of flow.steps) {
      for (const one of open.filter((each) => isUseful(each, delayMinutes))) {
        const facts = flow.facts(one, subjectOf(one))
        const contact = flow.contact(one)
        for (const language of languages) {
          const text = catalogue[template(one)]!.texts[language]
          const values = valuesFor(text, { account, contact, facts, language, timeZone: 'Europe/Madrid' })
          for (const value of Object.values(values)) expect(value).toMatch(/\S/)
        }
      }
    }
  })

  test('writes later with each step, and stops before its window ends', () => {
    expect(delays.length).toBeGreaterThan(0)
    for (const [index, delay] of delays.slice(1).entries()) expect(delay).toBeGreaterThan(delays[index]!)
    expect(delays.at(-1)).toBeLessThan(flow.windowDays * 24 * 60)
  })

  test('writes ahead only of a day of the subject’s own', () => {
    if ((delays[0] ?? 0) >= 0) return
    for (const one of open) expect(flow.countsFrom(one, subjectOf(one))).toBeDefined()
  })
})
