import { randomInt } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openShop } from '../../simulator/shop.ts'
import { startWorld, type World } from '../../simulator/world.ts'
import { showClock } from './clock-file.ts'
import { type Door, openDoor } from './door.ts'
import { environmentOf } from './environment.ts'
import { type LogBook, openLogBook } from './log-book.ts'
import type { Random } from './random.ts'
import { type Server, startServer } from './server.ts'
import { createTrapper, guardDeliveries, type Trapper, watchCalls } from './trap.ts'
import type { Wire } from './trip-wire.ts'

/** Real milliseconds between two times the clock is shown to the server. */
const tickMs = 2
/** How many of the webhooks wait while the server starts again; the others find nobody there. */
const patientShare = 0.9
const patienceMs = 5_000

/** A ready shop whose server runs in a process of its own, behind a door. */
export type Rig = {
  readonly world: World
  readonly databaseUrl: string
  readonly book: LogBook
  readonly trapper: Trapper
  /** Where the server's log and its clock lie. */
  readonly folder: string
  readonly startServer: (wire?: Wire) => Server
  /** From now on nothing gets lost between Meta and the server. */
  readonly loseNothing: () => void
  readonly close: () => Promise<void>
}

/** Opens a shop in an empty database, and takes its server away. */
export async function openRig(databaseUrl: string, random: Random): Promise<Rig> {
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-crash-'))
  const seed = String(random.between(0, 1e9))
  // Stripe's own retries are told in the story; those of a thousand invoices would drown it.
  const stripe = { seed, automaticRetries: false }
  const world = await startWorld({ databaseUrl, stripe, whatsapp: { seed } })
  await openShop(world)
  await world.endServer()
  const face = showClock(world.clock, path.join(folder, 'clock'))
  const ticking = setInterval(face.show, tickMs)
  const book = openLogBook()
  const trapper = createTrapper()
  let loses = true
  const guard = guardDeliveries({
    ...{ trapper, book, random, showTime: face.show },
    ...{ now: world.clock.now, loses: () => loses },
  })
  watchCalls(world, trapper, random)
  const port = await freePort()
  let server: Server | undefined
  const target = async () => {
    if (random.chance(patientShare)) await untilItListens(() => server)
    return `http://127.0.0.1:${port}`
  }
  const door = await openDoor(Number(new URL(world.url).port), target, guard)
  const environment = environmentOf(world, { databaseUrl, folder, port })
  const log = openSync(path.join(folder, 'server.log'), 'a')
  return {
    ...{ world, databaseUrl, book, trapper, folder },
    startServer: (wire) => {
      server = startServer({ environment, log, ...(wire ? { wire } : {}) })
      return server
    },
    loseNothing: () => {
      loses = false
    },
    close: async () => {
      server?.kill()
      await server?.ended
      await close({ world, door, log, ticking, face })
    },
  }
}

type Open = {
  readonly world: World
  readonly door: Door
  readonly log: number
  readonly ticking: NodeJS.Timeout
  readonly face: { readonly close: () => void }
}

async function close({ world, door, log, ticking, face }: Open) {
  await door.close()
  await world.close()
  clearInterval(ticking)
  face.close()
  closeSync(log)
}

/** A port no connection takes for itself while the server is away: those come from 32768 on. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000)
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}

/** Waits for the next server, as what stands before a server often does, but not for ever. */
async function untilItListens(server: () => Server | undefined) {
  const until = performance.now() + patienceMs
  while (!server()?.listens() && performance.now() < until) await pause(tickMs * 5)
}

/** Removes what a rig left on the disk. */
export function clearRig({ folder }: Rig): Promise<void> {
  return rm(folder, { recursive: true, force: true })
}
