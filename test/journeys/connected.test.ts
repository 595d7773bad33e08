import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import { linkOf, maya, mayaFails, mayaPhone, open, openTeaHouse, shopWithMaya, tea } from './stage.ts'

/** A second business on the same server, with Maya as a customer too. */
async function twoShops() {
  const world = await shopWithMaya()
  await openTeaHouse(world)
  addRegular(world, { ...maya, account: tea.account, id: 'cus_maya_tea', amount: 1_500 })
  return world
}

test('a connected business writes from its own number about its own invoices, and gets its own notes', async () => {
  const world = await twoShops()
  const calls = world.stripe.calls.length
  const invoice = world.stripe.declineRenewal('cus_maya_tea')
  await world.advance({ hours: 2 })

  const [message] = world.messagesTo(mayaPhone)
  expect(message).toMatchObject({ from: '+49301234567' })
  expect(message?.body).toContain('Spreewald Tee')
  await open(linkOf(message!))
  world.stripe.payInvoice(invoice)
  await world.settle()

  expect(world.stripe.find('invoice', invoice).metadata).toMatchObject({ paynudge_attribution: 'clicked' })
  expect(await world.run('results', '--account', tea.account)).toContain('recovered: €15.00')
  expect(await world.run('results')).toEqual(['0 clicks'])
  expect(new Set(world.stripe.calls.slice(calls).map(({ account }) => account))).toEqual(
    new Set([tea.account]),
  )
})

test('a STOP to one business says nothing about another', async () => {
  const world = await twoShops()
  await mayaFails(world)
  world.stripe.declineRenewal('cus_maya_tea')
  await world.advance({ hours: 2 })

  await world.whatsapp.reply(mayaPhone, 'STOP', tea.number.phoneNumberId)
  await world.advance({ days: 8 })

  const from = world.messagesTo(mayaPhone).map((message) => message.from)
  expect(from.filter((phone) => phone === '+49301234567')).toHaveLength(1)
  expect(from.filter((phone) => phone === '+34910000000')).toHaveLength(3)
})

test('a number that one business linked cannot be linked by another', async () => {
  const world = await twoShops()
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'token')
  await writeFile(file, tea.number.token)
  const { phoneNumberId, wabaId } = tea.number

  await expect(
    world.run(
      'number',
      'link',
      '--phone-number-id',
      phoneNumberId,
      '--waba-id',
      wabaId,
      '--token-file',
      file,
    ),
  ).rejects.toThrow('linked to another account')
})

test("one business cannot be told another's story", async () => {
  const world = await twoShops()
  const invoice = await mayaFails(world)

  await expect(world.run('explain', invoice, '--account', tea.account)).rejects.toThrow('Nothing is known')
})
