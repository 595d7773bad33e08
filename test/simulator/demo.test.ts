import { execFile } from 'node:child_process'
import { request } from 'node:http'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { customers } from '../../simulator/demo/customers.ts'
import { startDrive } from '../../simulator/demo/drive.ts'
import { openDemoShop } from '../../simulator/demo/live.ts'
import { demoPage } from '../../simulator/demo/page.ts'
import { play } from '../../simulator/demo/play.ts'
import { openLink, payOnPage } from '../../simulator/demo/shopper.ts'
import type { stateOf } from '../../simulator/demo/state.ts'
import { thingsByName } from '../../simulator/demo/things.ts'
import { openShop } from '../../simulator/shop.ts'
import { startWorld, type World, type WorldOptions } from '../../simulator/world.ts'

const demoFile = path.join(import.meta.dirname, '../../simulator/demo.ts')
const afternoon = Temporal.Instant.from('2026-11-23T12:30:00Z')
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

type State = ReturnType<typeof stateOf>

/** The demo as a browser meets it: what is pressed, and what is seen then. */
async function startDemo() {
  const world = await startWorld({ start: afternoon.subtract({ hours: 3 }), besides: ['test'] })
  open.push(world.close)
  await openDemoShop(world, afternoon)
  const failed: unknown[] = []
  const drive = startDrive(world, { happened: () => undefined, failed: (error) => failed.push(error) })
  open.push(drive.stop)
  const page = await demoPage(drive)
  const press = async (place: string, body: object) => {
    const answer = await page.request(place, order(body))
    const { error } = (await answer.json()) as { readonly error?: string }
    return { status: answer.status, error }
  }
  const state = async (after = 0) =>
    (await (await page.request(`/state?after=${after}`, { headers: atHome })).json()) as State
  return {
    ...{ world, drive, page, failed, press, state },
    happen: (thing: string, shopper: string = 'cus_lucia', choice?: string) =>
      press('/happen', { thing, shopper, choice }),
    pass: (span: string) => press('/pass', { span }),
    /** What the log tells of these hops, oldest first. */
    told: async (...hops: readonly string[]) =>
      (await state()).lines.filter(({ hop }) => hops.includes(hop)).map(({ text }) => text),
  }
}

const atHome = { host: '127.0.0.1:3001' }

function order(body: object, headers: Record<string, string> = {}) {
  return { method: 'POST', headers: { ...atHome, ...headers }, body: JSON.stringify(body) }
}

const done = { status: 200, error: undefined }

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

describe('what may be made to happen', () => {
  test('a renewal is declined, the message is on the phone, and what is paid by its link is recovered', async () => {
    const { world, drive, failed, happen, state } = await startDemo()
    expect(await happen('decline', 'cus_lucia', 'expired_card')).toEqual(done)
    await drive.passTime({ minutes: 2 }, 'Two minutes go by')
    const [matter] = drive.journal.matters
    const [message] = world.messagesTo(customers.lucia.phone)
    if (!matter || !message) throw new Error('There is no message')
    await payOnPage(await openLink(world, matter, message.buttons.find(({ url }) => url)?.url ?? ''))
    await drive.passTime({ minutes: 1 }, 'A minute goes by')
    const { lines, objects } = await state()
    expect(lines.map(({ hop }) => hop).filter((hop) => journey.includes(hop))).toEqual(journey)
    expect(lines[0]).toMatchObject({
      hop: 'happens',
      text: 'A renewal of €29.00 is declined: the card has expired (expired_card)',
      shopper: 'cus_lucia',
      name: 'Lucía',
    })
    expect((await state(lines.length)).lines).toEqual([])
    expect(objects.invoice?.[0]).toEqual({
      id: matter.subject,
      shopper: 'cus_lucia',
      text: 'CUSLUCIA-0002 · €29.00 · paid · Lucía Moreno',
    })
    expect(objects.payment_intent?.[0]?.text).toBe('€29.00 · succeeded · Lucía Moreno')
    expect([objects.customer?.length, objects.subscription?.length]).toEqual([8, 8])
    expect(await world.run('results')).toContain('recovered: €29.00')
    expect(failed).toEqual([])
  })

  test('a checkout is abandoned: who agreed to offers hears of it, and pays it, expired or not', async () => {
    const { happen, pass, told, world } = await startDemo()
    for (const shopper of ['cus_lucia', 'cus_oliver', 'cus_jonas']) await happen('checkout', shopper)
    await pass('hour')
    expect(world.messagesTo(customers.lucia.phone).at(-1)?.body).toContain('Two bags of coffee')
    expect(world.messagesTo(customers.jonas.phone)).toEqual([])
    expect(await told('not sent')).toContainEqual(expect.stringMatching(/^message 1: /))
    expect(await happen('pay', 'cus_lucia')).toEqual(done)
    await pass('day')
    await pass('day')
    expect(await happen('pay', 'cus_oliver')).toEqual(done)
    expect(await told('paid', 'recovery recorded')).toEqual([
      '€58.00 in full',
      expect.stringContaining('€58.00 as “clicked”'),
      '£52.00 in full',
      expect.stringContaining('£52.00 as “clicked”'),
    ])
  })

  test('an invoice falls due, a card is about to expire, and a decline that Stripe may mend waits', async () => {
    const { happen, told, world } = await startDemo()
    await happen('invoice', 'cus_oliver')
    expect(world.messagesTo(customers.oliver.phone).at(-1)?.body).toContain('due today')
    await happen('pay', 'cus_oliver')
    expect(await told('paid')).toEqual(['£78.00 in full'])
    // What is paid in time was never late.
    expect(await told('recovery recorded')).toEqual([])
    await happen('card', 'cus_jonas')
    expect(await told('happens')).toContain('A card expires on 30 November, before the renewal on 3 December')
    expect(world.messagesTo(customers.jonas.phone).at(-1)?.body).toContain('Visa •••• 4242')
    await happen('decline', 'cus_lucia', 'insufficient_funds')
    expect((await told('waits'))[0]).toMatch(/^message 1 until .*: Stripe tries the payment again by itself/)
    expect(world.messagesTo(customers.lucia.phone)).toEqual([])
  })

  test('money that Stripe’s retry or nobody’s message brought is not claimed, and may be given back', async () => {
    const { happen, told, drive, world } = await startDemo()
    for (const shopper of ['cus_lucia', 'cus_jonas']) await happen('decline', shopper, 'insufficient_funds')
    expect(await happen('retry')).toEqual(done)
    expect(await happen('pay', 'cus_jonas')).toEqual(done)
    expect(await told('recovery recorded')).toEqual([
      expect.stringContaining('“retry”'),
      expect.stringContaining('“unaided”'),
    ])
    expect(await happen('refund')).toEqual(done)
    expect(await told('refunded')).toEqual(['€29.00 went back to the customer, and was not claimed'])

    await happen('decline', 'cus_oliver', 'expired_card')
    await drive.passTime({ minutes: 2 }, 'Two minutes go by')
    const subject = drive.journal.matters.at(-1)?.subject ?? ''
    world.stripe.payInvoice(subject, { amount: 1_300 })
    await drive.passTime({ minutes: 2 }, 'Two minutes go by')
    world.stripe.payInvoice(subject)
    await drive.passTime({ minutes: 2 }, 'Two minutes go by')
    expect((await told('paid')).slice(-2)).toEqual(['£13.00 of £26.00', '£13.00 of £26.00'])
    expect((await told('written back')).at(-1)).toContain('recovered=2600 gbp')
  })

  test('a week goes by: what is due goes out at its time, and nothing to who wrote STOP', async () => {
    const { happen, pass, told, world } = await startDemo()
    await happen('stop', 'cus_elise')
    for (const shopper of ['cus_elise', 'cus_lucia']) await happen('decline', shopper, 'expired_card')
    for (const span of ['hour', 'day', 'week']) expect(await pass(span)).toEqual(done)
    expect((await told('happens')).slice(-3)).toEqual(['An hour goes by', 'A day goes by', 'A week goes by'])
    expect(world.clock.now().since(afternoon).total('hours')).toBeGreaterThanOrEqual(8 * 24 + 1)

    const [first, ...others] = world.messagesTo(customers.lucia.phone).map(({ at }) => at)
    const days = others.map((at) => at.since(first ?? at).total('days'))
    expect(days.map((count) => Math.round(count * 100) / 100)).toEqual([3, 7])

    expect(world.messagesTo(customers.elise.phone)).toEqual([])
    expect(await told('answered')).toEqual(['“STOP”'])
    expect(await told('not sent')).toContainEqual(expect.stringContaining('asked not to be written to'))
  })

  test('a question is handed to a person, and a flow that is off is told as the reason for silence', async () => {
    const { happen, told, world } = await startDemo()
    await happen('question', 'cus_oliver')
    expect(await told('answered', 'replied')).toEqual([
      '“I have a question”',
      expect.stringContaining('Harbor Coffee'),
    ])
    expect((await world.run('thread', 'list')).join()).toContain('held by the person')
    await world.run('flow', 'off', 'failed-payment')
    await happen('decline', 'cus_lucia', 'expired_card')
    expect(await told('left alone')).toEqual([
      'invoice.payment_failed: The flow was switched off when the event came in.',
    ])
  })

  test('what cannot happen on a fresh start is said in clear words, and leaves nothing', async () => {
    const { happen, pass, state } = await startDemo()
    const impossible = [
      ['refund', 'cus_lucia', 'Not now: nothing to refund yet.'],
      ['pay', 'cus_lucia', 'Not now: nothing to pay.'],
      ['retry', 'cus_lucia', 'Not now: nothing was declined.'],
      ['stop', 'cus_grace', 'Not now: Grace has no phone number.'],
      ['question', 'cus_grace', 'Not now: Grace has no phone number.'],
      ['constructor', 'cus_lucia', expect.stringContaining('Choose one of decline, checkout')],
      ['pay', 'cus_nobody', expect.stringContaining('Choose one of cus_lucia')],
      ['decline', 'cus_lucia', expect.stringContaining('Choose one of expired_card')],
    ] as const
    for (const [thing, shopper, error] of impossible)
      expect(await happen(thing, shopper, 'toString')).toEqual({ status: 400, error })
    expect((await pass('constructor')).error).toContain('Choose one of hour, day, week')
    expect((await state()).lines).toEqual([])
  })

  test('everything may be pressed at once and in any order', async () => {
    const { happen, state, failed } = await startDemo()
    const shoppers = ['cus_lucia', 'cus_daan', 'cus_grace']
    const presses = Object.keys(thingsByName)
      .toReversed()
      .flatMap((thing) => shoppers.map((shopper) => happen(thing, shopper, 'lost_card')))
    for (const { error } of await Promise.all(presses))
      expect(error ?? 'Not now: fine.').toMatch(/^Not now: .+\.$/)
    const shown = (await state()).shoppers.flatMap(({ things }) => Object.values<Thing>(things))
    expect(shown.filter(({ label, hint }) => !label || !hint)).toEqual([])
    expect(failed).toEqual([])
  })
})

type Thing = { readonly label: string; readonly hint: string }

describe('who may press and look', () => {
  test('orders of other pages and under foreign names are refused, and looking changes nothing', async () => {
    const { page, drive, world } = await startDemo()
    const foreign: readonly Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { host: 'evil.example:3001' },
    ]
    const body = { thing: 'decline', shopper: 'cus_lucia', choice: 'lost_card', span: 'week' }
    for (const place of ['/happen', '/pass']) {
      for (const headers of foreign)
        expect((await page.request(place, order(body, headers))).status).toBe(403)
      expect((await page.request(place, { headers: atHome })).status).toBe(404)
    }
    for (const place of ['/', '/state', '/dashboard', '/now', '/host.js', '/page.js']) {
      expect((await page.request(place, { headers: { host: 'evil.example:3001' } })).status).toBe(403)
      const answer = await page.request(place, { headers: atHome })
      const policy = answer.headers.get('content-security-policy')
      expect([answer.status, policy]).toEqual([200, expect.stringContaining("frame-ancestors 'self'")])
      expect(policy).toContain(`frame-src 'self' ${world.whatsapp.url}`)
      expect(policy).toContain(`connect-src 'self' ${world.url}`)
    }
    const shown = await (await page.request('/', { headers: atHome })).text()
    expect(shown).toContain('Daan de Vries, NL, €19.00, no consent')
    expect(drive.journal.matters).toEqual([])
  })

  test('the controls of the simulated Stripe and WhatsApp take no orders of other sites either', async () => {
    const { world } = await startDemo()
    const places = [`${world.stripe.url}/_simulator/decline`, `${world.whatsapp.url}/_sandbox/hold`]
    for (const place of places) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { host: 'evil.example' },
      ])
        expect([place, await statusOf(place, headers)]).toEqual([place, 403])
      expect(await statusOf(place, { origin: new URL(place).origin })).not.toBe(403)
    }
  })
})

/** By `node:http`, since `fetch` says no other `Host` than the address has. */
function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.once('error', reject)
    asked.end('{}')
  })
}
