import { expect, test } from 'vitest'
import { sendDue } from '../../../server/pipeline/send-due.ts'
import { explained, mayaFails, mayaPhone, nudgeStates, sendsToMeta } from '../stage.ts'
import { afterLook, mayaIsDue, openAllDay, read } from './stage.ts'

test('nothing is sent about what was paused, and the story says who paused it', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)

  expect(await world.run('nudge', 'pause', invoice)).toEqual([`failed-payment for ${invoice} is paused`])
  await world.advance({ hours: 5 })

  expect(world.messagesTo(mayaPhone)).toEqual([])
  const story = await explained(world, invoice)
  expect(story).toMatch(/ {2}paused by \S+ on the command line/)
  expect(story).toMatch(/message 1 \(payment_failed\): waits until .*\. Paused by \S+ on the command line\./)
})

test('let go on, what has become due goes out at once', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.run('nudge', 'pause', invoice)
  await world.advance({ hours: 5 })

  expect(await world.run('nudge', 'go-on', invoice)).toEqual([`failed-payment for ${invoice} goes on`])
  await world.settle()

  expect(read(world)).toEqual(['payment_failed 2026-11-23T16:05'])
})

test('a message whose use ends in the pause is not sent, and later ones keep their time', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.run('nudge', 'pause', invoice)
  await world.advance({ days: 4 })
  expect((await nudgeStates(world))[0]).toBe('skipped')

  await world.run('nudge', 'go-on', invoice)
  await world.advance({ days: 5 })

  expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([
    'paynudge_payment_failed_reminder',
    'paynudge_payment_failed_last',
  ])
})

test('a message a worker has taken already is not sent', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  afterLook(world, () => world.run('nudge', 'pause', invoice))
  await sendDue(world.house.tools)
  expect(sendsToMeta(world)).toBe(0)
})

test('it is one matter that is paused: another one of the same customer goes on', async () => {
  const world = await openAllDay()
  await world.run('flow', 'set', 'failed-payment', '--delays', '1h,3d,7d')
  const first = world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.run('nudge', 'pause', first)
  await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a payment ends what is paused, and is seen all the same', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.settle()
  await world.run('nudge', 'pause', invoice)
  world.stripe.payInvoice(invoice)
  await world.settle()
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])
  expect(await world.run('results')).toContainEqual('unaided: €29.00 in 1 payment')
  await expect(world.run('nudge', 'go-on', invoice)).rejects.toThrow('The invoice is paid.')
})

test('a pause is said once, and who asks for a message of it is told who paused it', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.run('nudge', 'pause', invoice)
  expect(await world.run('nudge', 'pause', invoice)).toEqual([
    `failed-payment for ${invoice} is paused already`,
  ])
  await expect(world.run('nudge', 'now', invoice)).rejects.toThrow(/^This was paused by \S+ on the command/)
  await world.run('nudge', 'go-on', invoice)
  expect(await world.run('nudge', 'go-on', invoice)).toEqual([`failed-payment for ${invoice} was not paused`])
  const changes = (await world.run('audit', 'list')).join('\n')
  expect(changes).toContain(`pause enrollment of failed-payment: subject ${invoice}`)
  expect(changes).toContain(`go on enrollment of failed-payment: subject ${invoice}`)
})

test('another account cannot pause it', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.run('account', 'set', '--account', 'acct_other', '--name', 'Other', '--country', 'ES')
  await expect(world.run('nudge', 'pause', invoice, '--account', 'acct_other')).rejects.toThrow(
    'Nothing is under way',
  )
})
