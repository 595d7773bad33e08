import { connect } from 'node:net'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { startWorld, type World } from '../../simulator/world.ts'
import { keptRows, smallEvent, stripeHeader } from './signed.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
  onTestFinished(() => world.close())
})

const text = 'Zoë Ñandú 🦤 '.repeat(3_000)
const body = JSON.stringify(smallEvent('customer.updated', 'evt_pieces', { data: { object: { text } } }))
const bytes = Buffer.from(body)

/** Writes parts over a connection of its own, one event-loop turn after another, and reads what comes back. */
function exchange(parts: readonly (Buffer | string)[], { hangUp = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
      if (answer.endsWith('}')) socket.destroy()
    })
    socket.once('close', () => resolve(answer))
    socket.once('error', (error) => (hangUp ? resolve(answer) : reject(error)))
    const write = ([part, ...others]: readonly (Buffer | string)[]) => {
      if (part === undefined) return hangUp && socket.destroy()
      socket.write(part, () => setImmediate(write, others))
    }
    write(parts)
  })
}

function head(...more: readonly string[]): string {
  const signature = `Stripe-Signature: ${stripeHeader(world, body)}`
  return `${['POST /webhooks/stripe/live HTTP/1.1', 'Host: 127.0.0.1', signature, ...more].join('\r\n')}\r\n\r\n`
}

/** Cut in the middle of letters, as a network does. */
function pieces(size: number): readonly Buffer[] {
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size)
  return starts.map((start) => bytes.subarray(start, start + size))
}

function chunk(piece: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
}

test('a body that comes in many pieces is kept to the letter', async () => {
  const answer = await exchange([head(`Content-Length: ${bytes.length}`), ...pieces(1_001)])

  expect(answer).toMatch(/^HTTP\/1.1 200/)
  expect((await keptRows(world)).map((row) => row.body)).toEqual([body])
})

test('a body in chunks, which does not say how long it is, is kept to the letter', async () => {
  const chunks = [...pieces(777).map(chunk), '0\r\n\r\n']

  const answer = await exchange([head('Transfer-Encoding: chunked'), ...chunks])

  expect(answer).toMatch(/^HTTP\/1.1 200/)
  expect((await keptRows(world)).map((row) => row.body)).toEqual([body])
})

test('two requests that come in one piece are two events', async () => {
  const both = ['evt_1', 'evt_2'].map((id) => {
    const event = JSON.stringify(smallEvent('invoice.paid', id))
    const lines = [
      'POST /webhooks/stripe/live HTTP/1.1',
      'Host: 127.0.0.1',
      `Content-Length: ${event.length}`,
    ]
    return `${[...lines, `Stripe-Signature: ${stripeHeader(world, event)}`].join('\r\n')}\r\n\r\n${event}`
  })

  await exchange([both.join('')])

  await expect.poll(async () => (await keptRows(world)).length).toBe(2)
})

test.each([
  ['of a told length', `Content-Length: ${bytes.length}`, (piece: Buffer) => piece],
  ['in chunks', 'Transfer-Encoding: chunked', chunk],
])('a body %s whose sender hangs up in its middle leaves nothing behind', async (_, line, wrap) => {
  await exchange([head(line), ...pieces(1_001).slice(0, 5).map(wrap)], { hangUp: true })
  await fetch(`${world.url}/health`)

  expect(await keptRows(world)).toEqual([])
})

test.each([
  ['tells so at once', () => [head('Content-Length: 9000000')]],
  [
    'tells it only by going on',
    () => [head('Transfer-Encoding: chunked'), ...Array.from({ length: 40 }, () => chunk(bytes))],
  ],
])('a body that is too large is refused when it %s', async (_, parts) => {
  const answer = await exchange(parts())

  expect(answer).toMatch(/^HTTP\/1.1 413/)
  expect(await keptRows(world)).toEqual([])
})

test('a body in as many pieces as it has bytes is kept to the letter', async () => {
  const small = JSON.stringify(smallEvent('customer.updated', 'evt_bytes'))
  const header = `Stripe-Signature: ${stripeHeader(world, small)}`
  const lines = [
    'POST /webhooks/stripe/live HTTP/1.1',
    'Host: 127.0.0.1',
    header,
    'Transfer-Encoding: chunked',
  ]
  const single = [...Buffer.from(small)].map((byte) => chunk(Buffer.from([byte])))

  const answer = await exchange([
    Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), ...single, Buffer.from('0\r\n\r\n')]),
  ])

  expect(answer).toMatch(/^HTTP\/1.1 200/)
  expect((await keptRows(world)).map((row) => row.body)).toEqual([small])
})

test.each([
  ['Stripe', '/webhooks/stripe/live', '400'],
  ['Meta', '/webhooks/whatsapp/default', '401'],
  ['Meta', '/webhooks/whatsapp/nobody', '401'],
])('nothing is read of what claims to come from %s to %s and is not signed', async (_, path, status) => {
  const lines = [`POST ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Content-Length: 1000000']

  const answer = await exchange([`${lines.join('\r\n')}\r\n\r\n`])

  expect(answer).toContain(`HTTP/1.1 ${status}`)
})

test('a body that tells two lengths is no request', async () => {
  const lines = ['Content-Length: 5', `Content-Length: ${bytes.length}`]

  const answer = await exchange([head(...lines), bytes], { hangUp: true })

  expect(answer).not.toMatch(/^HTTP\/1.1 200/)
  expect(await keptRows(world)).toEqual([])
})

test('the app takes the same bodies without a server around it', async () => {
  const app = world.house.app(() => undefined)
  const headers = { 'stripe-signature': stripeHeader(world, body) }
  const post = (body: Uint8Array) => app.request('/webhooks/stripe/live', { method: 'POST', headers, body })

  expect((await post(bytes)).status).toBe(200)
  expect((await post(Buffer.alloc(1024 * 1024 + 1))).status).toBe(413)
  expect((await keptRows(world)).map((row) => row.body)).toEqual([body])
})
