import type { World } from '../../simulator/world.ts'
import type { Answer, Guard, Passage, Verdict } from './door.ts'
import type { LogBook } from './log-book.ts'
import type { CallMoment, Point, Way } from './points.ts'
import type { Random } from './random.ts'

/** A place at the network at which the server is to be killed, and at which time that it comes by. */
export type Trap = Extract<Point, { kind: 'call' }> & { readonly nth: number }

/** Kills the server at calls. */
export type Trapper = {
  readonly set: (trap: Trap | undefined, kill: () => void) => void
  /** Something came by; true when the server was killed over it. */
  readonly met: (way: Way, moment: CallMoment, call: string) => boolean
}

/** Nothing is set yet. */
export function createTrapper(): Trapper {
  let trap: Trap | undefined
  let left = 0
  let kill = () => {}
  return {
    set: (next, killing) => {
      trap = next
      left = next?.nth ?? 0
      kill = killing
    },
    met: (way, moment, call) => {
      if (!trap || trap.way !== way || trap.moment !== moment || !trap.call.test(call)) return false
      left -= 1
      if (left > 0) return false
      trap = undefined
      kill()
      return true
    },
  }
}

/** How many of the calls a killed server had begun never got there. */
const lostShare = 0.6

/** Watches the server's calls to the stand-ins. A call of a killed server is carried out all the same, or is lost. */
export function watchCalls({ stripe, whatsapp }: World, trapper: Trapper, random: Random): void {
  const cut = { accident: 'reset-before' } as const
  stripe.onCall(({ method, path }, moment) => {
    const isDead = trapper.met('to Stripe', named[moment], `${method} ${path}`)
    if (isDead && moment === 'arrived' && random.chance(lostShare)) stripe.fail({ method, path, ...cut })
  })
  whatsapp.onCall(({ method, path }, moment) => {
    const isDead = trapper.met('to Meta', named[moment], `${method} ${path}`)
    if (isDead && moment === 'arrived' && random.chance(lostShare)) whatsapp.fail({ method, path, ...cut })
  })
}

/** How many of Meta's reports get lost, and how many webhooks come twice at once. */
const lostReportShare = 0.06
const twiceShare = 0.08

const named = { arrived: 'arrived', 'carried-out': 'carried out' } as const

type Guarding = {
  readonly trapper: Trapper
  readonly book: LogBook
  readonly random: Random
  readonly now: () => Temporal.Instant
  /** Lets the server see the time that the sender of a webhook sees. */
  readonly showTime: () => void
  /** Whether Meta's reports may get lost on the way. */
  readonly loses: () => boolean
}

/** Stands at the server's own door: notes what it acknowledges, loses some reports, and kills it over deliveries. */
export function guardDeliveries({ trapper, book, random, now, showTime, loses }: Guarding): Guard {
  const met = (moment: CallMoment, { method, path }: Passage) =>
    trapper.met('to us', moment, `${method} ${path}`)
  return {
    arrived: (passage): Verdict => {
      if (isReport(passage) && loses() && random.chance(lostReportShare)) return 'swallow'
      if (isLeftOut(passage, book)) return 'swallow'
      showTime()
      met('arrived', passage)
      return isWebhook(passage) && random.chance(twiceShare) ? 'twice' : 'pass'
    },
    handedOver: (passage) => void setTimeout(() => met('under way', passage), random.between(0, 3)),
    answered: (passage: Passage, answer: Answer | undefined): Verdict => {
      book.note(passage, answer, now())
      return met('answered', passage) ? 'cut' : 'pass'
    },
  }
}

function isWebhook({ path }: Passage): boolean {
  return path.startsWith('/webhooks/')
}

/** Most events mean nothing to us, and merchants leave them out; a few come all the same. */
const meaningful =
  /^(invoice\.(payment_|paid|voided|marked|deleted)|invoice_payment|charge\.refunded|refund|customer\.deleted|customer\.subscription\.(deleted|paused)|payment_intent\.succeeded)/
const comesAllTheSame = 10

function isLeftOut({ path, body }: Passage, book: LogBook): boolean {
  if (!path.startsWith('/webhooks/stripe/')) return false
  const { id, type } = JSON.parse(body.toString('utf8')) as { readonly id: string; readonly type: string }
  const comes = meaningful.test(type) || id.charCodeAt(id.length - 1) % comesAllTheSame === 0
  if (!comes) book.leftOut.add(id)
  return !comes
}

function isReport({ path, body }: Passage): boolean {
  return path.startsWith('/webhooks/whatsapp/') && body.includes('"statuses"')
}
