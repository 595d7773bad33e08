import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createPoster } from '../../server/bell/post.ts'

const now = Temporal.Instant.from('2026-03-02T10:00:00Z')

/** A receiver on loopback that answers like this, and a poster that waits for it for 300 ms. */
async function postTo(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const poster = createPoster(300)
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await poster.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarms`
  return poster.post({ url, secret: 'whsec_1', body: '{}', now })
}

function drip(response: ServerResponse) {
  const dripping = setInterval(() => response.write('.'), 50)
  response.on('close', () => clearInterval(dripping))
}

test('a receiver whose answer never ends is given up after the time a call has', async () => {
  const told = await postTo((response) => drip(response.writeHead(200)))
  expect(told).toEqual({ kind: 'failed', text: 'the webhook did not end its answer within 0.3 s' })
})

test('a receiver that does not answer at all is given up after the same time', async () => {
  const told = await postTo(() => undefined)
  expect(told).toEqual({ kind: 'failed', text: 'the webhook did not end its answer within 0.3 s' })
})

test('a receiver that says more than anybody reads was told all the same', async () => {
  const told = await postTo((response) => response.writeHead(200).end('x'.repeat(1_000_000)))
  expect(told).toEqual({ kind: 'told' })
})
