import { describe, expect, test } from 'vitest'
import { sendDue } from '../../../server/pipeline/send-due.ts'
import type { World } from '../../../simulator/world.ts'
import { explained, mayaFails, mayaPhone, nudgeStates, sendsToMeta, setAside } from '../stage.ts'
import { afterLook, openAllDay, read } from './stage.ts'

/** Maya's renewal failed two hours ago, and her first message went out; the second one is planned three days on. */
async function secondIsPlanned() {
  const world = await openAllDay()
  await world.run('settings', 'set', '--per-day', '3', '--per-week', '5')
  const invoice = await mayaFails(world, 'expired_card')
  return { world, invoice }
}

/** The reason of the latest decision, and until when it waits in days from now; undefined where it does not wait. */
async function lastDecision({ house, clock }: World) {
  const { reason, until } = await house.tools.db
    .selectFrom('decision')
    .select(['reason', 'until'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const days = until === null ? undefined : (until - clock.now().epochMilliseconds) / 86_400_000
  return { reason, days: days === undefined ? undefined : Math.round(days) }
}

test('the next message goes out at once, the later ones at their own time, and the story says who asked', async () => {
  const { world, invoice } = await secondIsPlanned()

  const said = await world.run('nudge', 'now', invoice)
  await world.settle()

  expect(said).toEqual([
    `Message 2 of failed-payment for ${invoice} is due now; \`explain ${invoice}\` tells what came of it`,
  ])
  expect(read(world)).toEqual([
    expect.stringContaining('2026-11-23T10:05'),
    'payment_failed_reminder 2026-11-23T12:05',
  ])
  expect(await explained(world, invoice)).toMatch(
    /message 2 was asked for at once by \S+ on the command line/,
  )
  await world.advance({ days: 8 })
  expect(read(world)).toHaveLength(3)
  expect(read(world)[2]).toBe('payment_failed_last 2026-11-30T10:05')
})

test('the change stands in the audit', async () => {
  const { world, invoice } = await secondIsPlanned()
  await world.run('nudge', 'now', invoice)
  expect((await world.run('audit', 'list'))[0]).toContain(
    `nudge now of failed-payment: subject ${invoice}, step 2`,
  )
})

test('asked for twice, it goes out once', async () => {
  const { world, invoice } = await secondIsPlanned()
  await Promise.all([world.run('nudge', 'now', invoice), world.run('nudge', 'now', invoice)])
  await world.settle()
  expect(sendsToMeta(world)).toBe(2)
})

test('a payment is found by the look before it, so that nothing is sent', async () => {
  const { world, invoice } = await secondIsPlanned()
  await world.run('nudge', 'now', invoice)
  world.stripe.payInvoice(invoice)
  await sendDue(world.house.tools)
  expect(sendsToMeta(world)).toBe(1)
  await expect(world.run('nudge', 'now', invoice)).rejects.toThrow(
    'Nothing is under way here any more. The invoice is paid.',
  )
})

type Objection = readonly [what: string, object: (world: World) => Promise<unknown>, reason: string]
const objections: readonly Objection[] = [
  ['the customer stopped', (world) => world.run('consent', 'withdraw', mayaPhone), 'opted-out'],
  ['everything is stopped', (world) => world.run('stop', 'account'), 'stopped-account'],
  ['the flow is off', (world) => world.run('flow', 'off', 'failed-payment'), 'flow-off'],
  ['the account only watches', (world) => world.run('settings', 'set', '--mode', 'watch'), 'watch-only'],
  [
    'the subject was written about often enough',
    (world) => world.run('flow', 'set', 'failed-payment', '--per-subject', '1'),
    'enough-about-this',
  ],
]

describe.each(objections)('while %s', (_, object, reason) => {
  test('nothing is sent, the reason is told, and the message keeps its own time', async () => {
    const { world, invoice } = await secondIsPlanned()
    await object(world)

    await world.run('nudge', 'now', invoice)
    await world.settle()

    expect(sendsToMeta(world)).toBe(1)
    expect(await lastDecision(world)).toEqual({ reason, days: 3 })
    expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
  })
})

test('at night it waits for the morning on every clock of her country, and then goes out', async () => {
  const { world, invoice } = await secondIsPlanned()
  await world.run('settings', 'set', '--hours', '09:00-20:00')
  await world.advance({ hours: 10 })

  await world.run('nudge', 'now', invoice)
  await world.settle()
  expect(await explained(world, invoice)).toContain("outside the sending hours on the customer's clock")
  await world.advance({ hours: 20 })

  expect(read(world)[1]).toBe('payment_failed_reminder 2026-11-24T10:00')
})

test('above the cap of a day it waits for the next one', async () => {
  const { world, invoice } = await secondIsPlanned()
  await world.run('settings', 'set', '--per-day', '1')
  await world.run('nudge', 'now', invoice)
  await world.settle()
  expect(await lastDecision(world)).toMatchObject({ reason: 'too-often' })
  await world.advance({ hours: 20 })
  expect(read(world)[1]).toBe('payment_failed_reminder 2026-11-24T00:00')
})

test('before a retry of Stripe’s that may well win it waits for that', async () => {
  const world = await openAllDay()
  const invoice = await mayaFails(world, 'insufficient_funds')
  await world.run('nudge', 'now', invoice)
  await world.settle()
  expect(sendsToMeta(world)).toBe(0)
  expect((await lastDecision(world)).reason).toBe('retry-first')
})

test('lifted meanwhile, what stood against it lets it go out before its own time', async () => {
  const { world, invoice } = await secondIsPlanned()
  await world.run('stop', 'account')
  await world.run('nudge', 'now', invoice)
  await world.settle()
  await world.run('resume', 'account')
  await world.run('nudge', 'now', invoice)
  await world.settle()
  expect(sendsToMeta(world)).toBe(2)
})

test('a new look at the invoice leaves it due at once', async () => {
  const { world, invoice } = await secondIsPlanned()
  afterLook(world, async () => {
    await world.run('nudge', 'now', invoice)
  })
  world.stripe.retry(invoice, { succeeds: false })
  await world.settle()
  expect(read(world)[1]).toBe('payment_failed_reminder 2026-11-23T12:05')
  expect(await setAside(world)).toEqual([])
})

test.each([
  ['in_nothing', 'Nothing is under way for in_nothing'],
  ['', 'ID is missing'],
])('of "%s" there is nothing to ask for', async (id, words) => {
  const world = await openAllDay()
  await expect(world.run('nudge', 'now', id)).rejects.toThrow(words)
})

test('where more than one matter is under way it must be said which', async () => {
  const { world } = await secondIsPlanned()
  const second = await mayaFails(world, 'expired_card')
  await expect(world.run('nudge', 'now', 'cus_maya')).rejects.toThrow('More than one flow is under way')
  await world.run('nudge', 'now', second)
})

test('when every message was sent, there is none to ask for', async () => {
  const { world, invoice } = await secondIsPlanned()
  await world.advance({ days: 8 })
  await expect(world.run('nudge', 'now', invoice)).rejects.toThrow('No message waits here any more')
})
