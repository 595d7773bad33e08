import { expect, test } from 'vitest'
import { addRegular } from '../../../simulator/shop.ts'
import type { World } from '../../../simulator/world.ts'
import { maya, mayaPhone, mayaWasWrittenTo } from '../stage.ts'
import { saidTo, say } from './stage.ts'

const nosyPhone = '+34600000066'

/** A customer gave Maya's number as their own for a while: both are one shopper since. */
async function mayaAndNosy() {
  const stage = await mayaWasWrittenTo()
  const { world } = stage
  addRegular(world, { ...maya, id: 'cus_nosy', name: 'Nosy', phone: nosyPhone })
  world.stripe.declineRenewal('cus_nosy')
  await world.advance({ hours: 2 })
  world.stripe.updateCustomer('cus_nosy', { phone: mayaPhone })
  world.stripe.declineRenewal('cus_nosy')
  await world.advance({ hours: 2 })
  return stage
}

/** All that was answered on a phone, documents by their names. */
function toldOn(world: World, phone: string): string {
  return JSON.stringify(world.answersTo(phone))
}

test.each([
  ['factura', 'No tenemos ninguna factura'],
  ['estado de cuenta', 'no tienes nada pendiente'],
  ['saldo', 'no tienes nada pendiente'],
  ['detalle', 'no tienes nada pendiente'],
  ['pagar', 'no tienes nada pendiente'],
  ['pago automático', 'No hay nada con Harbor Coffee que se pueda pagar automáticamente'],
])('whoever gave another’s number as their own is told nothing about them: %s', async (words, said) => {
  const { world } = await mayaAndNosy()

  await say(world, words, nosyPhone)

  expect(saidTo(world, nosyPhone)).toEqual([expect.stringContaining(said)])
})

test.each(['factura', 'estado de cuenta'])(
  'whose number it is at Stripe again hears about their own invoices, and no others: %s',
  async (words) => {
    const { world, invoice } = await mayaAndNosy()
    world.stripe.updateCustomer('cus_nosy', { phone: nosyPhone })
    const { number } = world.stripe.find('invoice', invoice)

    await say(world, words, nosyPhone)

    expect(world.answersTo(nosyPhone).some(({ media }) => media?.kind === 'document')).toBe(true)
    expect(toldOn(world, nosyPhone)).not.toContain(number)
  },
)

test('what somebody else writes is no answer of the customer’s', async () => {
  const { world, invoice } = await mayaAndNosy()
  await say(world, 'pagar', nosyPhone)

  world.stripe.payInvoice(invoice)
  await world.settle()

  const recoveries = world.house.tools.db.selectFrom('recovery').select('attribution')
  // She had read our message herself.
  expect(await recoveries.execute()).toEqual([{ attribution: 'read' }])
})

test('what a person writes to a customer goes to their own number, or nowhere', async () => {
  const { world } = await mayaAndNosy()
  await say(world, 'hola', mayaPhone)
  await say(world, 'soy yo', nosyPhone)

  await world.run('thread', 'answer', mayaPhone, '--text', 'Su tarjeta ha caducado')
  await world.settle()

  expect(saidTo(world)).toContain('Su tarjeta ha caducado')
  expect(saidTo(world, nosyPhone)).not.toContain('Su tarjeta ha caducado')
})

test('a customer in whose thread only somebody else wrote is not answered', async () => {
  const { world } = await mayaAndNosy()
  await say(world, 'soy yo', nosyPhone)

  await expect(world.run('thread', 'answer', mayaPhone, '--text', 'Hola')).rejects.toThrow(
    'from another number than the customer has',
  )
})
