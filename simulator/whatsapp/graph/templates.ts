import { type Context, Hono } from 'hono'
import { library } from '../library.ts'
import type { State } from '../state.ts'
import type { Template } from '../template.ts'
import { createTemplate, deleteTemplates, editTemplate, reviewTemplates, templatesOf } from '../templates.ts'
import { bodyOf, type GraphEnv, pick, refusal, templateOf, unknownObject } from './caller.ts'

const usualFields = ['name', 'parameter_format', 'components', 'language', 'status', 'category']
const usualPage = 25

/** The templates of an account: create, list, show, edit and delete. */
export function templateRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.use('/:id/message_templates', async (c, next) => {
    const id = c.req.param('id') ?? ''
    return c.get('caller').wabaIds.has(id) ? next() : unknownObject(state, c, id)
  })
  app.post('/:id/message_templates', async (c) => {
    const created = createTemplate(state, c.req.param('id'), await bodyOf(c))
    if ('refused' in created) return refusal(state, c, created.refused)
    const { id, status, category } = created.template
    return c.json({ id, status, category })
  })
  app.get('/message_template_library', (c) => {
    const { topic, usecase, search = '' } = c.req.query()
    const found = library.filter(
      (text) =>
        (topic === undefined || text.topic === topic) &&
        (usecase === undefined || text.usecase === usecase) &&
        text.body.includes(search),
    )
    return c.json({
      data: found.map((text) => ({ id: text.name, language: 'en_US', category: 'UTILITY', ...text })),
    })
  })
  app.post('/:id/unpause', async (c, next) => {
    const template = templateOf(state, c.get('caller'), c.req.param('id'))
    if (!template) return next()
    if (template.status !== 'PAUSED')
      return refusal(state, c, { code: 100, details: 'Only a paused template can be unpaused.' })
    await reviewTemplates(state, template.id, 'APPROVED')
    return c.json({ success: true })
  })
  app.get('/:id/message_templates', (c) => list(state, c))
  app.delete('/:id/message_templates', (c) => {
    const name = c.req.query('name') ?? ''
    if (deleteTemplates(state, c.req.param('id'), name, c.req.query('hsm_id')))
      return c.json({ success: true })
    return refusal(state, c, { code: 100, subcode: 2593002, details: `no template is called ${name}` })
  })
  app.get('/:id', async (c, next) => {
    const template = templateOf(state, c.get('caller'), c.req.param('id'))
    return template ? c.json(pick(c.req.query('fields'), describe(template), usualFields)) : next()
  })
  app.post('/:id', async (c, next) => {
    const template = templateOf(state, c.get('caller'), c.req.param('id'))
    if (!template) return next()
    const refused = editTemplate(state, template, await bodyOf(c))
    return refused ? refusal(state, c, refused) : c.json({ success: true })
  })
  return app
}

function list(state: State, c: Context<GraphEnv>): Response {
  const { name, status, language, after, limit, fields } = c.req.query()
  const wanted = templatesOf(state, c.req.param('id') ?? '').filter(
    (one) =>
      (name === undefined || one.name.includes(name)) &&
      (status === undefined || one.status === status) &&
      (language === undefined || one.language === language),
  )
  const start = after === undefined ? 0 : wanted.findIndex((one) => cursorOf(one) === after) + 1
  if (after !== undefined && start === 0) return refusal(state, c, { code: 131059 })
  const page = wanted.slice(start, start + (Number(limit) || usualPage))
  const hasMore = start + page.length < wanted.length
  return c.json({
    data: page.map((one) => pick(fields, describe(one), usualFields)),
    ...(page.length > 0 && { paging: pagingOf(c, page, hasMore) }),
  })
}

function pagingOf(c: Context<GraphEnv>, page: readonly Template[], hasMore: boolean) {
  const after = cursorOf(page.at(-1)!)
  const next = new URL(c.req.url)
  next.searchParams.set('after', after)
  return { cursors: { before: cursorOf(page[0]!), after }, ...(hasMore && { next: next.href }) }
}

function cursorOf(template: Template): string {
  return Buffer.from(template.id).toString('base64url')
}

function describe(template: Template) {
  return {
    id: template.id,
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.quality ?? 'UNKNOWN', date: 0 },
  }
}
