import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { World } from '../../simulator/world.ts'
import { explained, mayaFails, mayaPhone, nudgeStates, shopWithMaya } from './stage.ts'

const agreed = 'Yes, Harbor Coffee may remind me of payments on WhatsApp'

async function importFile(world: World, lines: readonly string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'consents.csv')
  await writeFile(file, lines.join('\n'))
  return world.run('consent', 'import', file)
}

/** Nobody ever asked Maya about messages. */
async function shopWithSilentMaya() {
  const world = await shopWithMaya()
  world.stripe.updateCustomer('cus_maya', { metadata: {} })
  await world.settle()
  return world
}

test('a customer who never agreed gets no message, and we can say why', async () => {
  const world = await shopWithSilentMaya()

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain(
    'message 1 (payment_failed): not sent. The customer has not agreed to WhatsApp messages.',
  )
  await world.advance({ days: 31 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await nudgeStates(world)).toEqual(['skipped', 'skipped', 'skipped'])
})

test('a customer the merchant noted as not agreeing gets no message', async () => {
  const world = await shopWithMaya({ optIn: 'false' })

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('The customer asked not to be written to.')
})

test.each([
  ['TRUE ', 1],
  ['Yes', 1],
  ['maybe', 0],
  ['', 0],
  ['https://example.com/form/17', 0],
])('a customer with the note "%s" gets %i messages', async (note, messages) => {
  const world = await shopWithMaya()
  world.stripe.updateCustomer('cus_maya', { metadata: { whatsapp_opt_in: note } })

  await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(messages)
})

test('a note the merchant takes away stops the messages that were still to come', async () => {
  const world = await shopWithMaya()
  await mayaFails(world)

  world.stripe.updateCustomer('cus_maya', { metadata: {} })
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a consent recorded on the command line lets the message go out', async () => {
  const world = await shopWithSilentMaya()
  expect(await world.run('consent', 'grant', mayaPhone, '--wording', agreed)).toEqual([
    '+34600000001: service is granted',
  ])

  await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a consent recorded after the failure still counts for the message that waits', async () => {
  const world = await shopWithSilentMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 30 })

  await world.run('consent', 'grant', mayaPhone, '--wording', agreed)
  await world.advance({ hours: 1 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a consent for offers is none for news of payments', async () => {
  const world = await shopWithSilentMaya()
  await world.run('consent', 'grant', mayaPhone, '--wording', agreed, '--purpose', 'marketing')

  await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
})

test('a withdrawal recorded on the command line stops the messages that were still to come', async () => {
  const world = await shopWithMaya()
  await mayaFails(world)

  await world.run('consent', 'withdraw', mayaPhone)
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('consents imported from a file with their proof let messages go out', async () => {
  const world = await shopWithSilentMaya()

  const lines = await importFile(world, [
    'phone,consented_at,wording,proof',
    `+34 600 000 001,2026-10-01T12:00:00Z,"${agreed}",https://forms.example.com/17`,
    '+34 600 000 002,2026-10-01T12:00:00Z,,https://forms.example.com/18',
    `600 000 003,2026-10-01T12:00:00Z,"${agreed}",https://forms.example.com/19`,
    `+34 600 000 004,2027-10-01T12:00:00Z,"${agreed}",https://forms.example.com/20`,
    `+34 600 000 005,2026-10-01T12:00:00Z,"${agreed}",`,
  ])
  await mayaFails(world)

  expect(lines[0]).toBe('1 imported, 0 known before, 4 refused')
  expect(lines.slice(1).map((line) => line.split(':')[0])).toEqual(['line 3', 'line 4', 'line 5', 'line 6'])
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a file imported twice changes nothing', async () => {
  const world = await shopWithSilentMaya()
  const file = [
    'phone,consented_at,wording,proof',
    `${mayaPhone},2026-10-01T12:00:00Z,"${agreed}",https://forms.example.com/17`,
  ]

  await importFile(world, file)
  const [line] = await importFile(world, file)

  expect(line).toBe('0 imported, 1 known before, 0 refused')
})

test('a permission on file from before a STOP does not lift it, a newer one with proof does', async () => {
  const world = await shopWithMaya()
  await mayaFails(world)
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ hours: 1 })
  const proof = 'https://forms.example.com/21'
  const header = 'phone,consented_at,wording,proof'

  await importFile(world, [header, `${mayaPhone},2026-10-01T12:00:00Z,"${agreed}",${proof}`])
  await world.advance({ days: 4 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  await importFile(world, [header, `${mayaPhone},2026-11-26T12:00:00Z,"${agreed}",${proof}`])
  await world.advance({ days: 4 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
})

test('a customer without a phone number gets no message, and we can say what to do', async () => {
  const world = await shopWithMaya()
  world.stripe.updateCustomer('cus_maya', { phone: null })

  const invoice = await mayaFails(world)

  expect(world.whatsapp.messages).toHaveLength(0)
  expect(await explained(world, invoice)).toContain(
    'not sent. Stripe knows no usable phone number of this customer. Add one to the customer in Stripe.',
  )
})

test('a customer whose phone number cannot be one gets no message', async () => {
  const world = await shopWithMaya({ phone: 'call my office' })

  const invoice = await mayaFails(world)

  expect(world.whatsapp.messages).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('no usable phone number')
})

test('a phone number the merchant adds in time is written to', async () => {
  const world = await shopWithMaya()
  world.stripe.updateCustomer('cus_maya', { phone: null })
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 30 })

  world.stripe.updateCustomer('cus_maya', { phone: '+34 600 000 001' })
  await world.advance({ hours: 1 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a phone number that stands only with the card is written to', async () => {
  const world = await shopWithMaya()
  world.stripe.updateCustomer('cus_maya', { phone: null })
  world.stripe.giveCard('cus_maya', { brand: 'visa', last4: '0341', phone: '+34600000001' })

  await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})
