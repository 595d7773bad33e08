import { expect, test } from 'vitest'
import {
  count,
  explained,
  linkOf,
  mayaPhone,
  mayaWasWrittenTo,
  notesOn,
  nudgeStates,
  open,
  shopWithMaya,
} from './stage.ts'

test("money that Stripe's own retry brings is never ours, and no message follows", async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.setDecline('cus_maya')

  await world.advance({ days: 8 })

  expect(world.stripe.find('invoice', invoice).status).toBe('paid')
  expect(await world.run('results')).toEqual(['0 clicks', 'retry: €29.00 in 1 payment'])
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(notesOn(world, invoice).invoice).toEqual({
    paynudge_flow: 'failed-payment',
    paynudge_attribution: 'retry',
    paynudge_recovered: '0 eur',
  })
})

test("a retry's money is not ours even when the link was opened before", async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))

  world.stripe.retry(invoice, { succeeds: true })
  await world.settle()

  expect(await world.run('results')).toEqual(['1 click', 'retry: €29.00 in 1 payment'])
})

test('a second failure brings the facts up to date and enrolls nobody again', async () => {
  const { world, invoice } = await mayaWasWrittenTo()

  world.stripe.retry(invoice, { succeeds: false, declineCode: 'expired_card' })
  await world.settle()

  expect(await count(world, 'enrollment')).toBe(1)
  expect(await count(world, 'nudge')).toBe(3)
  const { facts, failed_attempts } = await world.house.tools.db
    .selectFrom('enrollment')
    .select(['facts', 'failed_attempts'])
    .executeTakeFirstOrThrow()
  expect(JSON.parse(facts)).toMatchObject({ declineCode: 'expired_card', declineClass: 'other-card' })
  expect(failed_attempts).toBe(2)
  expect(await explained(world, invoice)).toContain('heard invoice.payment_failed: handled (updated)')
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('after a failed retry a payment by hand is still a recovery by click', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  world.stripe.retry(invoice, { succeeds: false })
  await world.advance({ hours: 1 })

  await open(linkOf(message))
  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual(['1 click', 'clicked: €29.00 in 1 payment', 'recovered: €29.00'])
})

test('a payment by hand is ours though news of the failed retry before it comes later', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  world.stripe.hold()
  world.stripe.retry(invoice, { succeeds: false })
  await open(linkOf(message))
  await world.advance({ hours: 1 })
  world.stripe.payInvoice(invoice)
  world.stripe.release('reverse')
  await world.advance({ hours: 1 })

  expect(await world.run('results')).toEqual(['1 click', 'clicked: €29.00 in 1 payment', 'recovered: €29.00'])
  expect(notesOn(world, invoice).invoice).toMatchObject({ paynudge_attribution: 'clicked' })
})

// Stripe counts the tries it skips after a hard decline, and tells of them in no invoice.payment_failed.
test('a payment by hand is ours after retries that Stripe only counted', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'stolen_card' })
  await world.advance({ days: 4 })
  expect(world.stripe.find('invoice', invoice).attempt_count).toBe(2)
  const [message] = world.messagesTo(mayaPhone)

  await open(linkOf(message!))
  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toEqual(['1 click', 'clicked: €29.00 in 1 payment', 'recovered: €29.00'])
})

test('a new card on file that the next retry charges is a retry', async () => {
  const { world } = await mayaWasWrittenTo()
  world.stripe.giveCard('cus_maya', { brand: 'mastercard', last4: '4444' })

  await world.advance({ days: 4 })

  expect(await world.run('results')).toEqual(['0 clicks', 'retry: €29.00 in 1 payment'])
})

test('a renewal without any card on file is written about and recovered too', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya', { noPaymentMethod: true })
  await world.advance({ hours: 2 })
  const [message] = world.messagesTo(mayaPhone)

  await open(linkOf(message!))
  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(await world.run('results')).toContain('recovered: €29.00')
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])
})
