import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { start } from '../../server/start.ts'
import { systemClock } from '../../server/system-clock.ts'
import type { World } from '../../simulator/world.ts'
import { newSharedDatabaseUrl } from '../databases.ts'
import { count, emptyWorld } from '../journeys/stage.ts'
import { smallEvent, stripeHeader } from '../routes/signed.ts'

/** One process of several over the world's database, on the machine's clock. */
async function startRole(world: World, databaseUrl: string, role: string) {
  const running = await start(
    readConfig({
      PORT: '0',
      DATABASE_URL: databaseUrl,
      ROLE: role,
      SECRET_KEY: randomBytes(32).toString('base64'),
      STRIPE_SECRET_KEY_LIVE: 'sk_live_world',
      STRIPE_ACCOUNT_LIVE: world.merchant.accountId,
      STRIPE_WEBHOOK_SECRET_LIVE: 'whsec_world',
      STRIPE_API_BASE: world.stripe.url,
      LOG_LEVEL: 'silent',
    }),
    systemClock(),
  )
  onTestFinished(running.stop)
  return running.url
}

test('a web process keeps webhooks, and a worker process beside it handles them', async () => {
  const databaseUrl = await newSharedDatabaseUrl()
  const world = await emptyWorld({ databaseUrl, start: Temporal.Now.instant() })
  const web = await startRole(world, databaseUrl, 'web')
  const body = JSON.stringify(smallEvent('customer.updated', 'evt_1'))
  const post = (url: string) =>
    fetch(`${url}/webhooks/stripe/live`, {
      method: 'POST',
      headers: { 'stripe-signature': stripeHeader(world, body) },
      body,
    })
  expect((await post(web)).status).toBe(200)
  const states = async () => {
    const rows = await world.house.tools.db.selectFrom('inbox').select('state').execute()
    return rows.map(({ state }) => state)
  }
  expect(await states()).toEqual(['waiting'])

  const worker = await startRole(world, databaseUrl, 'worker')
  expect((await post(worker)).status).toBe(404)
  expect((await fetch(`${worker}/ready`)).status).toBe(200)
  await expect.poll(states).toEqual(['ignored'])
  expect(await count(world, 'inbox')).toBe(1)
})
