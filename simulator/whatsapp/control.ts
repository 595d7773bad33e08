import { type Context, Hono } from 'hono'
import type { Fault } from '../faults.ts'
import { fromHere } from '../loopback.ts'
import type { Order } from '../order.ts'
import { chatLines, chatOf } from './chat.ts'
import type { LostStatus, Refused, ToPhone } from './faults.ts'
import { asObject, asText, type Json } from './json.ts'
import type { PersonTraits } from './people.ts'
import type { State } from './state.ts'
import type { TemplateStatus } from './template.ts'
import type { World } from './world.ts'

type Command = (world: World, given: Json) => unknown

/** The world's functions by the last part of their path; a body's fields are their arguments. */
const commands: Readonly<Record<string, Command>> = {
  person: (world, given) => world.person(text(given, 'phone'), asObject(given.traits) as PersonTraits),
  reply: (world, given) => world.reply(text(given, 'phone'), text(given, 'text'), asText(given.business)),
  tap: (world, given) => world.tap(text(given, 'phone'), text(given, 'message'), text(given, 'label')),
  react: (world, given) => world.react(text(given, 'phone'), text(given, 'emoji')),
  read: (world, given) => world.read(text(given, 'phone'), text(given, 'message')),
  preference: (world, given) =>
    world.setMarketingPreference(
      text(given, 'phone'),
      text(given, 'value') === 'stop' ? 'stop' : 'resume',
      asText(given.business),
    ),
  review: (world, given) =>
    world.review(text(given, 'template'), text(given, 'status') as TemplateStatus, asText(given.reason)),
  upgrade: (world, given) => world.upgrade(text(given, 'business')),
  'rate-number': (world, given) =>
    world.rateNumber(text(given, 'business'), text(given, 'quality') as 'GREEN' | 'YELLOW' | 'RED'),
  'limit-people': (world, given) => world.limitPeople(text(given, 'business'), text(given, 'tier')),
  fail: (world, { times, ...fault }) => world.fail(fault as Fault<Refused, ToPhone>, Number(times) || 1),
  hold: (world) => world.hold(),
  release: (world, given) => world.release(given.order as Order | 'batched' | undefined),
  'duplicate-webhooks': (world, given) => world.duplicateWebhooks(Number(given.count) || 1),
  'hold-next': (world, given) => world.holdNext(Number(given.count) || 1),
  'lose-statuses': (world, given) => world.loseStatuses(text(given, 'kind') as LostStatus),
  reset: (world) => world.reset(),
}

/** The world's functions over HTTP, for the phone page and for people with curl. */
export function controlRoutes(state: State, world: World): Hono {
  const app = new Hono()
  app.use(fromHere)
  app.get('/chats', (c) => c.json(chatLines(state)))
  app.get('/chat', (c) => c.json(chatOf(state, c.req.query('phone') ?? '', c.req.query('business'))))
  app.get('/messages', (c) => {
    const phone = c.req.query('phone')
    return c.json(phone === undefined ? world.messages : world.messagesTo(phone))
  })
  app.get('/templates', (c) => c.json(world.templates()))
  app.get('/calls', (c) => c.json(world.calls))
  app.post('/:command', (c) => obey(world, c))
  return app
}

async function obey(world: World, c: Context): Promise<Response> {
  const command = commands[c.req.param('command') ?? '']
  if (!command) return c.json({ error: `known commands: ${Object.keys(commands).join(', ')}` }, 404)
  try {
    const done = await command(world, asObject(await c.req.json().catch(() => ({}))))
    return c.json(done ?? { done: true })
  } catch (error) {
    return c.json({ error: error instanceof Error ? error.message : String(error) }, 400)
  }
}

function text(given: Json, field: string): string {
  const value = asText(given[field])
  if (value === undefined) throw new Error(`${field} is missing`)
  return value
}
