import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyEvent } from '../../server/stripe/webhook.ts'
import { seconds } from './objects.ts'

const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
const secret = 'whsec_bodega'
const event = {
  id: 'evt_1',
  object: 'event',
  type: 'invoice.payment_failed',
  created: seconds - 5,
  livemode: true,
  account: 'acct_bodega',
  data: { object: { id: 'in_renewal', customer_name: 'Lucía' } },
}

const sign = (body: string, { key = secret, time = seconds } = {}) =>
  createHmac('sha256', key).update(`${time}.${body}`).digest('hex')
const header = (body: string, how: { key?: string; time?: number } = {}) =>
  `t=${how.time ?? seconds},v1=${sign(body, how)}`

function verify(body: string, signature = header(body) as string | undefined, secrets = [secret]) {
  return verifyEvent(body, signature, secrets, now)
}

const good = JSON.stringify(event)

describe('an event Stripe signed', () => {
  test('is read', () => {
    expect(verify(good)).toEqual({
      kind: 'verified',
      event: {
        id: 'evt_1',
        type: 'invoice.payment_failed',
        createdAt: now.subtract({ seconds: 5 }),
        livemode: true,
        account: 'acct_bodega',
        object: { id: 'in_renewal', customer_name: 'Lucía' },
      },
    })
  })

  test.each<[string, string | undefined, readonly string[]]>([
    [
      'with the secret of another endpoint of ours',
      header(good, { key: 'whsec_connect' }),
      [secret, 'whsec_connect'],
    ],
    [
      'with both secrets while one is rolled',
      `${header(good, { key: 'whsec_old' })},v1=${sign(good)}`,
      [secret],
    ],
    ['with an old scheme beside the right one', `${header(good)},v0=${sign(good, { key: 'x' })}`, [secret]],
    ['five minutes ago', header(good, { time: seconds - 300 }), [secret]],
    ['by a clock five minutes ahead of ours', header(good, { time: seconds + 300 }), [secret]],
  ])('%s is read', (_, signature, secrets) => {
    expect(verify(good, signature, [...secrets]).kind).toBe('verified')
  })

  test('that names no account is one of the own account', () => {
    const { account: _, ...own } = event
    expect(verify(JSON.stringify(own))).toMatchObject({ event: { account: undefined } })
  })

  test.each([false, undefined, 'true'])('is live only when it says so, not when it says %j', (livemode) => {
    expect(verify(JSON.stringify({ ...event, livemode }))).toMatchObject({ event: { livemode: false } })
  })
})

describe('a body is refused', () => {
  test.each<[string, string | undefined, RegExp]>([
    ['without a signature', undefined, /missing/],
    ['with an empty signature', '', /missing/],
    ['with the wrong secret', header(good, { key: 'whsec_other' }), /secret/],
    ['with an old scheme only', `t=${seconds},v0=${sign(good)}`, /secret/],
    ['with the signature of another body', header('{}'), /secret/],
    ['with a signature without a time', `v1=${sign(good)}`, /secret/],
    ['with a signature whose time was moved', `t=${seconds - 1},v1=${sign(good)}`, /secret/],
    ['with a time that is none', `t=soon,v1=${sign(good)}`, /secret/],
    ['with a header that is none', 'good morning', /secret/],
    ['when it is older than five minutes', header(good, { time: seconds - 301 }), /too old/],
    ['when it comes from the future', header(good, { time: seconds + 301 }), /future/],
    ['when its time is beyond all calendars', header(good, { time: 1e21 }), /future|secret/],
  ])('%s', (_, signature, why) => {
    const verified = verifyEvent(good, signature, [secret], now)
    expect(verified).toEqual({ kind: 'refused', why: expect.stringMatching(why) })
  })

  test('when no secret is configured', () => {
    expect(verify(good, header(good), [])).toEqual({
      kind: 'refused',
      why: expect.stringMatching(/configured/),
    })
  })

  test('when the secret is empty, even with a signature made by it', () => {
    expect(verify(good, header(good, { key: '' }), [''])).toMatchObject({ kind: 'refused' })
  })

  test('as too old, whichever of the secrets it was signed with', () => {
    const stale = header(good, { time: seconds - 301 })
    expect(verify(good, stale, ['whsec_connect', secret])).toMatchObject({ why: 'The signature is too old' })
  })

  test.each<[string, string, RegExp]>([
    ['when it is not JSON', '{"id":', /not JSON/],
    ['when it is empty', '', /empty/],
    ['when it is a list', `[${good}]`, /not a Stripe event/],
    ['when it is null', 'null', /not a Stripe event/],
    ['when it is a text', '"evt_1"', /not a Stripe event/],
    ['when it is another object of Stripe’s', '{"id":"in_1","object":"invoice"}', /not a Stripe event/],
    ['when it has no id', JSON.stringify({ ...event, id: '' }), /not a Stripe event/],
    ['when it has no type', JSON.stringify({ ...event, type: 7 }), /not a Stripe event/],
    ['when it carries no object', JSON.stringify({ ...event, data: {} }), /not a Stripe event/],
    ['when it carries a list', JSON.stringify({ ...event, data: { object: [] } }), /not a Stripe event/],
    ['when its time is a text', JSON.stringify({ ...event, created: '1795341600' }), /not a Stripe event/],
    ['when its time is before all events', JSON.stringify({ ...event, created: -1 }), /not a Stripe event/],
    ['when its time is no whole second', JSON.stringify({ ...event, created: 1.5 }), /not a Stripe event/],
    [
      'when its time is in milliseconds',
      JSON.stringify({ ...event, created: seconds * 1000 }),
      /not a Stripe event/,
    ],
    [
      'when its time is huge',
      good.replace(`"created":${event.created}`, '"created":1e300'),
      /not a Stripe event/,
    ],
    [
      'when its time is endless',
      good.replace(`"created":${event.created}`, '"created":1e999'),
      /not a Stripe event/,
    ],
    [
      'when it is a thin event',
      JSON.stringify({ id: 'evt_1', object: 'v2.core.event', type: 'v1.invoice.paid' }),
      /thin event/,
    ],
  ])('%s, although it was signed', (_, body, why) => {
    expect(verify(body)).toEqual({ kind: 'refused', why: expect.stringMatching(why) })
  })
})
