import { expect, test } from 'vitest'
import { sendDue } from '../../../server/pipeline/send-due.ts'
import { count, explained, mayaPhone, nudgeStates, sendsToMeta } from '../stage.ts'
import { afterLook, mayaIsDue, openAllDay } from './stage.ts'

const because =
  'Nothing spoke against the message, but Paynudge only watches here. Choose in the settings to send messages to have them go out.'
const help = 'Type `npm run paynudge -- settings set --mode live`.'

test('a merchant who only watches sees what would have been sent, and nobody is written to', async () => {
  const world = await openAllDay()
  await world.run('settings', 'set', '--mode', 'watch')
  const invoice = world.stripe.declineRenewal('cus_maya')

  await world.advance({ days: 11 })

  expect(sendsToMeta(world)).toBe(0)
  expect(await count(world, 'send')).toBe(0)
  expect(await nudgeStates(world)).toEqual(['skipped', 'skipped', 'skipped'])
  const story = await explained(world, invoice)
  for (const message of ['1 (payment_failed)', '2 (payment_failed_reminder)', '3 (payment_failed_last)'])
    expect(story).toContain(`message ${message}: not sent. ${because} ${help} [watchOnly]`)
})

test('what would not have been sent in any case says so, and not that the merchant only watches', async () => {
  const world = await openAllDay(['failed-payment'], { optIn: 'false' })
  await world.run('settings', 'set', '--mode', 'watch')
  const invoice = world.stripe.declineRenewal('cus_maya')

  await world.advance({ days: 1 })

  expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
  expect(await explained(world, invoice)).not.toContain('only watches')
})

test('money that comes in while the merchant watches is recorded, and is not ours', async () => {
  const world = await openAllDay()
  await world.run('settings', 'set', '--mode', 'watch')
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 1 })

  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual(['0 clicks', 'unaided: €29.00 in 1 payment'])
})

test('nobody who was only watched counts in a comparison with the held-out', async () => {
  const world = await openAllDay()
  await world.run('settings', 'set', '--mode', 'watch')
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 11 })

  const { db } = world.house.tools
  expect(await db.selectFrom('enrollment').select(['eligible_at', 'side']).execute()).toEqual([
    { eligible_at: null, side: null },
  ])
  expect(await db.selectFrom('shopper').select('side').execute()).toEqual([{ side: null }])
})

test('once the account is live the messages still to come go out, and what was only watched does not', async () => {
  const world = await openAllDay()
  await world.run('settings', 'set', '--mode', 'watch')
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 1 })

  await world.run('settings', 'set', '--mode', 'live')
  await world.advance({ minutes: 10 })
  expect(world.messagesTo(mayaPhone)).toEqual([])

  await world.advance({ days: 11 })
  expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([
    'paynudge_payment_failed_reminder',
    'paynudge_payment_failed_last',
  ])
})

test('a message that waits for the morning while the account goes live is still of use, and goes out', async () => {
  const world = await openAllDay()
  await world.run('settings', 'set', '--mode', 'watch', '--hours', '18:00-20:00')
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 1 })
  expect(await nudgeStates(world)).toEqual(['scheduled', 'scheduled', 'scheduled'])

  await world.run('settings', 'set', '--mode', 'live')
  await world.advance({ hours: 12 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a merchant who begins to watch stops even a message that a worker has taken already', async () => {
  const world = await openAllDay()
  await mayaIsDue(world)
  afterLook(world, () => world.run('settings', 'set', '--mode', 'watch'))

  await sendDue(world.house.tools)

  expect(sendsToMeta(world)).toBe(0)
})
