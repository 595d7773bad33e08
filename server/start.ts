import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { type Logger, pino } from 'pino'
import { createApp } from './app.ts'
import { createBell } from './bell/bell.ts'
import { handInWaiting } from './commands/hand-in-waiting.ts'
import { findMetaApp } from './commands/meta-apps.ts'
import type { Config } from './config.ts'
import type { Clock } from './domain/clock.ts'
import type { SecretKeys } from './domain/secret-box.ts'
import { createWatch, errorOf, type Watch } from './observe.ts'
import { nextDueAt, startLoop, turn } from './pipeline/loop.ts'
import type { Outcome } from './pipeline/outcome.ts'
import { atRest, createSenders } from './pipeline/senders.ts'
import type { Tools } from './pipeline/tools.ts'
import { checkpointApart } from './store/checkpoints.ts'
import { fileOf, openDatabase, ping } from './store/database.ts'
import { createKeeper, type Keep, keepApart } from './store/keeper.ts'
import { keepAnalyzing } from './store/postgres-statistics.ts'
import { otherLinkBases } from './store/templates.ts'
import { createStripe } from './stripe/clients.ts'
import { createReadBudget } from './stripe/read-budget.ts'
import { createWhatsApp } from './whatsapp/client.ts'
import { usableStatuses } from './whatsapp/templates.ts'

/** How long requests under way may take to end when the server stops. */
const patienceMs = 5_000
/** Longer than any of Stripe's or Meta's requests takes to come in; one that trickles in holds what it has brought so far. */
const requestAtMostMs = 30_000

/** A running server. `stop` ends intake and the turns under way, then closes the database. */
export type Running = { readonly url: string; readonly stop: () => Promise<void> }

/** The parts of a server, built and not yet running: tests ask for one turn at a time. */
export type House = {
  /** What listens; `keep` is how webhooks are kept, by its own handle of the database when it is not said. */
  readonly app: (kept: () => void, keep?: Keep) => Hono
  readonly tools: Tools
  readonly watch: Watch
  readonly log: Logger
  /** One turn of the loop: everything that is due now, each kind once. */
  readonly turn: () => Promise<readonly Outcome[]>
  readonly nextDueAt: () => Promise<Temporal.Instant | undefined>
  readonly close: () => Promise<void>
}

/** Opens the database of a URL. Tests of crashes open it with an ear on every statement. */
export type Open = typeof openDatabase

/** Builds everything and runs it. Throws when the database, a key, the port or a template's link does not fit. */
export async function start(config: Config, clock: Clock, open: Open = openDatabase): Promise<Running> {
  const house = await build(config, clock, open)
  try {
    return await run(house, config)
  } catch (error) {
    await house.close()
    throw error
  }
}

async function run(house: House, config: Config): Promise<Running> {
  await refuseOtherLinkBase(house.tools, config)
  let wake = () => {}
  const keeper = keepApart(house.tools.db, config.databaseUrl)
  const host = isLoopback(config.publicUrl) ? '127.0.0.1' : undefined
  const { url, close } = await listen(
    house.app(() => wake(), keeper.keep),
    { port: config.port, host },
  ).catch(async (error) => {
    await keeper.close()
    throw error
  })
  const endCheckpoints = await checkpointApart(house.tools.db, config.databaseUrl)
  const endAnalyzing = keepAnalyzing(house.tools.db, config.databaseUrl)
  const loop = config.role === 'web' ? undefined : startLoop(house.tools, house.watch.observe)
  if (loop) wake = loop.wake
  house.log.info({ url, role: config.role }, 'paynudge is running')
  return {
    url,
    stop: async () => {
      await Promise.all([close(), loop?.stop()])
      await Promise.all([keeper.close(), endCheckpoints(), endAnalyzing()])
      await house.close()
    },
  }
}

/** Builds the parts of a server over its database. */
export async function build(config: Config, clock: Clock, open: Open = openDatabase): Promise<House> {
  const log = pino({ level: config.logLevel, redact: ['*.authorization', '*.token'] })
  const db = await open(config.databaseUrl)
  const whatsapp = createWhatsApp(config.whatsapp.apiBase)
  const readBudget = createReadBudget(clock, config.stripe.readsPerSecond)
  const stripe = createStripe(config.stripe, readBudget)
  const bell = createBell(config.mailServer)
  const watch = createWatch(log)
  const metaApp = config.whatsapp.app
  const worked = {
    db,
    stripe,
    readBudget,
    whatsapp,
    bell,
    senders: createSenders(clock.now()),
    clock,
    metaApp,
    secretKeys: secretKeysOf(config),
  }
  const tools: Tools = { ...worked, handInTexts: (account) => handInWaiting(worked, account) }
  const findApp = (name: string) => findMetaApp(tools, name)
  const { webhookSecrets: secrets, ownAccounts, apiBase: stripeApiBase } = config.stripe
  return {
    app: (kept, keep = createKeeper(db)) =>
      createApp({
        doors:
          config.role === 'worker'
            ? undefined
            : {
                stripeWebhook: { clock, keep, kept, strayed: watch.strayed, secrets, ownAccounts },
                whatsappWebhook: { clock, keep, kept, findApp },
                payLink: {
                  db,
                  clock,
                  stripe,
                  stripeApiBase,
                  publicUrl: config.publicUrl,
                  untrusted: watch.untrusted,
                },
                panel: { ...tools, publicUrl: config.publicUrl, appSecrets: config.stripe.appSecrets },
              },
        ops: { ping: () => ping(db), metrics: watch.metrics },
        failed: (error, route) => log.error({ err: errorOf(error), route }, 'a request failed'),
      }),
    tools,
    watch,
    log,
    turn: async () => {
      const outcomes = await turn(tools)
      for (const outcome of outcomes) watch.observe(outcome)
      return outcomes
    },
    nextDueAt: () => nextDueAt(tools),
    close: async () => {
      await atRest(tools.senders)
      await Promise.all([whatsapp.close(), bell.close()])
      await db.destroy()
    },
  }
}

/** Serves at a host, or at every address of the machine when there is none; resolves once it listens. */
export function listen(
  app: Hono,
  { port, host }: { readonly port: number; readonly host: string | undefined },
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const options = { fetch: app.fetch, port, serverOptions: { requestTimeout: requestAtMostMs } }
    const server = serve({ ...options, ...(host ? { hostname: host } : {}) }, (address) => {
      const close = () => closeInTime(server)
      resolve({ url: `http://127.0.0.1:${address.port}`, close })
    })
    server.once('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'EADDRINUSE'
          ? Object.assign(error, { message: `Port ${port} is in use; set PORT to another` })
          : error,
      ),
    )
  })
}

/** Lets requests under way end, but not for ever: a client that never finishes must not keep the server. */
function closeInTime(server: ServerType): Promise<void> {
  return new Promise((closed) => {
    const impatient = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      patienceMs,
    )
    server.close(() => {
      clearTimeout(impatient)
      closed()
    })
  })
}

/** A server whose links only this machine can follow needs no door to the outside. */
function isLoopback(publicUrl: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(publicUrl).hostname)
}

/** Approved texts carry the host of their link for good, so another PUBLIC_URL would lead shoppers nowhere. */
async function refuseOtherLinkBase({ db }: Tools, { publicUrl }: Config) {
  const others = await otherLinkBases(db, { base: publicUrl, usable: usableStatuses })
  if (others.length === 0) return
  throw new Error(
    `PUBLIC_URL is ${publicUrl}, but the texts Meta approved lead to ${others.join(', ')}. Set it back, or hand ` +
      'the texts in again with the new address: npm run paynudge -- template push',
  )
}

/** The configured keys, or one made on the first start and kept beside the database. */
function secretKeysOf({ secretKeys, databaseUrl }: Pick<Config, 'secretKeys' | 'databaseUrl'>): SecretKeys {
  const [first, ...others] = secretKeys
  if (first) return [first, ...others]
  const database = fileOf(databaseUrl)
  if (database === ':memory:') return [randomBytes(32)]
  const file = path.join(path.dirname(database), 'secret.key')
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  }
  return [Buffer.from(readFileSync(file, 'utf8'), 'base64')]
}
