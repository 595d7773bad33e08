import { expect, test } from 'vitest'
import type { World } from '../../../simulator/world.ts'
import { count, explained, linkOf, nudgeStates, onlyMessage, open } from '../stage.ts'
import { mayaIn, ownPage, pageBehind, textsTo } from './stage.ts'

const shop = (...others: string[]) => mayaIn(['payment-action-required', ...others])

const grinder = { amount: 4_500, description: 'A grinder', metadata: ownPage } as const

/** The bank wants Maya before it pays: it refuses the charge of a merchant who said that she is away. */
const refuse = (world: World) =>
  world.stripe.chargeOffSession('cus_maya', { ...grinder, declineCode: 'authentication_required' })

/** The bank wants Maya before it pays: the payment waits for her. */
const waitFor = (world: World) =>
  world.stripe.chargeOffSession('cus_maya', { ...grinder, needsAuthentication: true })

/** An hour after the bank asked for her, Maya has one message. */
async function mayaWasAskedFor(ask = waitFor) {
  const world = await shop()
  const intent = ask(world)
  await world.advance({ hours: 1 })
  return { world, intent, message: onlyMessage(world) }
}

test('a charge that was refused for want of a confirmation is told at once, and leads to the page to confirm it on', async () => {
  const world = await shop()
  const intent = refuse(world)
  await world.advance({ minutes: 1 })

  expect(textsTo(world)).toEqual(['payment_action_required'])
  expect(await pageBehind(onlyMessage(world))).toBe(ownPage.paynudge_pay_url)
  expect(await explained(world, intent)).toContain('message 1 (payment_action_required): sent.')

  await world.advance({ days: 2 })
  expect(textsTo(world)).toEqual(['payment_action_required', 'payment_action_required_reminder'])
})

test('a shopper whom the bank has only just asked is given half an hour to answer', async () => {
  const world = await shop()
  waitFor(world)
  await world.advance({ minutes: 29 })
  expect(textsTo(world)).toEqual([])

  await world.advance({ minutes: 2 })
  expect(textsTo(world)).toEqual(['payment_action_required'])
})

test('a shopper who answers their bank at once hears nothing of it', async () => {
  const world = await shop()
  const intent = waitFor(world)
  await world.advance({ minutes: 5 })

  world.stripe.authenticate(intent)
  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled'])
})

test('one refusal told by one event starts one flow, though another one reads the same event', async () => {
  const world = await shop('failed-one-off')
  const intent = refuse(world)
  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual(['payment_action_required', 'payment_action_required_reminder'])
  expect(await count(world, 'enrollment')).toBe(1)
  expect(await explained(world, intent)).toContain('heard payment_intent.payment_failed: handled (enrolled)')
})

test.each<[string, typeof waitFor, (world: World, intent: string) => unknown]>([
  ['confirms it', waitFor, (world, intent) => world.stripe.authenticate(intent)],
  ['pays it by another card', refuse, (world, intent) => world.stripe.payIntent(intent)],
])('a shopper who opens the link and %s has brought a recovery', async (_, ask, answer) => {
  const { world, intent, message } = await mayaWasAskedFor(ask)
  await open(linkOf(message))

  answer(world, intent)
  await world.settle()

  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled'])
  expect(await world.run('results')).toContain('recovered: €45.00')
  await world.advance({ days: 2 })
  expect(textsTo(world)).toHaveLength(1)
})

const endings: readonly [string, (world: World, intent: string) => unknown, string][] = [
  ['gave it up', (world, intent) => world.stripe.cancelIntent(intent), 'The payment was cancelled.'],
  [
    'was refused by the bank for good',
    (world, intent) => world.stripe.failAuthentication(intent),
    'The bank does not ask for a confirmation any more.',
  ],
]

test.each(endings)('no reminder follows where a payment %s', async (_, end, because) => {
  const { world, intent } = await mayaWasAskedFor()

  end(world, intent)
  await world.advance({ days: 2 })

  expect(textsTo(world)).toHaveLength(1)
  expect(await explained(world, intent)).toContain(`the flow ended: ${because}`)
})

test('once the bank has refused the shopper for good, the flow of failed payments takes over', async () => {
  const world = await shop('failed-one-off')
  const intent = waitFor(world)
  await world.advance({ hours: 1 })

  world.stripe.failAuthentication(intent)
  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual(['payment_action_required', 'one_off_failed', 'one_off_failed_reminder'])
})

test('nothing is sent where there is no page to confirm it on, and we can say why', async () => {
  const world = await shop()
  const intent = world.stripe.chargeOffSession('cus_maya', { amount: 4_500, needsAuthentication: true })

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, intent)).toContain(
    'ignored (There is no page on which this payment could be confirmed.)',
  )
})

test('a voucher is no question of a bank', async () => {
  const world = await shop()
  const intent = world.stripe.issueVoucher('cus_maya', { ...grinder, method: 'multibanco' })

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await explained(world, intent)).toContain(
    'ignored (The flow was switched off when the event came in.)',
  )
})

test('news of the confirmation that comes before news of the question starts nothing', async () => {
  const world = await shop()
  world.stripe.hold()
  const intent = waitFor(world)
  world.stripe.authenticate(intent)
  world.stripe.release('reverse')

  await world.advance({ days: 2 })

  expect(textsTo(world)).toEqual([])
  expect(await count(world, 'enrollment')).toBe(0)
  expect(await explained(world, intent)).toContain(
    'heard payment_intent.requires_action: ignored (It was paid before Paynudge looked.)',
  )
})
