import type { Context } from 'hono'

/**
 * The body exactly as it came, since signatures are made over these bytes; undefined, and not read whole, when it is
 * larger than the limit.
 */
export async function readRaw(c: Context, atMostBytes: number): Promise<Buffer | undefined> {
  const told = c.req.header('content-length')
  if (told === undefined || c.req.header('transfer-encoding') !== undefined) {
    return readStream(c.req.raw.body, atMostBytes)
  }
  return Number(told) > atMostBytes ? undefined : Buffer.from(await c.req.arrayBuffer())
}

/** The answer to a body above the limit. */
export function tooLarge(c: Context, atMostBytes: number): Response {
  return c.json({ error: `The body is larger than ${atMostBytes} bytes` }, 413)
}

/** A body that does not tell its length is counted while it comes. */
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
