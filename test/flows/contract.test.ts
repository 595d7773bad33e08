import { describe, expect, test } from 'vitest'
import { purposes } from '../../server/domain/consent.ts'
import { findFlow, flowOf, flows } from '../../server/flows/index.ts'
import type { StripeEvent } from '../../server/stripe/read/event.ts'
import { settlementOf } from '../../server/stripe/settlement.ts'
import { catalogue } from '../../server/whatsapp/catalogue/index.ts'

const createdAt = Temporal.Instant.from('2026-11-22T10:00:00Z')
const eventOf = (type: string, object: StripeEvent['object']): StripeEvent => ({
  id: 'evt_1',
  type,
  createdAt,
  livemode: true,
  account: undefined,
  object,
})

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

  test('starts no two flows by the same event, since only the first would start', () => {
    const types = flows.flatMap((flow) => flow.events)
    expect(new Set(types).size).toBe(types.length)
  })
})

describe.each(flows)('$name', (flow) => {
  test('has a key that stands in tables and addresses for good', () => {
    expect(flow.key).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(purposes).toContain(flow.purpose)
  })

  test('is started by events of Stripe that settle nothing', () => {
    expect(flow.events.length).toBeGreaterThan(0)
    for (const type of flow.events) {
      expect(type).toMatch(/^[a-z_]+(\.[a-z_]+)+$/)
      expect(settlementOf(eventOf(type, { id: 'obj_1', invoice: 'in_1', customer: 'cus_1' }))).toBeUndefined()
    }
  })

  test.each([
    ['no id', {}],
    ['an empty id', { id: '' }],
    ['an id that is none', { id: 7 }],
    ['an id that is null', { id: null }],
  ])('is not started by an object with %s', (_, object) => {
    for (const type of flow.events) expect(flow.trigger(eventOf(type, object))).toBeUndefined()
  })

  test.each([
    'customer.updated',
    'payment_intent.payment_failed',
    'invoice.paid',
    'v1.billing.meter.no_meter_found',
  ])('ignores %s', (type) => {
    expect(flow.events).not.toContain(type)
  })

  test('starts at the time of its event', () => {
    for (const type of flow.events) {
      expect(flow.trigger(eventOf(type, { id: 'obj_1' }))).toMatchObject({ at: createdAt })
    }
  })

  test('has texts in the catalogue for all its steps, each its own', () => {
    const templates = flow.steps.map((step) => step.template)
    expect(templates.length).toBeGreaterThan(0)
    expect(Object.keys(catalogue)).toEqual(expect.arrayContaining(templates))
    expect(new Set(templates).size).toBe(templates.length)
  })

  test('asks for the shopper’s consent to offers when it sends any', () => {
    const categories = flow.steps.map((step) => catalogue[step.template]?.category)
    if (flow.purpose === 'service') expect(new Set(categories)).toEqual(new Set(['utility']))
  })

  test('writes later with each step, and stops before its window ends', () => {
    const delays = flow.steps.map((step) => step.delayMinutes)
    expect(delays[0]).toBeGreaterThanOrEqual(0)
    for (const [index, delay] of delays.slice(1).entries()) expect(delay).toBeGreaterThan(delays[index]!)
    expect(delays.at(-1)).toBeLessThan(flow.windowDays * 24 * 60)
  })
})
