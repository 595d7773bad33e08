import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** Refuses bodies above the limit with 413 before they are read whole. */
export function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (c) => c.json({ error: `The body is larger than ${maxSize} bytes` }, 413),
  })
}

/** The body exactly as it came; signatures are made over these bytes. */
export async function readRaw(c: Context): Promise<Buffer> {
  return Buffer.from(await c.req.arrayBuffer())
}
