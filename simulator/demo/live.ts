import { createServer } from 'node:net'
import { serveOnLoopback } from '../loopback.ts'
import { openShop } from '../shop.ts'
import { startWorld, type World } from '../world.ts'
import { addCustomers, firstName, recordOffers } from './customers.ts'
import { startDrive } from './drive.ts'
import { lineText } from './journal.ts'
import type { Line } from './log.ts'
import { demoPage } from './page.ts'

/** The server's port where nothing else was asked for; page, phones and Stripe have the three behind it. */
const usualPort = 3_000

/** The flows whose reasons the page can bring about, beside the one every shop has. */
const flows = [
  'payment-action-required',
  'abandoned-checkout',
  'invoice-due',
  'invoice-overdue',
  'card-expiring',
]
/** Meta takes so many texts an hour that those of all flows in all languages take more than one. */
const openedHoursBefore = 3

/** How the demo is started. */
export type LiveOptions = {
  /** What the clock says when the page is there. */
  readonly start: Temporal.Instant
  /** The server's port, which must be free; a free one near the usual when absent. */
  readonly port: number | undefined
  readonly say: (line: string) => void
}

/** A demo that goes on until it is stopped. `stop` ends pages, clock, server and stand-ins in that order. */
export type Live = { readonly pageUrl: string; readonly stop: () => Promise<void> }

/** Opens the shop with its page, and lets happen what a person presses. */
export async function startLive({ start, port, say }: LiveOptions): Promise<Live> {
  const ports = await choosePorts(port)
  const world = await startWorld({
    start: start.subtract({ hours: openedHoursBefore }),
    port: ports.server,
    stripe: { port: ports.stripe },
    whatsapp: { port: ports.phones },
    besides: ['test', 'sandbox'],
  })
  try {
    return await open(world, { start, port: ports.page, say })
  } catch (error) {
    await world.close()
    throw error
  }
}

type Opening = Omit<LiveOptions, 'port'> & { readonly port: number }

async function open(world: World, { start, port, say }: Opening): Promise<Live> {
  await openDemoShop(world, start)
  const drive = startDrive(world, { happened: (line) => say(wordsOf(line)), failed: failures(say) })
  const page = await serveOnLoopback(await demoPage(drive), port)
  say(welcome(world, page.url))
  const stop = async () => {
    await page.close()
    await drive.stop()
    await world.close()
  }
  return { pageUrl: page.url, stop }
}

/** A shop with people who answer, its flows on, every text approved, and its customers; it is opened some hours before. */
export async function openDemoShop(world: World, start: Temporal.Instant): Promise<void> {
  const staffed = ['settings', 'set', '--staffed', 'yes']
  await openShop(world, staffed, ...flows.map((flow) => ['flow', 'on', flow]))
  await world.advance({ milliseconds: world.clock.now().until(start).total('milliseconds') })
  addCustomers(world)
  await recordOffers(world)
}

async function choosePorts(port: number | undefined) {
  const first = port ?? usualPort
  const [server = 0, page = 0, phones = 0, stripe = 0] = await Promise.all(
    [first, first + 1, first + 2, first + 3].map(freeOrAny),
  )
  if (port !== undefined && server === 0) throw new Error(`Port ${port} is in use; try another one.`)
  return { server, page, phones, stripe }
}

/** The port if it is free on loopback, else 0, which stands for any. */
function freeOrAny(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  })
}

function wordsOf({ customer, ...line }: Line): string {
  return lineText({ ...line, name: customer ? firstName(customer) : '' })
}

/** Says the same trouble once, though it may come back with every step. */
function failures(say: (line: string) => void) {
  let said = ''
  return (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error)
    if (text !== said) say(`  Something went wrong, and time goes on: ${text}`)
    said = text
  }
}

function welcome({ merchant, whatsapp, url }: World, pageUrl: string): string {
  return `
${merchant.name} is open. Open the demo page and press “A renewal is declined”.

  Demo page     ${pageUrl}
  Phones        ${whatsapp.url}/phone
  Server        ${url} (no page; try /health)

Ctrl-C stops everything.
`
}
