import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Accident } from '../../simulator/faults.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import {
  type Bookshop,
  credentials,
  lucia,
  pass,
  startBookshop,
  statusesByBody,
  write,
} from './whatsapp-rehearsal.ts'

let bookshop: Bookshop

beforeEach(async () => {
  bookshop = await startBookshop()
})

afterEach(() => bookshop.close())

/** A call that is no send. */
function templates({ client }: Bookshop) {
  return client.call(credentials.token, 'GET', '/7001/message_templates?limit=5')
}

describe('a refusal on purpose', () => {
  test('meets any call of the Graph API, sends or others, as it is meant', async () => {
    const { whatsapp } = bookshop
    whatsapp.fail({ method: 'GET', path: '/7001/message_templates', code: 80008 })
    whatsapp.fail({ ...sends, code: 131048, details: 'Too many complaints' })
    expect(await write(bookshop)).toMatchObject({
      kind: 'refused',
      code: 131048,
      text: 'Too many complaints',
    })
    expect(await templates(bookshop)).toMatchObject({ kind: 'error', code: 80008 })
    expect(await write(bookshop)).toMatchObject({ kind: 'accepted' })
    expect(await templates(bookshop)).toMatchObject({ kind: 'ok' })
  })

  test.each([
    [190, 401],
    [131000, 500],
    [132001, 404],
    [130429, 400],
  ])('with code %s has the HTTP status %s, as Meta does', async (code, status) => {
    const { whatsapp } = bookshop
    whatsapp.fail({ code })
    expect(await templates(bookshop)).toMatchObject({ kind: 'error', code })
    expect(whatsapp.calls.at(-1)).toMatchObject({ path: '/7001/message_templates', query: 'limit=5', status })
  })

  test('may have another HTTP status, since the documents differ', async () => {
    const { whatsapp } = bookshop
    whatsapp.fail({ code: 130429, httpStatus: 429 })
    expect(await write(bookshop)).toMatchObject({ kind: 'refused', code: 130429 })
    expect(whatsapp.calls.at(-1)).toMatchObject({ status: 429 })
  })

  test('that Meta reports late waits for a send, and lets other calls pass', async () => {
    const { whatsapp } = bookshop
    whatsapp.fail({ code: 131000, by: 'status' })
    expect(await templates(bookshop)).toMatchObject({ kind: 'ok' })
    expect(await write(bookshop)).toMatchObject({ kind: 'accepted' })
    await pass(bookshop, 10)
    expect(statusesByBody(bookshop)).toEqual([['failed']])
  })
})

describe('an accident', () => {
  test.each<[Accident, string, number]>([
    ['reset-before', 'unknown', 0],
    ['unavailable', 'unknown', 0],
    ['reset-after', 'unknown', 1],
    ['gateway-error', 'unknown', 1],
    ['webhook-before-response', 'accepted', 1],
  ])('of a send (%s) leaves it %s to us, with so many messages: %s', async (accident, kind, messages) => {
    const { whatsapp } = bookshop
    whatsapp.fail({ ...sends, accident })
    expect(await write(bookshop)).toMatchObject({ kind })
    expect(whatsapp.messagesTo(lucia)).toHaveLength(messages)
  })

  test('can happen to a call that is no send', async () => {
    const { whatsapp } = bookshop
    whatsapp.fail({ path: /message_templates/, accident: 'reset-before' })
    await expect(templates(bookshop)).rejects.toThrow('cannot be reached')
    whatsapp.fail({ path: /message_templates/, accident: 'gateway-error' })
    expect(await templates(bookshop)).toMatchObject({ kind: 'error', code: undefined })
    expect(await templates(bookshop)).toMatchObject({ kind: 'ok' })
  })

  test('can leave a send without an answer until the stand-in closes', async () => {
    const other = await startBookshop()
    other.whatsapp.fail({ ...sends, accident: 'hang' })
    const sent = write(other)
    await expect.poll(() => other.whatsapp.messagesTo(lucia).length).toBe(1)
    await other.whatsapp.close()
    expect(await sent).toMatchObject({ kind: 'unknown' })
    await other.close()
  })
})

test('a slow answer comes to the calls that are meant, so many of them, and to no other', async () => {
  const { whatsapp, clock } = bookshop
  whatsapp.slow(5_000, sends, 1)
  expect(await templates(bookshop)).toMatchObject({ kind: 'ok' })
  const calls = whatsapp.calls.length
  const slow = write(bookshop)
  await expect.poll(() => whatsapp.calls.length).toBe(calls + 1)
  expect(await write(bookshop)).toMatchObject({ kind: 'accepted' })
  expect(whatsapp.messagesTo(lucia)).toHaveLength(1)
  await clock.moveTo(clock.now().add({ seconds: 5 }))
  expect(await slow).toMatchObject({ kind: 'accepted' })
})

test('who watches the calls may act when one comes in, and when it is done and not yet answered', async () => {
  const { whatsapp } = bookshop
  const seen: unknown[] = []
  const stop = whatsapp.onCall(async ({ method, path }, moment) => {
    await new Promise((resolve) => setImmediate(resolve))
    seen.push([moment, method, path, whatsapp.messagesTo(lucia).length])
  })
  await write(bookshop)
  stop()
  await write(bookshop)
  expect(seen).toEqual([
    ['arrived', 'POST', '/5001/messages', 0],
    ['carried-out', 'POST', '/5001/messages', 1],
  ])
})

test('a world that is reset forgets what was to go wrong', async () => {
  const { whatsapp, endpoint } = bookshop
  whatsapp.fail({ code: 131000 }, 5)
  whatsapp.slow(60_000)
  whatsapp.hold()
  whatsapp.loseStatuses('sent')
  whatsapp.reset()
  await whatsapp.reply(lucia, 'hi')
  expect(endpoint.received).toHaveLength(1)
  expect(await write(bookshop)).toMatchObject({ kind: 'accepted' })
  await pass(bookshop, 10)
  expect(statusesByBody(bookshop).flat()).toContain('sent')
})
