import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request on its way through a door. */
export type Passage = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** An answer on its way back. */
export type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** `twice` passes it on two times at once, `cut` breaks the connection to the caller, `swallow` only answers 200. */
export type Verdict = 'pass' | 'twice' | 'cut' | 'swallow'

/** Who stands at a door: is told of each moment of a passage and says how it goes on. */
export type Guard = {
  readonly arrived: (passage: Passage) => Verdict
  /** The whole request has been written to the other side; the answer is still to come. */
  readonly handedOver: (passage: Passage) => void
  /** No answer means that the connection broke. */
  readonly answered: (passage: Passage, answer: Answer | undefined) => Verdict
}

/** A way between two processes on loopback. */
export type Door = { readonly url: string; readonly close: () => Promise<void> }

/** Passes requests on to another address, once it is known, with a guard who may stop or break them. */
export async function openDoor(port: number, target: () => Promise<string>, guard: Guard): Promise<Door> {
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing, { target, guard }).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url, close }
}

type Through = { readonly target: () => Promise<string>; readonly guard: Guard }

async function pass(incoming: IncomingMessage, outgoing: ServerResponse, { target, guard }: Through) {
  const { method = 'GET', url: path = '/', headers } = incoming
  const passage: Passage = { method, path, headers, body: await bodyOf(incoming) }
  const verdict = guard.arrived(passage)
  if (verdict === 'cut') return cut(incoming)
  if (verdict === 'swallow') return outgoing.end()
  const address = await target()
  if (verdict === 'twice') handOver(passage, address, () => undefined).catch(() => undefined)
  const answer = await handOver(passage, address, () => guard.handedOver(passage)).catch(() => undefined)
  if (guard.answered(passage, answer) === 'cut' || !answer) return cut(incoming)
  outgoing.writeHead(answer.status, answer.headers).end(answer.body)
}

function handOver(passage: Passage, target: string, handedOver: () => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(target)
    const { method, path, headers, body } = passage
    const outgoing = request({ hostname, port, method, path, headers, agent: false })
    outgoing.once('error', reject)
    outgoing.once('finish', handedOver)
    outgoing.once('response', (response) => {
      const { statusCode: status = 0, headers } = response
      bodyOf(response).then((body) => resolve({ status, headers, body }), reject)
    })
    outgoing.end(body)
  })
}

function cut(incoming: IncomingMessage) {
  incoming.socket.destroy()
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}
