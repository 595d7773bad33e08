import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { addCustomers, customers } from '../../simulator/demo/customers.ts'
import { startDrive } from '../../simulator/demo/drive.ts'
import { demoPage } from '../../simulator/demo/page.ts'
import { play } from '../../simulator/demo/play.ts'
import { openLink, payOnPage } from '../../simulator/demo/shopper.ts'
import { openShop } from '../../simulator/shop.ts'
import { startWorld, type World, type WorldOptions } from '../../simulator/world.ts'

const demoFile = path.join(import.meta.dirname, '../../simulator/demo.ts')
const journey = [
  'signed event in',
  'planned',
  'message sent',
  'delivered',
  'read',
  'link opened',
  'paid',
  'cancelled',
  'recovery recorded',
  'written back',
]

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function startShop(options: WorldOptions = {}): Promise<World> {
  const world = await startWorld(options)
  open.push(world.close)
  await openShop(world)
  return world
}

async function startDemo() {
  const world = await startShop()
  addCustomers(world)
  const hops: string[] = []
  const failed: unknown[] = []
  const drive = startDrive(world, {
    happened: ({ hop }) => hops.push(hop),
    failed: (error) => failed.push(error),
  })
  open.push(drive.stop)
  return { world, drive, hops, failed, page: demoPage(drive) }
}

const atHome = { host: '127.0.0.1:3001' }

function order(body: object, headers: Record<string, string> = {}) {
  return { method: 'POST', headers: { ...atHome, ...headers }, body: JSON.stringify(body) }
}

describe('played by itself', () => {
  test('the demo prints every hop in order and ends with the figures', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [demoFile, '--once'])
    const lines = stdout.trimEnd().split('\n')
    const hops = lines.flatMap((line) => line.match(/ Lucía {3}(.{18}) /)?.[1]?.trim() ?? [])
    expect(hops).toEqual(journey)
    expect(lines.filter((line) => line.startsWith('{'))).toHaveLength(1)
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      messages: 6,
      delivered: 6,
      clicks: 4,
      recovered: { eur: 2_900, inr: 149_900, gbp: 2_600, brl: 8_990 },
    })
    expect(stderr).toBe('')
  })

  test('a text that Meta refused is named as the message that was not sent', async () => {
    const world = await startShop({ whatsapp: { reviews: 'by-hand' } })
    for (const name of new Set(world.whatsapp.templates().map((one) => one.name)))
      await world.whatsapp.review(name, 'REJECTED')
    const lines: string[] = []
    await expect(play(world, (line) => lines.push(line))).rejects.toThrow(
      /“message sent” did not happen for Lucía Moreno: message 1: Meta has not approved/,
    )
    expect(lines.join('\n')).not.toContain('delivered')
  })

  test('a message that never arrives is named as not delivered', async () => {
    const world = await startShop()
    world.whatsapp.loseStatuses('delivered')
    world.whatsapp.loseStatuses('read')
    await expect(play(world, () => undefined)).rejects.toThrow(/“delivered” did not happen for Lucía Moreno/)
  })

  test('a recovery that Stripe does not take note of is named as not written back', async () => {
    const world = await startShop()
    world.stripe.fail({ method: 'POST', path: /^\/v1\/invoices\//, status: 500 }, 100)
    await expect(play(world, () => undefined)).rejects.toThrow(
      /“written back” did not happen for Lucía Moreno/,
    )
  })
})

describe('played by a person', () => {
  test('the money a person pays on the invoice page shows as recovered', async () => {
    const { world, drive, hops, page, failed } = await startDemo()
    const renewal = await drive.declineRenewal(customers.lucia, 'generic_decline')
    await drive.passTime({ minutes: 65 })
    const [message] = world.messagesTo(customers.lucia.phone)
    const link = message?.buttons.find(({ url }) => url)?.url ?? ''
    await payOnPage(await openLink(world, renewal, link))
    await drive.passTime({ minutes: 1 })
    expect(hops).toEqual(journey)
    expect(failed).toEqual([])
    const answer = await page.request('/state?after=6', { headers: atHome })
    expect(await answer.json()).toMatchObject({
      total: 10,
      entries: journey.slice(6).map((hop) => ({ hop, name: 'Lucía' })),
      figures: { counts: { messages: 1, delivered: 1, clicks: 1 }, recovered: ['€29.00'] },
      canRetry: false,
      canRefund: true,
    })
  })

  test('two part payments are told as they happened', async () => {
    const { world, drive } = await startDemo()
    const { invoice } = await drive.declineRenewal(customers.lucia, 'generic_decline')
    await drive.passTime({ minutes: 65 })
    world.stripe.payInvoice(invoice, { amount: 1_450 })
    await drive.passTime({ minutes: 2 })
    world.stripe.payInvoice(invoice)
    await drive.passTime({ minutes: 2 })
    const told = (wanted: string) =>
      drive.journal.entries.filter(({ hop }) => hop === wanted).map(({ text }) => text)
    expect(told('paid')).toEqual(['€14.50 of €29.00', '€14.50 of €29.00'])
    expect(told('cancelled')).toEqual(['messages 2 and 3 will not be sent: the invoice is paid'])
    expect(told('written back').at(-1)).toContain('recovered=2900 eur')
  })

  test('a stop is told with the messages that will not be sent', async () => {
    const { world, drive } = await startDemo()
    await drive.declineRenewal(customers.oliver, 'generic_decline')
    await drive.passTime({ minutes: 65 })
    await world.whatsapp.reply(customers.oliver.phone, 'STOP')
    await drive.passTime({ minutes: 1 })
    expect(drive.journal.entries.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('3 messages in English'),
        'messages 2 and 3 will not be sent: the customer asked for no more',
      ]),
    )
  })

  test('money that went back is shown as refunded, and as nothing recovered', async () => {
    const { world, drive, page } = await startDemo()
    const renewal = await drive.declineRenewal(customers.lucia, 'generic_decline')
    await drive.passTime({ minutes: 65 })
    world.stripe.payInvoice(renewal.invoice)
    await drive.passTime({ minutes: 2 })
    await drive.refundLast()
    await drive.passTime({ minutes: 2 })
    const answer = await page.request('/state', { headers: atHome })
    expect(await answer.json()).toMatchObject({
      figures: { received: [{ amount: '€29.00', why: 'refunded' }], recovered: [] },
      canRefund: false,
    })
  })

  test('the buttons decline a renewal, let Stripe retry, give the money back and let time go by', async () => {
    const { world, drive, page } = await startDemo()
    const before = world.clock.now()
    const press = async (path: string, body: object) => (await page.request(path, order(body))).status
    expect(await press('/decline', { customer: 'cus_jonas', code: 'expired_card' })).toBe(200)
    expect(await press('/pass', { span: 'hour' })).toBe(200)
    expect(await press('/retry', {})).toBe(200)
    expect(await press('/pass', { span: 'hour' })).toBe(200)
    expect(await press('/refund', {})).toBe(200)
    expect(await press('/pass', { span: 'hour' })).toBe(200)
    expect(drive.journal.entries.map(({ hop }) => hop)).toContain('refunded')
    expect(world.clock.now().since(before).total('minutes')).toBeGreaterThanOrEqual(120)
    expect(await press('/refund', {})).toBe(400)
    expect(await press('/pass', { span: 'constructor' })).toBe(400)
  })

  test.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['under a foreign name', { host: 'evil.example:3001' }],
  ])('an order %s is refused', async (_, headers) => {
    const { page, drive } = await startDemo()
    const answer = await page.request(
      '/decline',
      order({ customer: 'cus_lucia', code: 'lost_card' }, headers),
    )
    expect(answer.status).toBe(403)
    expect(drive.journal.renewals).toEqual([])
  })

  test('looking changes nothing', async () => {
    const { page } = await startDemo()
    for (const path of ['/decline', '/retry', '/refund', '/pass'])
      expect((await page.request(path, { headers: atHome })).status).toBe(404)
  })

  test('the page shows itself with a policy of its own', async () => {
    const { page, world } = await startDemo()
    const answer = await page.request('/', { headers: atHome })
    expect(answer.headers.get('content-security-policy')).toContain(`frame-src ${world.whatsapp.url}`)
    expect(await answer.text()).toContain('Daan de Vries, NL, €19.00, no consent')
  })
})
