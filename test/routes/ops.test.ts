import { expect, onTestFinished, test } from 'vitest'
import { startWorld } from '../../simulator/world.ts'
import { postStripe, smallEvent } from './signed.ts'

async function emptyWorld() {
  const world = await startWorld()
  onTestFinished(() => world.close())
  return world
}

test('a server that runs says that it is well and ready', async () => {
  const world = await emptyWorld()

  const health = await fetch(`${world.url}/health`)
  const ready = await fetch(`${world.url}/ready`)

  expect([health.status, await health.json()]).toEqual([200, { ok: true }])
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true }])
})

test('a server whose database is away is well and not ready', async () => {
  const world = await startWorld()
  await world.house.tools.db.destroy()

  expect((await fetch(`${world.url}/health`)).status).toBe(200)
  const ready = await fetch(`${world.url}/ready`)
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ready: false, because: 'The database does not answer' },
  ])
  await world.close()
})

test('what happens is counted for Prometheus', async () => {
  const world = await emptyWorld()
  await postStripe(world, JSON.stringify(smallEvent('invoice.created', 'evt_1')))
  await postStripe(world, JSON.stringify(smallEvent('invoice.created', 'evt_2', { livemode: false })))
  await world.settle()

  const answer = await fetch(`${world.url}/metrics`)

  expect(answer.headers.get('content-type')).toContain('text/plain')
  const metrics = await answer.text()
  expect(metrics).toMatch(/paynudge_outcomes_total\{kind="ignored",reason="means-nothing-to-us"\} 1/)
  expect(metrics).toMatch(/paynudge_stray_events_total\{environment="live"\} 1/)
})

test('what is not there is answered with a plain 404', async () => {
  const world = await emptyWorld()
  const nowhere = [
    ['GET', '/'],
    ['GET', '/nothing/here'],
    ['GET', '/webhooks/stripe/live'],
    ['PUT', '/webhooks/stripe/live'],
    ['POST', '/r/AAAAAAAAAAAAAAAAAAAAAA'],
    ['DELETE', '/health'],
  ] as const

  for (const [method, path] of nowhere) {
    const answer = await fetch(`${world.url}${path}`, { method })

    expect([method, path, answer.status]).toEqual([method, path, 404])
    expect(await answer.json()).toEqual({ error: 'There is nothing here' })
  }
})
