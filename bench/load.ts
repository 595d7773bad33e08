import { connect, type Socket } from 'node:net'
import { type Kind, type Signed, signedWebhooks } from './events.ts'
import { answerAsks } from './processes.ts'

/** What the generator of load is asked: to sign webhooks, and to post them for a while. */
export type LoadAsks = {
  readonly prepare: {
    readonly given: { readonly kind: Kind; readonly seed: string; readonly count: number }
    readonly answer: undefined
  }
  readonly run: { readonly given: Run; readonly answer: Posted }
}

/** Every connection has one request under way at any time, for this long or until all webhooks are posted. */
export type Run = { readonly port: number; readonly connections: number; readonly atMostMs: number }

/** What came of a run; latencies in milliseconds. */
export type Posted = {
  readonly accepted: number
  readonly refused: number
  readonly ms: number
  readonly p50: number
  readonly p99: number
}

let prepared: Buffer[] = []

answerAsks<LoadAsks>(
  {
    prepare: async ({ kind, ...which }) => {
      prepared = signedWebhooks(kind, which).map(requestBytes)
      return undefined
    },
    run,
  },
  async () => undefined,
)

/** The whole request as it goes over the wire. */
function requestBytes({ path, body, header: [name, value] }: Signed): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'Accept: */*',
    'Content-Type: application/json; charset=utf-8',
    `${name}: ${value}`,
    `Content-Length: ${body.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}

async function run({ port, connections, atMostMs }: Run): Promise<Posted> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const latencies: number[] = []
  let refused = 0
  const start = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() - start < atMostMs) {
        const request = prepared.pop()
        if (!request) return
        const sent = performance.now()
        if ((await post(socket, request)) === 200) latencies.push(performance.now() - sent)
        else refused += 1
      }
    }),
  )
  const ms = performance.now() - start
  for (const socket of sockets) socket.destroy()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0
  return { accepted: latencies.length, refused, ms, p50: at(0.5), p99: at(0.99) }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Posts one request and reads its answer to the end; an answer of ours always tells its length. */
function post(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let read = ''
    const onClose = () => reject(new Error('The server closed a connection'))
    const onData = (chunk: Buffer) => {
      read += chunk.toString('latin1')
      const headEnd = read.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = Number(/content-length: (\d+)/i.exec(read)?.[1] ?? 0)
      if (read.length < headEnd + 4 + length) return
      socket.off('data', onData)
      socket.off('close', onClose)
      resolve(Number(read.slice(9, 12)))
    }
    socket.on('data', onData)
    socket.once('close', onClose)
    socket.write(request)
  })
}
