import { expect, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import {
  explained,
  linkOf,
  maya,
  mayaPhone,
  mayaWasWrittenTo,
  notesOn,
  onlyMessage,
  open,
  setAside,
  shopWithMaya,
  stripeDown,
  writesTo,
} from './stage.ts'

const kenjiPhone = '+819012345678'

test("a failure that comes while Stripe's API is down is handled when it is up again", async () => {
  const world = await shopWithMaya()
  world.stripe.fail(stripeDown, 6)

  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('heard invoice.payment_failed: handled (enrolled)')
})

test.each([429, 401, 403])('an answer %i of Stripe that passes loses nothing', async (status) => {
  const world = await shopWithMaya()
  world.stripe.fail({ status }, 2)

  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await setAside(world)).toEqual([])
})

test('an account that took its access back starts nothing, and we can say why', async () => {
  const world = await shopWithMaya()
  world.stripe.fail({ status: 403, code: 'account_invalid' }, 2)

  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 2 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('or Paynudge may not see it.')
})

test('an invoice Stripe knows no more starts nothing, and we can say why', async () => {
  const world = await shopWithMaya()
  world.stripe.hold()
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.deleteInvoice(invoice)
  world.stripe.release()

  await world.advance({ hours: 2 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('ignored (Stripe knew the object no more')
})

test('a message that is due while Stripe is down waits until it is up again', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 59 })
  world.stripe.fail(stripeDown, 10)

  await world.advance({ minutes: 2 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)

  await world.advance({ hours: 1 })
  expect(onlyMessage(world).template).toBe('paynudge_payment_failed')
})

test('a note that cannot be written is written later', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.fail({ ...stripeDown, method: 'POST' }, 3)

  world.stripe.payInvoice(invoice)
  await world.settle()
  expect(notesOn(world, invoice).invoice).toEqual({})

  await world.advance({ hours: 1 })
  expect(notesOn(world, invoice)).toMatchObject({
    invoice: { paynudge_attribution: 'read' },
    intents: [{ paynudge_attribution: 'read' }],
  })
})

test('a note written half is written whole later', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.stripe.fail({ ...stripeDown, method: 'POST', path: /payment_intents/ }, 1)

  world.stripe.payInvoice(invoice)
  await world.advance({ hours: 1 })

  expect(notesOn(world, invoice).intents).toMatchObject([{ paynudge_attribution: 'read' }])
  expect(writesTo(world)).toHaveLength(4)
})

test('a payment that comes while Stripe is down is counted when it is up again', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.fail(stripeDown, 12)

  world.stripe.payInvoice(invoice)
  await world.advance({ hours: 1 })

  expect(await world.run('results')).toContain('recovered: €29.00')
})

test('a webhook that always fails is set aside with its error while those behind it go on', async () => {
  const world = await shopWithMaya()
  addRegular(world, { ...maya, id: 'cus_kenji', phone: kenjiPhone, country: 'JP' })
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.fail({ status: 400, path: `/v1/invoices/${invoice}` }, 8)
  world.stripe.declineRenewal('cus_kenji')

  await world.advance({ minutes: 40 })

  const [line, ...others] = await world.run('events')
  expect(others).toEqual([])
  expect(line).toContain('invoice.payment_failed')
  const [id] = line!.split(' ')
  const row = await world.house.tools.db
    .selectFrom('inbox')
    .select(['state', 'attempts', 'reason'])
    .where('id', '=', id!)
    .executeTakeFirst()
  expect(row).toMatchObject({ state: 'set_aside', attempts: 8 })
  expect(row?.reason).toBeTruthy()

  await world.advance({ minutes: 30 })
  expect(world.messagesTo(kenjiPhone)).toHaveLength(1)
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)

  await world.run('events', 'rerun', id!)
  await world.advance({ minutes: 5 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await setAside(world)).toEqual([])
})

test('a webhook is not set aside while Stripe is down for a day', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.fail({ ...stripeDown, path: `/v1/invoices/${invoice}` }, 40)
  await world.advance({ days: 1 })

  expect(await setAside(world)).toEqual([])
  expect(onlyMessage(world).template).toBe('paynudge_payment_failed')
})

test('a webhook that fails again after a rerun is set aside again', async () => {
  const world = await shopWithMaya()
  const invoice = world.stripe.declineRenewal('cus_maya')
  world.stripe.fail({ status: 400, path: `/v1/invoices/${invoice}` }, 16)
  await world.advance({ hours: 2 })
  const [line] = await world.run('events')

  await world.run('events', 'rerun', line!.split(' ')[0]!)
  await world.advance({ hours: 2 })

  expect((await world.run('events'))[0]).toContain(line!.split(' ')[0])
})

test('a rerun of a webhook that is not set aside is refused', async () => {
  const world = await shopWithMaya()

  await expect(world.run('events', 'rerun', 'nothing')).rejects.toThrow('No webhook nothing is set aside')
})

test('a server that was away gets the events Stripe tries again', async () => {
  const world = await shopWithMaya()
  const { house } = world
  world.stripe.hold()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 3 })
  world.stripe.release()
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await house.nextDueAt()).toBeDefined()
})

test('a server that slept for days tries what waited all the same, should Stripe be away when it wakes', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.stripe.delivered()
  await world.clock.moveTo(world.clock.now().add({ hours: 4 * 24 }))
  world.stripe.fail({ ...stripeDown, method: 'GET' }, 2)
  await world.settle()
  await world.advance({ hours: 2 })

  expect(await setAside(world)).toEqual([])
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})
