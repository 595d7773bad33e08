import { setTimeout as sleep } from 'node:timers/promises'
import type { Span, World } from '../world.ts'
import type { Customer } from './customers.ts'
import type { Renewal } from './hops.ts'
import { createJournal, type Entry, type Journal } from './journal.ts'
import { passMoment, passMoments } from './moments.ts'
import { paymentsMade } from './payments.ts'

/** Real time between two steps of the clock. */
const stepMs = 250
/** An hour in twelve real seconds, while a message is about to go out. */
const quickly = Temporal.Duration.from({ seconds: 75 })
/** A minute in a real second, so that a person has time to tap and pay. */
const slowly = Temporal.Duration.from({ seconds: 15 })
/** A message due within this is worth hurrying for. */
const nearMinutes = 65

/** A world that goes on by itself, and what a person may do to it. Everything happens one after another. */
export type Drive = {
  readonly world: World
  readonly journal: Journal
  readonly declineRenewal: (customer: Customer, declineCode: string) => Promise<Renewal>
  /** Stripe's own retry brings the money of the latest open invoice; throws when there is none. */
  readonly retrySucceeds: () => Promise<void>
  /** Gives the latest payment back; throws when there is none. */
  readonly refundLast: () => Promise<void>
  readonly passTime: (span: Span) => Promise<void>
  /** Resolves when the step under way has ended. */
  readonly stop: () => Promise<void>
}

type Listeners = {
  readonly happened: (entry: Entry) => void
  readonly failed: (error: unknown) => void
}

/** Sets a still world going, a small step of its clock at a time. */
export function startDrive(world: World, { happened, failed }: Listeners): Drive {
  const journal = createJournal(world)
  const stopping = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  async function look() {
    for (const entry of await journal.read()) happened(entry)
  }

  async function step() {
    await world.settle()
    await look()
    await passMoment(world, (await isMessageNear(world)) ? quickly : slowly)
    await look()
  }

  async function run() {
    while (!stopping.signal.aborted) {
      await sleep(stepMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (!stopping.signal.aborted) await inTurn(step).catch(failed)
    }
  }

  const running = run()
  return {
    world,
    journal,
    declineRenewal: (customer, declineCode) =>
      inTurn(() => journal.follow(customer, world.stripe.declineRenewal(customer.id, { declineCode }))),
    retrySucceeds: () => inTurn(() => retrySucceeds(world, journal)),
    refundLast: () => inTurn(() => refundLast(world, journal)),
    passTime: (span) => inTurn(() => passMoments(world, span, look)),
    stop: async () => {
      stopping.abort()
      await running
      await last
    },
  }
}

async function isMessageNear({ clock, house }: World): Promise<boolean> {
  const due = await house.nextDueAt()
  return due !== undefined && Temporal.Instant.compare(due, clock.now().add({ minutes: nearMinutes })) <= 0
}

/** The latest renewal whose invoice still waits for its money. */
export function latestOpen({ stripe }: World, { renewals }: Journal): Renewal | undefined {
  return renewals.findLast(({ invoice }) => stripe.find('invoice', invoice).status === 'open')
}

/** The payment intent of the latest payment that was not given back. */
export function latestPayment(world: World, { renewals }: Journal): string | undefined {
  const made = renewals.flatMap(({ invoice }) => paymentsMade(world, invoice))
  const kept = made.filter(({ isRefunded }) => !isRefunded)
  return kept.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)).at(-1)?.intent
}

function retrySucceeds(world: World, journal: Journal) {
  const open = latestOpen(world, journal)
  if (!open) throw new Error('No invoice is open: decline a renewal first.')
  world.stripe.retry(open.invoice, { succeeds: true })
}

function refundLast(world: World, journal: Journal) {
  const payment = latestPayment(world, journal)
  if (!payment) throw new Error('There is no payment to give back yet.')
  world.stripe.refund(payment)
}
