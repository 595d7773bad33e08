import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { mediaLimits } from '../media.ts'
import type { State } from '../state.ts'
import { type GraphEnv, refusal, unknownObject } from './caller.ts'

/** Meta's Resumable Upload API, for examples of templates: POST /{appId}/uploads, then POST /upload:{session}. */
export function uploadRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.post('/:id/uploads', (c) => {
    const { app: name } = c.get('caller')
    const id = c.req.param('id')
    if (state.apps.get(name)?.appId !== id) return unknownObject(state, c, id)
    const { file_length: length, file_type: type = '' } = c.req.query()
    const size = Number(length)
    const isTaken = mediaLimits[type] !== undefined && Number.isInteger(size) && size > 0
    if (!isTaken) return refusal(state, c, { code: 100, details: 'file_length or file_type is not valid' })
    const session = `upload:${state.ids.trace()}`
    state.uploads.set(session, { owner: name, type, size, at: state.clock.now() })
    return c.json({ id: session })
  })
  app.post('/:session{upload:.+}', async (c) => {
    const session = c.req.param('session')
    const begun = state.uploads.get(session)
    if (!begun || begun.owner !== c.get('caller').app) return unknownObject(state, c, session)
    const bytes = Buffer.from(await c.req.arrayBuffer())
    if (c.req.header('file_offset') !== '0' || bytes.length !== begun.size)
      return refusal(state, c, {
        code: 100,
        details: 'file_offset must be 0, and the file as long as announced',
      })
    const handle = `4::${state.ids.trace()}`
    state.uploads.delete(session)
    state.handles.set(handle, { ...begun, sha256: createHash('sha256').update(bytes).digest('hex') })
    return c.json({ h: handle })
  })
  return app
}
