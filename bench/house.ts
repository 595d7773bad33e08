import { createApp } from '../server/app.ts'
import { type Config, readConfig } from '../server/config.ts'
import { startLoop } from '../server/pipeline/loop.ts'
import { build, type House, listen } from '../server/start.ts'
import { checkpointApart } from '../server/store/checkpoints.ts'
import type { Db } from '../server/store/database.ts'
import { type Keep, keepApart } from '../server/store/keeper.ts'
import { keepAnalyzing } from '../server/store/postgres-statistics.ts'
import { systemClock } from '../server/system-clock.ts'
import { accountId, secrets } from './events.ts'

/** How webhooks are kept: as the server does, each in a transaction of its own, or not at all. */
export type Keeping = 'group' | 'single' | 'none'

/** A house of the bench that listens. */
export type Served = { readonly house: House; readonly port: number; readonly stop: () => Promise<void> }

/** What a house of the bench is made of. */
export type Serving = {
  readonly databaseUrl: string
  readonly keeping: Keeping
  /** Whether webhooks are also handled while they come in. */
  readonly handles: boolean
}

/** Serves the real app over a real database; only the way of keeping may be another one. */
export async function serveHouse({ databaseUrl, keeping, handles }: Serving): Promise<Served> {
  const config = benchConfig(databaseUrl)
  const clock = systemClock()
  const house = await build(config, clock)
  const { db, stripe } = house.tools
  const keeper = keepers[keeping](db, databaseUrl)
  let wake = () => {}
  const intake = { clock, keep: keeper.keep, kept: () => wake() }
  const { publicUrl } = config
  const { webhookSecrets: secrets, ownAccounts, apiBase: stripeApiBase, appSecrets } = config.stripe
  const doors = {
    stripeWebhook: { ...intake, strayed: () => undefined, secrets, ownAccounts },
    whatsappWebhook: { ...intake, findApp: async () => config.whatsapp.app },
    payLink: { db, clock, stripe, stripeApiBase, publicUrl, untrusted: () => undefined },
    panel: { ...house.tools, publicUrl, appSecrets },
  }
  const app = createApp({
    doors,
    ops: { ping: async () => undefined, metrics: house.watch.metrics },
    failed: (error) => console.error(error),
  })
  const { url, close } = await listen(app, { port: 0, host: '127.0.0.1' })
  const endCheckpoints = await checkpointApart(db, databaseUrl)
  const endAnalyzing = keepAnalyzing(db, databaseUrl)
  const loop = handles ? startLoop(house.tools, house.watch.observe) : undefined
  if (loop) wake = loop.wake
  const stop = async () => {
    await Promise.all([close(), loop?.stop()])
    await Promise.all([keeper.close(), endCheckpoints(), endAnalyzing()])
    await house.close()
  }
  return { house, port: Number(new URL(url).port), stop }
}

type Keeper = ReturnType<typeof keepApart>

const keepers: Readonly<Record<Keeping, (db: Db, url: string) => Keeper>> = {
  group: keepApart,
  single: (db) => ({ keep: createSingleKeeper(db), close: async () => undefined }),
  none: () => ({ keep: async () => undefined, close: async () => undefined }),
}

/** What most do: one insert, and so one transaction and one flush, for each request. */
function createSingleKeeper(db: Db): Keep {
  return async ({ receivedAt, ...received }) => {
    const at = receivedAt.epochMilliseconds
    await db
      .insertInto('inbox')
      .values({
        ...received,
        id: received.event_id,
        received_at: at,
        state: 'waiting',
        next_at: at,
        attempts: 0,
      })
      .onConflict((conflict) =>
        conflict.columns(['environment', 'source', 'account_id', 'event_id']).doNothing(),
      )
      .execute()
  }
}

/** The configuration of the bench; `more` are further variables of the environment. */
export function benchConfig(databaseUrl: string, more: Readonly<Record<string, string>> = {}): Config {
  return readConfig({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    STRIPE_WEBHOOK_SECRET_LIVE: secrets.stripe,
    STRIPE_ACCOUNT_LIVE: accountId,
    // Benches measure the house; what Stripe allows is measured by itself (send.ts).
    STRIPE_READS_PER_SECOND_LIVE: '1000000',
    WHATSAPP_APP_SECRET: secrets.meta,
    WHATSAPP_VERIFY_TOKEN: secrets.verifyToken,
    ...more,
  })
}
