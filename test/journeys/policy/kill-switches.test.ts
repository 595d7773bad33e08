import { describe, expect, test } from 'vitest'
import { sendDue } from '../../../server/pipeline/send-due.ts'
import { explained, mayaPhone, nudgeStates, sendsToMeta } from '../stage.ts'
import { afterLook, mayaIsDue, openAllDay } from './stage.ts'

type Switch = { readonly what: string; readonly words: readonly string[]; readonly because: string }

const switches: readonly Switch[] = [
  {
    what: 'everything',
    words: ['everything'],
    because: 'Whoever runs this server stopped all messages of all accounts.',
  },
  { what: 'the account', words: ['account'], because: 'All messages of this account are stopped.' },
  {
    what: 'the flow',
    words: ['flow', 'failed-payment'],
    because: 'The messages of this flow are stopped.',
  },
]

describe.each(switches)('once $what is stopped', ({ words, because }) => {
  test('a message that is due is not sent, and we can say why', async () => {
    const world = await openAllDay()
    const invoice = await mayaIsDue(world)

    await world.run('stop', ...words, '--note', 'a wrong text')
    await world.settle()

    expect(world.messagesTo(mayaPhone)).toEqual([])
    expect(await nudgeStates(world)).toEqual(['skipped', 'scheduled', 'scheduled'])
    expect(await explained(world, invoice)).toContain(`message 1 (payment_failed): not sent. ${because}`)
  })

  test('a message a worker has taken already is not sent', async () => {
    const world = await openAllDay()
    const invoice = await mayaIsDue(world)
    afterLook(world, () => world.run('stop', ...words))

    await sendDue(world.house.tools)

    expect(sendsToMeta(world)).toBe(0)
    expect(await explained(world, invoice)).toContain(because)
  })

  test('later messages go out at their time when the stop is lifted, and what was held back does not', async () => {
    const world = await openAllDay()
    await mayaIsDue(world)
    await world.run('stop', ...words)
    await world.advance({ hours: 1 })

    await world.run('resume', ...words)
    await world.advance({ days: 12 })

    expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([
      'paynudge_payment_failed_reminder',
      'paynudge_payment_failed_last',
    ])
  })

  test('a failure of that time is planned all the same, and written about when the stop is lifted before it is due', async () => {
    const world = await openAllDay()
    await world.run('flow', 'set', 'failed-payment', '--delays', '1h,3d,7d')
    await world.run('stop', ...words)
    world.stripe.declineRenewal('cus_maya')
    await world.advance({ minutes: 30 })
    expect(await nudgeStates(world)).toEqual(['scheduled', 'scheduled', 'scheduled'])

    await world.run('resume', ...words)
    await world.advance({ days: 8 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(3)
  })
})

test('a stop of one flow leaves the others alone', async () => {
  const world = await openAllDay(['failed-payment', 'payment-action-required'])
  await world.run('stop', 'flow', 'failed-payment')

  world.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
  await world.advance({ hours: 1 })
  expect(world.messagesTo(mayaPhone)).toEqual([])
  world.stripe.renewalNeedsAuthentication('cus_maya')
  await world.advance({ hours: 1 })

  expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([
    'paynudge_payment_action_required',
  ])
})

test('who lifts the narrower of two stops sends nothing yet', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.run('stop', 'everything')
  await world.run('stop', 'account')

  await world.run('resume', 'account')
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toEqual([])
  expect(await explained(world, invoice)).toContain('Whoever runs this server stopped all messages')
})

test('a payment that comes while all is stopped is seen all the same', async () => {
  const world = await openAllDay()
  const invoice = await mayaIsDue(world)
  await world.settle()
  await world.run('stop', 'account')

  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])
  expect((await world.run('results')).slice(1)).toEqual(['unaided: €29.00 in 1 payment'])
})
