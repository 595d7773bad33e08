import { expect, test } from 'vitest'
import { linkNumber } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import { emptyWorld } from './stage.ts'

const texts = { method: 'POST', path: /message_templates/ } as const

/** A Spanish shop with flows that have more texts than Meta takes in an hour. */
async function shopWithManyTexts(): Promise<World> {
  const world = await emptyWorld()
  await world.run('account', 'set')
  await linkNumber(world)
  for (const flow of ['failed-payment', 'invoice-due', 'invoice-overdue']) await world.run('flow', 'on', flow)
  return world
}

const created = (lines: readonly string[]) => lines.filter((line) => line.includes(': created'))
const languagesIn = (lines: readonly string[]) => [
  ...new Set(lines.map((line) => line.split(/[ :]/)[1] ?? '')),
]
const waiting = (lines: readonly string[]) => lines.filter((line) => / texts wait /.test(line))

test('no more texts are handed in than Meta takes in an hour, the shop’s own language and English first', async () => {
  const world = await shopWithManyTexts()

  const lines = await world.run('template', 'push')

  expect(created(lines)).toHaveLength(100)
  expect(languagesIn(created(lines)).slice(0, 2)).toEqual(['es', 'en_US'])
  expect(waiting(lines)).toEqual([
    '26 texts wait (hi, id): 100 were handed in this time. Meta takes 100 new texts an hour for one business account; ' +
      'the server hands in the rest by itself',
  ])
})

test('the server hands in what waited by itself, with the same links, and then lets it be', async () => {
  const world = await shopWithManyTexts()
  await world.run('template', 'push')

  await world.advance({ hours: 2 })

  const texts = world.whatsapp.templates()
  expect(texts).toHaveLength(126)
  const urls = texts.map((text) => text.components.find(({ type }) => type === 'BUTTONS')?.buttons?.[0]?.url)
  expect(new Set(urls)).toEqual(new Set([`${world.url}/r/{{1}}`]))
  const { db } = world.house.tools
  expect(await db.selectFrom('duty').select('name').where('name', 'like', 'hand-in%').execute()).toEqual([])
})

test('run again, it hands in what waited and nothing twice', async () => {
  const world = await shopWithManyTexts()
  await world.run('template', 'push')
  await world.advance({ hours: 1 })

  const lines = await world.run('template', 'push')

  expect(created(lines)).toHaveLength(26)
  expect(waiting(lines)).toEqual([])
  expect(created(await world.run('template', 'push'))).toEqual([])
})

test('it stops when Meta says that it takes no more for now', async () => {
  const world = await shopWithManyTexts()
  world.whatsapp.onCall((call, moment) => {
    const isFifth = world.whatsapp.calls.filter(({ method, path }) => isText(method, path)).length === 5
    if (moment === 'arrived' && isText(call.method, call.path) && isFifth)
      world.whatsapp.fail({ ...texts, code: 80008, by: 'answer' })
  })

  const lines = await world.run('template', 'push')

  expect(created(lines).length).toBeGreaterThan(0)
  expect(created(lines).length).toBeLessThan(10)
  expect(waiting(lines)).toHaveLength(1)
  const asked = world.whatsapp.calls.filter(({ method, path }) => isText(method, path)).length
  expect(asked).toBe(created(lines).length + 1)
})

function isText(method: string, path: string): boolean {
  return method === texts.method && texts.path.test(path)
}

test('it hands in as few as it is told', async () => {
  const world = await shopWithManyTexts()

  const lines = await world.run('template', 'push', '--at-most', '3')

  expect(created(lines)).toHaveLength(3)
  expect(languagesIn(created(lines))).toEqual(['es'])
  await expect(world.run('template', 'push', '--at-most', 'many')).rejects.toThrow(
    '--at-most is a whole number above zero, not "many"',
  )
})
