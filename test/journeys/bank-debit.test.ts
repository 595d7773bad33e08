import { expect, test } from 'vitest'
import { usualCard } from '../../simulator/stripe/objects/customer.ts'
import { explained, mayaWasWrittenTo, templatesSent } from './stage.ts'

/** Maya got her first message, and pays from her bank account. */
async function mayaPaysByDebit() {
  const stage = await mayaWasWrittenTo()
  await stage.world.advance({ days: 1 })
  stage.world.stripe.debitInvoice(stage.invoice)
  return stage
}

test('whoever paid from their bank account is asked no more while the money is on its way', async () => {
  const { world, invoice } = await mayaPaysByDebit()

  await world.advance({ days: 4 })
  expect(templatesSent(world)).toHaveLength(1)
  expect(await explained(world, invoice)).toContain('their bank takes some days to bring the money')

  world.stripe.payInvoice(invoice)
  await world.advance({ days: 10 })
  expect(templatesSent(world)).toHaveLength(1)
})

test('a debit that fails after some days is written about again', async () => {
  const { world, invoice } = await mayaPaysByDebit()
  await world.advance({ days: 4 })

  world.stripe.payInvoice(invoice, { card: { ...usualCard, decline: 'generic_decline' } })
  await world.advance({ days: 1 })

  expect(templatesSent(world)).toHaveLength(2)
})
