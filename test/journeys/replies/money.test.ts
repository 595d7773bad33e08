import { expect, test } from 'vitest'
import { mayaPhone, mayaWasWrittenTo, open } from '../stage.ts'
import { hansPhone, hansWrites, mayaWrites, saidTo, say } from './stage.ts'

test('whoever writes that they want to pay gets a link that leads to the open invoice', async () => {
  const { world, invoice, answers } = await mayaWrites('Quiero pagar')

  expect(answers).toHaveLength(1)
  expect(answers[0]?.body).toContain('29,00\u00a0€')
  const [button] = answers[0]?.buttons ?? []
  expect(button?.label).toBe('Pagar ahora')
  const page = await open(button?.url ?? '')
  expect(page.headers.get('location')).toBe(world.stripe.find('invoice', invoice).hosted_invoice_url)
})

test('the address of a link is nowhere in what is kept of the answer', async () => {
  const { world, answers } = await mayaWrites('Quiero pagar')
  const token = answers[0]?.buttons[0]?.url?.split('/').at(-1) ?? ''
  expect(token).toMatch(/^[\w-]{20,}$/)
  const rows = await world.house.tools.db.selectFrom('answer').selectAll().execute()
  expect(rows.map(({ content }) => content)).toEqual([expect.stringContaining('Pagar ahora')])
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('a link that Meta could not take for a moment leads to the open invoice when it is tried again', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  // The mark that it was read is refused, and then the answer itself.
  world.whatsapp.fail({ method: 'POST', path: /\/messages$/, code: 131000, by: 'answer' }, 2)
  await say(world, 'Quiero pagar')
  await world.advance({ minutes: 10 })
  const { attempts } = await world.house.tools.db.selectFrom('answer').selectAll().executeTakeFirstOrThrow()
  expect(attempts).toBe(2)
  const [button] = world.answersTo(mayaPhone)[0]?.buttons ?? []
  const page = await open(button?.url ?? '')
  expect(page.headers.get('location')).toBe(world.stripe.find('invoice', invoice).hosted_invoice_url)
})

test('the same in German', async () => {
  const { answers } = await hansWrites('Wie kann ich zahlen?')
  expect(answers.map(({ body }) => body)).toEqual([expect.stringContaining('Hier kannst du 29,00\u00a0€')])
})

test('whoever pays through the link of an answer was won by us', async () => {
  const { world, invoice, answers } = await mayaWrites('pagar')
  await open(answers[0]?.buttons[0]?.url ?? '')
  await world.stripe.payInvoice(invoice)
  await world.advance({ minutes: 5 })
  expect(world.stripe.find('invoice', invoice).metadata).toMatchObject({ paynudge_attribution: 'clicked' })
})

test('whoever wants to pay what was paid meanwhile is told that nothing is open', async () => {
  const { world, invoice } = await mayaWrites('hola')
  await world.stripe.payInvoice(invoice)
  await say(world, 'pagar')
  expect(saidTo(world).at(-1)).toContain('no tienes nada pendiente')
})

test('the balance is told in the currency it is owed in', async () => {
  const { world } = await mayaWrites('¿Cuánto debo?')
  expect(saidTo(world)).toEqual([
    expect.stringMatching(/pendiente ahora con Harbor Coffee:\n• 29,00\s€ \(1 × factura\)/),
  ])
})

test('the balance in German', async () => {
  const { world } = await hansWrites('Saldo')
  expect(saidTo(world, hansPhone)[0]).toMatch(/offen:\n• 29,00\s€/)
})

test('the details name what the invoice is for', async () => {
  const { world } = await mayaWrites('detalles')
  expect(saidTo(world)[0]).toMatch(/incluye la factura .* de Harbor Coffee:\n• .+: 29,00\s€/)
})

test('the details in German', async () => {
  const { world } = await hansWrites('wofür ist das')
  expect(saidTo(world, hansPhone)[0]).toContain('Darum geht es bei Harbor Coffee')
})

test('somebody nobody knows is told that nothing is open', async () => {
  const { world } = await mayaWrites('gracias')
  await say(world, 'balance', '+447400123456')
  expect(saidTo(world, '+447400123456')).toEqual([expect.stringContaining('nothing is open')])
  expect(saidTo(world, mayaPhone)).toHaveLength(1)
})

test('whoever answers our message and then pays was won by the answer', async () => {
  const { world, invoice } = await mayaWrites('Gracias, lo miro ahora')
  await world.stripe.payInvoice(invoice)
  await world.advance({ minutes: 5 })
  expect(world.stripe.find('invoice', invoice).metadata).toMatchObject({ paynudge_attribution: 'answered' })
})

test('an answer that we hear of after the payment counts by when it was written', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.whatsapp.hold()
  await world.whatsapp.reply(mayaPhone, 'Ya voy')
  await world.advance({ minutes: 1 })
  await world.stripe.payInvoice(invoice)
  await world.advance({ minutes: 5 })
  expect(world.stripe.find('invoice', invoice).metadata).toMatchObject({ paynudge_attribution: 'read' })

  await world.whatsapp.release()
  await world.advance({ minutes: 5 })
  expect(world.stripe.find('invoice', invoice).metadata).toMatchObject({ paynudge_attribution: 'answered' })
})

test('a STOP is no answer that earned anything', async () => {
  const { world, invoice } = await mayaWrites('STOP')
  await world.stripe.payInvoice(invoice)
  await world.advance({ minutes: 5 })
  expect(world.stripe.find('invoice', invoice).metadata).toMatchObject({ paynudge_attribution: 'read' })
})

test('what is owed is asked anew for an answer that Meta refused at first: it may be paid by then', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  world.whatsapp.fail({ method: 'POST', path: /messages$/, code: 131016, to: mayaPhone }, 1)
  await world.whatsapp.reply(mayaPhone, 'saldo')
  await world.advance({ seconds: 1 })
  expect(saidTo(world)).toEqual([])
  world.stripe.payInvoice(invoice)
  await world.advance({ minutes: 30 })

  expect(saidTo(world)).toHaveLength(1)
  expect(saidTo(world)[0]).not.toContain('29,00')
})
