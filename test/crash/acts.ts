import type { World } from '../../simulator/world.ts'
import type { Cast } from './cast.ts'
import { delay, double, hold, resend } from './disorder.ts'
import type { Leap } from './leap.ts'
import type { Random } from './random.ts'
import type { Troubles } from './troubles.ts'

/** What the people of the story do with. */
export type Stage = {
  readonly world: World
  readonly cast: Cast
  readonly random: Random
  readonly leap: Leap
  readonly troubles: Troubles
}

/** One thing that happens; deliveries that follow from it are not waited for. */
type Act = (stage: Stage) => unknown

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Everything that can happen in the story. */
const acts = {
  decline: ({ cast }) => cast.decline(cast.addCustomer()),
  /** Two at once: their events bear the same second. */
  declineTwo: ({ cast }) => [cast.decline(cast.addCustomer()), cast.decline(cast.addCustomer())],
  declineAgain: ({ cast }) => cast.decline(cast.subscriber()),
  pay: ({ world, cast }) => withInvoice(cast, 'open', (id) => world.stripe.payInvoice(id)),
  payPart: ({ world, cast }) =>
    withInvoice(cast, 'open', (id) => world.stripe.payInvoice(id, { amount: 200 })),
  payAtOnce: ({ world, cast }) => world.stripe.payInvoice(cast.decline(cast.addCustomer())),
  click: ({ world, cast, random }) => click(world, cast, random.chance(0.5)),
  retryFails: ({ world, cast }) =>
    withInvoice(cast, 'open', (id) => world.stripe.retry(id, { succeeds: false })),
  retryPays: ({ world, cast }) =>
    withInvoice(cast, 'open', (id) => world.stripe.retry(id, { succeeds: true })),
  outOfBand: ({ world, cast }) => withInvoice(cast, 'open', (id) => world.stripe.payOutOfBand(id)),
  voids: ({ world, cast }) => withInvoice(cast, 'open', (id) => world.stripe.voidInvoice(id)),
  writesOff: ({ world, cast }) => withInvoice(cast, 'open', (id) => world.stripe.markUncollectible(id)),
  refund: ({ world, cast }) => withInvoice(cast, 'paid', (id) => refund(world, id, undefined)),
  refundPart: ({ world, cast }) => withInvoice(cast, 'paid', (id) => refund(world, id, 100)),
  endsSubscription: ({ world, cast, random }) => endSubscription(world, cast, random),
  stop: ({ world, cast, random }) => withMessage(cast, (message) => stop(world, message, random.chance(0.5))),
  start: ({ world, cast }) => withMessage(cast, ({ to }) => world.whatsapp.reply(to, 'START')),
  chat: ({ world, cast }) => withMessage(cast, ({ to }) => world.whatsapp.reply(to, 'Who is this?')),
  ask: ({ world, cast, random }) =>
    withMessage(cast, ({ to }) =>
      world.whatsapp.reply(to, random.pick(['Balance', 'Invoice', 'Pay', 'Details'])),
    ),
  resend: ({ world, random }) => resend(world, random),
  doubles: ({ world }) => double(world),
  delay: ({ world, random }) => delay(world, random),
  troubleStripe: ({ troubles }) => troubles.troubleStripe(),
  hangSend: ({ troubles }) => troubles.hangSend(),
  hold: ({ world, random }) => hold(world, random),
  refuseSend: ({ troubles, leap }) => {
    troubles.refuseSend()
    leap.begin(61 * minuteMs)
  },
  breakSend: ({ troubles, leap }) => {
    troubles.breakSend()
    leap.begin(61 * minuteMs)
  },
  seconds: ({ leap, random }) => leap.begin(random.between(500, 20_000)),
  minutes: ({ leap, random }) => leap.begin(random.between(1, 15) * minuteMs),
  hour: ({ leap }) => leap.begin(61 * minuteMs),
  hours: ({ leap, random }) => leap.begin(random.between(2, 12) * hourMs),
  days: ({ leap }) => leap.begin(3 * dayMs),
  /** What Stripe does by itself meanwhile is told afterwards. */
  weeks: ({ world, leap }) => {
    world.stripe.hold()
    leap.begin(12 * dayMs)
  },
} satisfies Record<string, Act>

/** The name of something that can happen. */
export type ActName = keyof typeof acts

const weights = {
  ...{ decline: 14, declineTwo: 4, declineAgain: 3, pay: 10, payPart: 3, payAtOnce: 2, click: 9 },
  ...{ retryFails: 5, retryPays: 4, outOfBand: 2, voids: 2, writesOff: 1, refund: 3, refundPart: 4 },
  ...{ endsSubscription: 1, stop: 5, start: 3, chat: 2, ask: 4, resend: 6, doubles: 3, hold: 4, delay: 1 },
  ...{ troubleStripe: 4, hangSend: 0.3 },
  ...{ refuseSend: 2, breakSend: 2, seconds: 8, minutes: 8, hour: 16, hours: 3, days: 2, weeks: 0 },
} as const satisfies Record<ActName, number>

/** Lets something happen that nobody foresaw. */
export function actAtRandom(stage: Stage): void {
  act(stage, stage.random.weighed(weights))
}

/** Lets this happen. What follows from it, such as a reply's delivery, may fail: the server may be dead. */
export function act(stage: Stage, name: ActName): void {
  const done = acts[name](stage)
  if (done instanceof Promise) done.catch(() => undefined)
}

function withInvoice(cast: Cast, status: 'open' | 'paid', work: (id: string) => unknown) {
  const id = cast.invoice(status)
  return id && work(id)
}

type Message = NonNullable<ReturnType<Cast['message']>>

function withMessage(cast: Cast, work: (message: Message) => unknown) {
  const message = cast.message()
  return message && work(message)
}

function refund({ stripe }: World, invoice: string, amount: number | undefined) {
  const [intent] = stripe.paymentIntentsOf(invoice)
  if (!intent) return undefined
  const charge = stripe.find('payment_intent', intent).latest_charge
  const { amount_captured, amount_refunded } = stripe.find('charge', typeof charge === 'string' ? charge : '')
  const left = amount_captured - amount_refunded
  return left > 0 ? stripe.refund(intent, Math.min(amount ?? left, left)) : undefined
}

function endSubscription({ stripe }: World, cast: Cast, random: Random) {
  const id = cast.subscriber()
  cast.takeLeave(id)
  return random.chance(0.5) ? stripe.cancelSubscription(id) : stripe.deleteCustomer(id)
}

function stop({ whatsapp }: World, { id, to, buttons }: Message, taps: boolean) {
  const label = buttons.find(({ payload }) => payload?.startsWith('stop:'))?.label
  return taps && label ? whatsapp.tap(to, id, label) : whatsapp.reply(to, 'Stop')
}

async function click({ stripe }: World, cast: Cast, pays: boolean) {
  const link = cast.message()?.buttons.find(({ url }) => url?.startsWith('http'))?.url
  if (!link) return
  const headers = { 'user-agent': 'Mozilla/5.0 (iPhone)' }
  const answer = await fetch(link, { headers, redirect: 'manual', signal: AbortSignal.timeout(4_000) })
  const page = answer.headers.get('location')
  const invoice = cast.invoices.find((id) => stripe.find('invoice', id).hosted_invoice_url === page)
  if (invoice && pays && stripe.find('invoice', invoice).status === 'open') stripe.payInvoice(invoice)
}
