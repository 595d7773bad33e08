import { expect, test } from 'vitest'
import { mayaPhone, mayaWasWrittenTo } from '../stage.ts'
import { answersKept, hansPhone, hansWrites, mayaWrites, saidTo, say } from './stage.ts'

test('whoever asks for the invoice gets it as a document that was uploaded, not as a link', async () => {
  const { world, invoice, answers } = await mayaWrites('Envíame la factura')

  const { number } = world.stripe.find('invoice', invoice)
  expect(answers).toHaveLength(1)
  expect(answers[0]).toMatchObject({ media: { kind: 'document', filename: `${number}.pdf` } })
  expect(answers[0]?.media?.link).toBeUndefined()
  expect(answers[0]?.body).toMatch(/Aquí tienes la factura .* de Harbor Coffee.\n29,00\s€/)
  const file = await fetch(`${world.whatsapp.url}/phone/media/${answers[0]?.media?.id}`)
  expect(await file.text()).toContain(`Invoice ${number}`)
})

test('the invoice in German', async () => {
  const { answers } = await hansWrites('Rechnung')
  expect(answers[0]).toMatchObject({ media: { kind: 'document' } })
  expect(answers[0]?.body).toContain('Hier kommt von Harbor Coffee: Rechnung')
})

test('a statement is every open invoice, each as a document', async () => {
  const { world } = await mayaWasWrittenTo()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ hours: 1 })
  await say(world, 'estado de cuenta')

  const answers = world.answersTo(mayaPhone)
  expect(answers.map(({ media }) => media?.kind)).toEqual([undefined, 'document', 'document'])
  expect(answers[0]?.body).toContain('facturas pendientes con Harbor Coffee')
})

test('the statement in German', async () => {
  const { world } = await hansWrites('offene Rechnungen')
  expect(saidTo(world, hansPhone)[0]).toContain('deine offenen Rechnungen bei Harbor Coffee')
  expect(world.answersTo(hansPhone)).toHaveLength(2)
})

test('while Stripe is away the document waits, and then comes once', async () => {
  const { world } = await mayaWasWrittenTo()
  world.stripe.fail(
    { method: 'GET', path: /invoices/, status: 500, headers: { 'stripe-should-retry': 'false' } },
    3,
  )
  await say(world, 'factura')
  await world.advance({ minutes: 10 })
  expect(world.answersTo(mayaPhone)).toHaveLength(1)
  expect(await answersKept(world)).toMatchObject([{ wish: 'invoice', state: 'sent' }])
})
