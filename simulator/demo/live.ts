import { createServer } from 'node:net'
import { serveOnLoopback } from '../loopback.ts'
import { openShop } from '../shop.ts'
import { startWorld, type World } from '../world.ts'
import { addCustomers, customers } from './customers.ts'
import { type Drive, startDrive } from './drive.ts'
import { lineOf } from './journal.ts'
import { demoPage, phonePage } from './page.ts'

/** The server's port where nothing else was asked for; page, phones and Stripe have the three behind it. */
const usualPort = 3_000

/** How the demo is started. */
export type LiveOptions = {
  readonly start: Temporal.Instant
  /** The server's port, which must be free; a free one near the usual when absent. */
  readonly port: number | undefined
  readonly say: (line: string) => void
}

/** A demo that goes on until it is stopped. `stop` ends pages, clock, server and stand-ins in that order. */
export type Live = { readonly pageUrl: string; readonly stop: () => Promise<void> }

/** Opens the shop with its pages, has a renewal declined, and lets the journey happen before a person's eyes. */
export async function startLive({ start, port, say }: LiveOptions): Promise<Live> {
  const ports = await choosePorts(port)
  const world = await startWorld({
    start,
    port: ports.server,
    stripe: { port: ports.stripe },
    whatsapp: { port: ports.phones },
  })
  try {
    return await open(world, ports.page, say)
  } catch (error) {
    await world.close()
    throw error
  }
}

async function open(world: World, port: number, say: LiveOptions['say']): Promise<Live> {
  await openShop(world)
  addCustomers(world)
  const drive = startDrive(world, { happened: (entry) => say(lineOf(entry)), failed: failures(say) })
  const page = await serveOnLoopback(demoPage(drive), port)
  await drive.declineRenewal(customers.lucia, 'generic_decline')
  say(welcome(drive, page.url))
  const stop = async () => {
    await page.close()
    await drive.stop()
    await world.close()
  }
  return { pageUrl: page.url, stop }
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

/** Says the same trouble once, though it may come back with every step. */
function failures(say: (line: string) => void) {
  let said = ''
  return (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error)
    if (text !== said) say(`  Something went wrong, and time goes on: ${text}`)
    said = text
  }
}

function welcome({ world, journal }: Drive, pageUrl: string): string {
  const renewal = journal.renewals.at(-1)
  return `
${world.merchant.name} is open, and the renewal of ${renewal?.customer.name} is being declined.

  Demo page     ${pageUrl}
  Phone page    ${phonePage(world, renewal)}
  Invoice page  ${invoicePage(world, renewal?.invoice)}
  Server        ${world.url} (no page; try /health)

The message comes in about fifteen seconds: open the demo page, tap the button in the message and pay.
Ctrl-C stops everything.
`
}

function invoicePage({ stripe }: World, invoice: string | undefined): string {
  return (invoice && stripe.find('invoice', invoice).hosted_invoice_url) ?? 'none yet'
}
