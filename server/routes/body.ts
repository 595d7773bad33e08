import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/**
 * The body exactly as it came, since signatures are made over these bytes; undefined, and not read whole, when it is
 * larger than the limit.
 */
export function readRaw(c: Context, atMostBytes: number): Promise<Buffer | undefined> {
  const { incoming }: Partial<HttpBindings> = c.env ?? {}
  return incoming && !incoming.destroyed
    ? readIncoming(incoming, atMostBytes)
    : readStream(c.req.raw.body, atMostBytes)
}

/** What a body says as JSON; undefined when it is none. */
export function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** The answer to a body above the limit. */
export function tooLarge(c: Context, atMostBytes: number): Response {
  return c.json({ error: `The body is larger than ${atMostBytes} bytes` }, 413)
}

/** Past the Web Request, whose streams cost more than everything else that is done with a webhook. */
function readIncoming(incoming: HttpBindings['incoming'], atMostBytes: number): Promise<Buffer | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > atMostBytes) return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    let body: Buffer = nothing
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      const isTooLarge = bytes + chunk.length > atMostBytes
      body = isTooLarge ? nothing : appended(body, bytes, chunk)
      bytes += chunk.length
      if (isTooLarge) resolve(undefined)
    })
    incoming.once('end', () => resolve(bytes > atMostBytes ? undefined : body.subarray(0, bytes)))
    incoming.once('error', reject)
    incoming.once('close', () => {
      if (!incoming.readableEnded) reject(new Error('The sender hung up in the middle of a body'))
    })
  })
}

const nothing = Buffer.alloc(0)

/** One buffer that grows: a body in a million pieces would be a million buffers. */
function appended(body: Buffer, bytes: number, chunk: Buffer): Buffer {
  if (bytes === 0) return chunk
  const length = bytes + chunk.length
  const grown = length <= body.length ? body : Buffer.allocUnsafe(2 * length)
  if (grown !== body) body.copy(grown, 0, 0, bytes)
  chunk.copy(grown, bytes)
  return grown
}

/** Without a server around it, as when a test asks the app itself. */
async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  atMostBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stream ?? []) {
    bytes += chunk.length
    if (bytes > atMostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
