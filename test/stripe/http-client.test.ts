import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpClient } from '../../server/stripe/http-client.ts'

/** A Stripe that answers like this, and a client that asks it. */
async function stripeThat(answers: RequestListener, options: Partial<Stripe.StripeConfig> = {}) {
  const server = createServer(answers)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const where = { protocol: 'http', host: '127.0.0.1', port } as const
  return new Stripe('sk_test_1', {
    httpClient: createHttpClient(),
    maxNetworkRetries: 0,
    ...where,
    ...options,
  })
}

const invoice = JSON.stringify({ id: 'in_1', object: 'invoice' })

test('what is asked and answered passes through as it is', async () => {
  const asked: string[] = []
  const stripe = await stripeThat(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    asked.push(`${request.method} ${request.url} ${request.headers['idempotency-key'] ?? '-'} ${body}`)
    response.setHeader('request-id', 'req_1').end(invoice)
  })
  const read = await stripe.invoices.retrieve('in_1', { expand: ['payments'] })
  const written = await stripe.invoices.update('in_1', { metadata: { a: 'ä' } }, { idempotencyKey: 'key' })
  expect(read.id).toBe('in_1')
  expect(written.lastResponse).toMatchObject({ requestId: 'req_1', statusCode: 200 })
  expect(asked).toEqual([
    'GET /v1/invoices/in_1?expand[0]=payments - ',
    'POST /v1/invoices/in_1 key metadata[a]=%C3%A4',
  ])
})

test('an error of Stripe is the error of its kind', async () => {
  const stripe = await stripeThat((_, response) => {
    const error = { type: 'invalid_request_error', code: 'resource_missing', message: 'No such invoice' }
    response.writeHead(404).end(JSON.stringify({ error }))
  })
  await expect(stripe.invoices.retrieve('in_1')).rejects.toMatchObject({ code: 'resource_missing' })
})

test('a connection that breaks before the answer is tried once more, however few tries are allowed', async () => {
  let calls = 0
  const stripe = await stripeThat((request, response) => {
    calls += 1
    if (calls === 1) request.socket.destroy()
    else response.end(invoice)
  })
  expect((await stripe.invoices.retrieve('in_1')).id).toBe('in_1')
  expect(calls).toBe(2)
})

test('an answer that ends in its middle is trouble with the connection', async () => {
  const stripe = await stripeThat((request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write(invoice)
    setTimeout(() => request.socket.destroy(), 20)
  })
  await expect(stripe.invoices.retrieve('in_1')).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
})

test('a Stripe that answers nothing, or nothing to the end, is given up in time', async () => {
  const silent = await stripeThat(() => undefined, { timeout: 50 })
  await expect(silent.invoices.retrieve('in_1')).rejects.toThrow('timeout being reached (50ms)')
  const stuck = await stripeThat((_, response) => response.writeHead(200).write('{'), { timeout: 50 })
  await expect(stuck.invoices.retrieve('in_1')).rejects.toThrow('timeout being reached (50ms)')
})

test('an answer that is thrown away for another try holds no connection', async () => {
  const connections = new Set<unknown>()
  let calls = 0
  const stripe = await stripeThat(
    (request, response) => {
      connections.add(request.socket)
      calls += 1
      response.writeHead(calls < 3 ? 500 : 200).end(invoice)
    },
    { maxNetworkRetries: 2 },
  )
  expect((await stripe.invoices.retrieve('in_1')).id).toBe('in_1')
  expect(connections.size).toBe(1)
})
