import { expect, test } from 'vitest'
import { addRegular, linkNumber, openShop } from '../../../simulator/shop.ts'
import type { World } from '../../../simulator/world.ts'
import { emptyWorld, explained, maya, mayaFails, mayaPhone, nudgeStates, shopWithMaya } from '../stage.ts'
import { addBerlin, berlin, harbor, numberRows, refusalOf, sendersOf } from './stage.ts'

/** A trial of the merchant's, in Stripe's test environment. */
const trialOf = ['--environment', 'test', '--account', 'acct_trial']

const klausPhone = '+4915112345678'

/** A shop with two numbers; Maya's phone is Spanish, that of Klaus German. */
async function twoNumbers(...choices: readonly (readonly string[])[]): Promise<World> {
  const world = await emptyWorld()
  addBerlin(world)
  await world.run('account', 'set')
  await linkNumber(world)
  await linkNumber(world, berlin)
  await openShop(
    world,
    ['settings', 'set', '--hours', '00:00-24:00'],
    ['flow', 'set', 'failed-payment', '--delays', '1h,3d,7d', '--template', '1=payment_failed'],
    ...choices,
  )
  await world.advance({ hours: 2 })
  addRegular(world, maya)
  addRegular(world, { ...maya, id: 'cus_klaus', name: 'Klaus', phone: klausPhone, country: 'DE' })
  return world
}

async function bothFail(world: World): Promise<void> {
  world.stripe.declineRenewal('cus_klaus')
  await mayaFails(world)
}

test('messages go out from the number that was linked first, until another is chosen', async () => {
  const world = await twoNumbers()
  await mayaFails(world)
  await world.run('number', 'default', berlin.phoneNumberId)
  await world.run('template', 'push')
  await world.advance({ days: 3, hours: 3 })

  expect(sendersOf(world)).toEqual([harbor.phoneNumberId, berlin.phoneNumberId])
})

test('the shopper’s country chooses the number, where the merchant said so', async () => {
  const world = await twoNumbers(['settings', 'set', '--sender', `DE=${berlin.phoneNumberId}`])

  await bothFail(world)

  expect(world.messagesTo(mayaPhone)[0]?.phoneNumberId).toBe(harbor.phoneNumberId)
  expect(world.messagesTo(klausPhone)[0]?.phoneNumberId).toBe(berlin.phoneNumberId)
})

test('a flow with a number of its own uses it for every country', async () => {
  const world = await twoNumbers(
    ['settings', 'set', '--sender', `DE=${harbor.phoneNumberId}`],
    ['flow', 'set', 'failed-payment', '--sender', berlin.phoneNumberId],
  )

  await bothFail(world)

  expect(new Set(sendersOf(world))).toEqual(new Set([berlin.phoneNumberId]))
})

test('a country’s number goes back to the usual, and one that is not linked is refused', async () => {
  const world = await twoNumbers(['settings', 'set', '--sender', `DE=${berlin.phoneNumberId}`])

  expect(await world.run('settings', 'show')).toContain(`sender: DE=${berlin.phoneNumberId} (usually none)`)
  expect(await refusalOf(world.run('settings', 'set', '--sender', 'FR=999'))).toContain(
    'No number 999 is linked',
  )
  await world.run('settings', 'set', '--sender', 'DE=usual')
  expect(await world.run('settings', 'show')).toContain('sender: none')
})

test('the number the account sends from is not unlinked before another takes its place', async () => {
  const world = await twoNumbers()

  expect(await refusalOf(world.run('number', 'unlink', harbor.phoneNumberId))).toContain(
    'Make another one the default first',
  )
  await world.run('number', 'default', berlin.phoneNumberId)
  await world.run('number', 'unlink', harbor.phoneNumberId)

  const rows = await numberRows(world)
  expect(rows.map(({ token_sealed, is_default }) => [token_sealed === '', is_default])).toEqual([
    [true, 0],
    [false, 1],
  ])
})

test('a number that is unlinked at the moment it is made the default leaves the account one to send from', async () => {
  const world = await twoNumbers()
  const [unlinked, chosen] = await Promise.allSettled([
    world.run('number', 'unlink', berlin.phoneNumberId),
    world.run('number', 'default', berlin.phoneNumberId),
  ])
  expect([unlinked.status, chosen.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  const rows = await numberRows(world)
  expect(rows.filter(({ token_sealed, is_default }) => token_sealed !== '' && is_default)).toHaveLength(1)
})

test('what waits on a number that is unlinked is decided anew, and goes out from the other', async () => {
  const world = await twoNumbers()
  await world.run('flow', 'set', 'failed-payment', '--sender', berlin.phoneNumberId)
  await world.run('template', 'push')
  await world.advance({ hours: 1 })
  world.whatsapp.changeNumber(berlin.phoneNumberId, { status: 'PENDING' })
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 1, minutes: 5 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)

  await world.run('number', 'unlink', berlin.phoneNumberId)
  await world.advance({ minutes: 1 })

  expect(sendersOf(world)).toEqual([harbor.phoneNumberId])
})

test('without any number left nothing goes out, and we can say why; linked again it does', async () => {
  const world = await twoNumbers()
  await world.run('number', 'unlink', berlin.phoneNumberId)
  await world.run('number', 'unlink', harbor.phoneNumberId)

  const invoice = await mayaFails(world)

  expect(await nudgeStates(world)).toEqual(['skipped', 'scheduled', 'scheduled'])
  expect(await explained(world, invoice)).toContain('No WhatsApp number is linked')
  await linkNumber(world)
  await world.advance({ days: 3, hours: 3 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a STOP to a number that was unlinked meanwhile still counts', async () => {
  const world = await twoNumbers()
  await mayaFails(world)
  await world.run('number', 'default', berlin.phoneNumberId)
  world.whatsapp.hold()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.run('number', 'unlink', harbor.phoneNumberId)
  await world.whatsapp.release()
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a STOP still arrives when another environment unlinks its number of the same business account', async () => {
  const world = await shopWithMaya()
  await mayaFails(world)
  const trial = { ...harbor, phoneNumberId: '400500602', token: 'EAAG-trial-token' }
  world.whatsapp.addNumber({
    app: 'default',
    ...trial,
    displayPhone: '+34 600 000 602',
    verifiedName: 'Trial',
  })
  await world.run('account', 'set', ...trialOf, '--name', 'Trial', '--country', 'ES')
  await linkNumber(world, trial, ...trialOf)
  await world.run('number', 'unlink', trial.phoneNumberId, ...trialOf)

  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})
