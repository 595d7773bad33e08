import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEndpoint } from './rehearsal.ts'
import { type Bookshop, lucia, pass, startBookshop, statusesByBody, write } from './whatsapp-rehearsal.ts'

let bookshop: Bookshop

beforeEach(async () => {
  bookshop = await startBookshop()
})

afterEach(() => bookshop.close())

const dayMs = 86_400_000
const refusals = Array.from({ length: 30 }, () => 500)

async function restart(options: Parameters<typeof startBookshop>[0]) {
  await bookshop.close()
  bookshop = await startBookshop(options)
}

describe('the record of deliveries', () => {
  test('names each attempt by the hash of its body and what was answered', async () => {
    const { whatsapp, endpoint } = bookshop
    endpoint.statuses.push(500, 204)
    await whatsapp.reply(lucia, 'hello')
    await pass(bookshop, 60)
    const bodyHash = createHash('sha256')
      .update(endpoint.received[0]?.body ?? '')
      .digest('hex')
    expect(whatsapp.deliveries).toMatchObject([
      { bodyHash, url: endpoint.url, attempt: 1, status: 500 },
      { bodyHash, url: endpoint.url, attempt: 2, status: 204 },
      { bodyHash, url: endpoint.url, attempt: 3, status: 200 },
    ])
  })
})

describe('a body that is not taken', () => {
  test('comes again for almost seven days, less and less often', async () => {
    const { whatsapp, endpoint, clock } = bookshop
    endpoint.statuses.push(...refusals)
    await whatsapp.reply(lucia, 'hello')
    const began = clock.now()
    const times = [0]
    for (let next = clock.nextAt(); next; next = clock.nextAt()) {
      await clock.moveTo(next)
      times.push(clock.now().since(began).total('milliseconds'))
    }
    const pauses = times.slice(1).map((time, i) => time - times[i]!)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    expect(whatsapp.deliveries).toHaveLength(times.length)
    expect(times.at(-1)).toBeGreaterThan(6 * dayMs)
    expect(times.at(-1)).toBeLessThanOrEqual(7 * dayMs)
  })

  test('can come again in minutes where real life takes days', async () => {
    await restart({ retryScale: 0.001 })
    bookshop.endpoint.statuses.push(...refusals)
    await bookshop.whatsapp.reply(lucia, 'hello')
    await pass(bookshop, 10 * 60)
    expect(bookshop.whatsapp.deliveries).toHaveLength(13)
  })

  test('since nobody listens fails at once, and comes when somebody does', async () => {
    const { whatsapp, endpoint } = bookshop
    endpoint.close()
    const began = performance.now()
    await whatsapp.reply(lucia, 'hello')
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(whatsapp.deliveries).toMatchObject([{ status: 0 }])
    const again = await startEndpoint(Number(new URL(endpoint.url).port))
    await pass(bookshop, 5)
    expect(again.received).toHaveLength(1)
    again.close()
  })

  test('since nobody answers holds up the clock only for so long', async () => {
    await restart({ answerTimeoutMs: 500 })
    const { whatsapp, endpoint } = bookshop
    endpoint.statuses.push(...Array.from({ length: 100 }, () => 0))
    const began = performance.now()
    await Promise.all(Array.from({ length: 20 }, () => whatsapp.reply(lucia, 'hello')))
    await pass(bookshop, 5)
    expect(performance.now() - began).toBeLessThan(20 * 500)
    expect(whatsapp.deliveries.filter(({ status }) => status === 0)).toHaveLength(40)
    endpoint.statuses.length = 0
    await pass(bookshop, 3_600)
    const taken = whatsapp.deliveries.filter(({ status }) => status === 200)
    expect(new Set(taken.map(({ bodyHash }) => bodyHash)).size).toBe(20)
  })
})

describe('bodies that are held back', () => {
  test('leave shuffled in the order of their seed', async () => {
    const { whatsapp, endpoint } = bookshop
    const texts = ['a', 'b', 'c', 'd', 'e', 'f']
    const leave = async (shuffledBy: string) => {
      endpoint.forget()
      whatsapp.hold()
      for (const text of texts) await whatsapp.reply(lucia, text)
      await whatsapp.release({ shuffledBy })
      return endpoint.received.map(({ body }) => /"text":{"body":"(\w)"/.exec(body)?.[1]).join('')
    }
    const first = await leave('one')
    expect(first).not.toBe('abcdef')
    expect([...first].sort()).toEqual(texts)
    expect(await leave('one')).toBe(first)
  })

  test('leave twice each, when they are to arrive twice', async () => {
    const { whatsapp } = bookshop
    whatsapp.hold()
    await write(bookshop)
    await pass(bookshop, 10)
    whatsapp.duplicateWebhooks(2)
    await whatsapp.release('reverse')
    expect(statusesByBody(bookshop).flat()).toEqual(['read', 'read', 'delivered', 'delivered', 'sent'])
  })

  test('leave as one body with many statuses, each with its person beside it', async () => {
    const { whatsapp, endpoint } = bookshop
    const people = [lucia, '+34600111333', '+34600111444']
    for (const phone of people) await whatsapp.reply(phone, 'hi')
    endpoint.forget()
    whatsapp.hold()
    for (const phone of people) await write(bookshop, phone)
    await pass(bookshop, 10)
    await whatsapp.reply(lucia, 'thanks')
    await whatsapp.release('batched')
    const rows = ['sent', 'delivered', 'read'].flatMap((status) => people.map(() => status))
    expect(statusesByBody(bookshop)).toEqual([rows])
    const [entry] = JSON.parse(endpoint.received[0]?.body ?? '').entry
    expect(entry.changes).toMatchObject([
      { value: { contacts: people.map((phone) => ({ wa_id: phone.slice(1) })) } },
      { value: { messages: [{ text: { body: 'thanks' } }] } },
    ])
  })

  test('leave with at most a thousand updates in one body', async () => {
    const { whatsapp, endpoint } = bookshop
    const people = Array.from({ length: 10 }, (_, index) => `+3460011100${index}`)
    for (const phone of people) await whatsapp.reply(phone, 'hi')
    endpoint.forget()
    whatsapp.hold()
    // Meta takes 80 in a second.
    for (let second = 0; second < 5; second += 1) {
      for (let i = 0; i < 70; i += 1) await write(bookshop, people[i % people.length])
      await pass(bookshop, 1)
    }
    await pass(bookshop, 10)
    await whatsapp.release('batched')
    const sizes = statusesByBody(bookshop).map((rows) => rows.length)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(3 * 350)
    expect(sizes).toHaveLength(2)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000)
  })
})

test('a body can take its time on the clock', async () => {
  const { whatsapp, endpoint } = bookshop
  whatsapp.delayWebhooks(90_000)
  await whatsapp.reply(lucia, 'hello')
  await pass(bookshop, 89)
  expect(endpoint.received).toEqual([])
  await pass(bookshop, 1)
  expect(endpoint.received).toHaveLength(1)
})
