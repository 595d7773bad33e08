import type { Hono } from 'hono'
import { runCommand } from '../server/cli.ts'
import type { Config } from '../server/config.ts'
import type { Environment } from '../server/domain/account.ts'
import { build, type House, type Open } from '../server/start.ts'
import { createClock, type SimulatedClock } from './clock.ts'
import { serveOnLoopback } from './loopback.ts'
import { type StripeOptions, type StripeWorld, startStripe } from './stripe/start.ts'
import { startWhatsApp, type WhatsAppOptions, type WhatsAppWorld } from './whatsapp/start.ts'

/** One merchant's whole world on loopback: Stripe, WhatsApp, the server, and one clock for all. */
export type World = {
  readonly clock: SimulatedClock
  readonly stripe: StripeWorld
  readonly whatsapp: WhatsAppWorld
  readonly house: House
  /** Where the server listens. */
  readonly url: string
  readonly merchant: Merchant
  /** A command line, as a person types it behind `npm run paynudge --`. */
  readonly run: (...argv: string[]) => Promise<readonly string[]>
  /** Delivers and handles until nothing is left to do at this moment, or but for a number's pace. */
  readonly settle: () => Promise<void>
  /** Lets time go by, stopping at every moment at which something is due. */
  readonly advance: (duration: Span) => Promise<void>
  /** The messages of the merchant's flows that reached a person's phone. */
  readonly messagesTo: (phone: string) => WhatsAppWorld['messages']
  /** What else reached it from the merchant: answers, and what a person wrote. */
  readonly answersTo: (phone: string) => WhatsAppWorld['messages']
  /** Ends the server alone; its port and its database are free for another one, and the stand-ins go on. */
  readonly endServer: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A length of time as stories tell it. */
export type Span = Pick<
  Temporal.DurationLikeObject,
  'days' | 'hours' | 'minutes' | 'seconds' | 'milliseconds'
>

/** The merchant the world is about. */
export type Merchant = {
  readonly accountId: string
  readonly environment: Environment
  readonly name: string
  readonly country: string
  readonly currency: string
}

/** What may differ from the usual world. */
export type WorldOptions = {
  readonly merchant?: Partial<Merchant>
  readonly start?: Temporal.Instant
  readonly databaseUrl?: string
  /** What opens the database in the server's place. */
  readonly open?: Open
  readonly port?: number
  readonly stripe?: Partial<StripeOptions>
  readonly whatsapp?: Partial<WhatsAppOptions>
  readonly mailServer?: Config['mailServer']
  readonly logLevel?: Config['logLevel']
  readonly appSecrets?: readonly string[]
  /** Whether the server's Meta app has Embedded Signup; it has when nothing is said. */
  readonly hasSignup?: boolean
  /** Environments of the account beside the merchant's, in which nothing has happened yet. */
  readonly besides?: readonly Exclude<Environment, 'live'>[]
}

const usualMerchant: Merchant = {
  accountId: 'acct_harbor',
  environment: 'live',
  name: 'Harbor Coffee',
  country: 'ES',
  currency: 'eur',
}

/** The pause of the server's loop between two turns that find nothing to do. */
const pauseMs = 1_000

/** More rounds than this at one moment mean that something never comes to rest. */
const roundsAtMost = 500

/** Starts an empty world; `openShop` makes the merchant ready to send. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const merchant = { ...usualMerchant, ...options.merchant }
  const clock = createClock(options.start ?? Temporal.Instant.from('2026-11-23T09:00:00Z'))
  const stripe = await startStripe({ clock, ...options.stripe })
  const whatsapp = await startWhatsApp({ clock, ...options.whatsapp })
  // The server is told its own address, which is known once it listens.
  let app: Hono | undefined
  const server = await serveOnLoopback(
    { fetch: (...request) => app?.fetch(...request) ?? new Response(null, { status: 503 }) },
    options.port ?? 0,
  )
  const urls = { stripe: stripe.url, whatsapp: whatsapp.url, server: server.url }
  const config = configFor(merchant, urls, options)
  const house = await build(config, clock, options.open)
  app = house.app(() => undefined)
  connect(merchant, { stripe, whatsapp, url: server.url })
  if (options.besides) stripe.addAccount({ ...accountOf(merchant), livemode: false, secretKey: testKey })

  const settle = async () => {
    for (let round = 0; round < roundsAtMost; round += 1) {
      await stripe.delivered()
      await whatsapp.delivered()
      if ((await house.turn()).length > 0) continue
      if (!(await paced(house, clock))) return
    }
    throw new Error('The world does not come to rest')
  }
  const endServer = once(async () => {
    await server.close()
    await house.close()
  })
  return {
    clock,
    stripe,
    whatsapp,
    house,
    url: server.url,
    merchant,
    run: (...argv) => runCommand({ ...house.tools, publicUrl: server.url }, config, argv),
    settle,
    advance: (duration) => advance({ clock, house, settle }, clock.now().add(hoursOf(duration))),
    messagesTo: (phone) => whatsapp.messagesTo(phone).filter(({ template }) => template !== undefined),
    answersTo: (phone) => whatsapp.messagesTo(phone).filter(({ template }) => template === undefined),
    endServer,
    close: async () => {
      clock.stop()
      await endServer()
      await Promise.all([stripe.close(), whatsapp.close()])
    },
  }
}

/** The moments by which a number's pace keeps messages apart pass by themselves; false when there are none. */
async function paced({ tools }: House, clock: SimulatedClock): Promise<boolean> {
  const { nextStartMs } = tools.senders
  const waitMs = nextStartMs === undefined ? 0 : nextStartMs - clock.now().epochMilliseconds
  if (waitMs <= 0 || waitMs > pauseMs) return false
  await clock.moveTo(clock.now().add({ milliseconds: waitMs }))
  return true
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined
  return () => {
    done ??= work()
    return done
  }
}

type Timed = Pick<World, 'clock' | 'house' | 'settle'>

async function advance({ clock, house, settle }: Timed, target: Temporal.Instant) {
  await settle()
  while (Temporal.Instant.compare(clock.now(), target) < 0) {
    const times = [clock.nextAt(), await house.nextDueAt(), target].filter((time) => time !== undefined)
    const next = times.toSorted(Temporal.Instant.compare)[0] ?? target
    // What is due and was left alone is asked about again after the pause a loop makes.
    const isOverdue = Temporal.Instant.compare(next, clock.now()) <= 0
    await clock.moveTo(isOverdue ? clock.now().add({ milliseconds: pauseMs }) : next)
    await settle()
  }
}

/** A span for an instant, which knows no days: they are counted as 24 hours. */
export function hoursOf({ days = 0, hours = 0, ...rest }: Span): Temporal.DurationLikeObject {
  return { ...rest, hours: hours + days * 24 }
}

function configFor(
  merchant: Merchant,
  at: { stripe: string; whatsapp: string; server: string },
  options: WorldOptions,
): Config {
  const { environment, accountId } = merchant
  const besides = Object.fromEntries((options.besides ?? []).map((one) => [one, testKey]))
  return {
    port: options.port ?? 0,
    publicUrl: at.server,
    databaseUrl: options.databaseUrl ?? 'file::memory:',
    role: 'all',
    secretKeys: [worldKey],
    stripe: {
      secretKeys: { ...besides, [environment]: secretKeyOf(merchant) },
      webhookSecrets: { [environment]: [webhookSecret] },
      ownAccounts: { [environment]: accountId },
      apiBase: at.stripe,
      // The simulated Stripe has no limit, and time may stand still here.
      readsPerSecond: { [environment]: 1_000_000 },
      appSecrets: options.appSecrets ?? [appSecret],
    },
    whatsapp: {
      apiBase: `${at.whatsapp}/v25.0`,
      app: { ...metaApp, signup: options.hasSignup === false ? undefined : signupAt(at.whatsapp) },
    },
    mailServer: options.mailServer,
    logLevel: options.logLevel ?? 'silent',
  }
}

/** What seals the tokens of the world. */
export const worldKey = Buffer.alloc(32, 'world')
/** The signing secret of the world's Stripe webhook endpoint. */
export const webhookSecret = 'whsec_world'
/** What the world's Dashboard signs the panel's requests with. */
export const appSecret = 'absec_world'
/** The Meta app of the world. */
export const metaApp = { appId: '700800900', secret: 'meta-app-secret', verifyToken: 'meta-verify-token' }
/** The Embedded Signup of the world's Meta app, with the script of a stand-in. */
function signupAt(sdkBase: string) {
  return { configId: '600700800', sdkBase, version: 'v25.0' }
}

/** The WhatsApp number the world's merchant sends from. */
export const businessNumber = { wabaId: '100200300', phoneNumberId: '400500600', token: 'EAAG-world-token' }

const testKey = 'sk_test_world'

function secretKeyOf({ environment }: Merchant): string {
  return environment === 'live' ? 'sk_live_world' : testKey
}

/** The merchant's account in its own mode, as the simulated Stripe tells it from the same account in the other. */
export function ownMode({ accountId, environment }: Merchant): string {
  return `${accountId}/${environment === 'live' ? 'live' : 'test'}`
}

function accountOf({ accountId: id, name, country, currency }: Merchant) {
  return { id, name, country, currency }
}

type Sides = { readonly stripe: StripeWorld; readonly whatsapp: WhatsAppWorld; readonly url: string }

/** Makes Stripe and Meta know the merchant, and each where its webhooks go. */
function connect(merchant: Merchant, { stripe, whatsapp, url }: Sides) {
  const { environment, name } = merchant
  const livemode = environment === 'live'
  stripe.addAccount({ ...accountOf(merchant), livemode, secretKey: secretKeyOf(merchant) })
  stripe.addWebhookEndpoint({
    account: ownMode(merchant),
    url: `${url}/webhooks/stripe/${environment}`,
    secrets: [webhookSecret],
  })
  whatsapp.addApp({
    name: 'default',
    appId: metaApp.appId,
    appSecret: metaApp.secret,
    verifyToken: metaApp.verifyToken,
    callbackUrl: `${url}/webhooks/whatsapp/default`,
  })
  whatsapp.addNumber({
    app: 'default',
    displayPhone: '+34 910 000 000',
    verifiedName: name,
    ...businessNumber,
  })
}
