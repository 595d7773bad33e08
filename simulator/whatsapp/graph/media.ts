import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { mediaLimits } from '../media.ts'
import type { BusinessNumber, State, StoredFile } from '../state.ts'
import { bodyOf, type Caller, type GraphEnv, numberOf, refusal, unknownObject } from './caller.ts'

/** A file's address is good for five minutes (facts/whatsapp.md section 1.3). */
const addressMinutes = 5

/** POST /{phoneNumberId}/media, GET and DELETE /{mediaId}, and the files themselves. */
export function mediaRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.post('/:id/media', async (c) => {
    const number = numberOf(state, c.get('caller'), c.req.param('id'))
    return number ? upload(state, c, number) : unknownObject(state, c, c.req.param('id'))
  })
  app.get('/:id', (c, next) => {
    const file = fileOf(state, c.get('caller'), c.req.param('id'))
    return file ? Promise.resolve(c.json(describe(state, c, file))) : next()
  })
  app.delete('/:id', (c, next) => {
    if (!fileOf(state, c.get('caller'), c.req.param('id'))) return next()
    state.media.delete(c.req.param('id'))
    return Promise.resolve(c.json({ success: true }))
  })
  return app
}

async function upload(state: State, c: Context<GraphEnv>, number: BusinessNumber): Promise<Response> {
  const { messaging_product: product, file, type } = await bodyOf(c)
  if (product !== 'whatsapp')
    return refusal(state, c, { code: 100, details: 'The parameter messaging_product is required.' })
  if (!(file instanceof File))
    return refusal(state, c, { code: 100, details: 'The parameter file is required.' })
  const mime = (typeof type === 'string' ? type : file.type).split(';')[0] ?? ''
  const most = mediaLimits[mime]
  if (most === undefined)
    return refusal(state, c, {
      code: 100,
      details: `Param file must be a file of a type Meta takes, not ${mime}`,
    })
  if (file.size === 0 || file.size > most)
    return refusal(state, c, { code: 131053, details: `A file of type ${mime} has 1 to ${most} bytes` })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const id = state.ids.object()
  const owner = number.phoneNumberId
  state.media.set(id, { owner, type: mime, size: file.size, sha256, bytes, at: state.clock.now() })
  return c.json({ id })
}

function fileOf(
  state: State,
  caller: Caller,
  id: string,
): (StoredFile & { readonly id: string }) | undefined {
  const file = state.media.get(id)
  return file && numberOf(state, caller, file.owner) ? { id, ...file } : undefined
}

function describe(
  state: State,
  c: Context<GraphEnv>,
  { id, type, size, sha256 }: StoredFile & { id: string },
) {
  const url = new URL(c.req.url)
  url.searchParams.set('until', state.clock.now().add({ minutes: addressMinutes }).toString())
  return { messaging_product: 'whatsapp', url: url.href, mime_type: type, sha256, file_size: size, id }
}
