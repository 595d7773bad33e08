import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { linkNumber } from '../../../simulator/shop.ts'
import { businessNumber, type World } from '../../../simulator/world.ts'
import { explained, linkOf, mayaFails, mayaPhone, onlyMessage, open, shopWithMaya } from '../stage.ts'
import { addBerlin, berlin, refusalOf } from './stage.ts'

type Parts = {
  readonly header?: object
  readonly body?: string
  readonly buttons?: readonly object[]
  readonly language?: string
  readonly category?: string
  readonly named?: boolean
}

const examples: Readonly<Record<string, string>> = { customer: 'Maya', sum: '29,00 €' }

/** Writes a text of the merchant's own at Meta, as WhatsApp Manager does. */
async function writeText(world: World, parts: Parts = {}): Promise<void> {
  const { header, language = 'es_MX', category = 'UTILITY', named = true } = parts
  const usual = named
    ? 'Hola {{customer}}, aquí está tu factura de {{sum}} que sigue abierta, gracias por pagarla.'
    : 'Hola {{1}}, aquí está tu factura de {{2}} que sigue abierta, gracias por pagarla.'
  const params = Object.entries(examples).map(([param_name, example]) => ({ param_name, example }))
  const example = named ? { body_text_named_params: params } : { body_text: [Object.values(examples)] }
  const link = { type: 'URL', text: 'Pagar', url: `${world.url}/r/{{1}}`, example: [`${world.url}/r/x`] }
  const draft = {
    name: 'harbor_invoice',
    language,
    category,
    ...(named && { parameter_format: 'NAMED' }),
    components: [
      ...(header ? [{ type: 'HEADER', ...header }] : []),
      { type: 'BODY', text: parts.body ?? usual, example },
      { type: 'BUTTONS', buttons: parts.buttons ?? [link] },
    ],
  }
  const answer = await call(world, `${businessNumber.wabaId}/message_templates`, JSON.stringify(draft))
  if (!answer.id) throw new Error(JSON.stringify(answer))
  await world.advance({ minutes: 2 })
}

async function call(
  world: World,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: object = {},
) {
  const authorization = `Bearer ${businessNumber.token}`
  const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  const answer = await fetch(`${world.whatsapp.url}/v25.0/${path}`, {
    method: 'POST',
    body,
    headers: { authorization, ...type, ...headers },
  })
  return (await answer.json()) as { readonly id?: string; readonly h?: string }
}

/** Shows Meta an example of a header, as a new text needs one. */
async function example(world: World, type: string): Promise<string> {
  const { id } = await call(world, `700800900/uploads?file_length=4&file_type=${type}`, '')
  const { h } = await call(world, String(id), new Uint8Array(4), { file_offset: '0' })
  return String(h)
}

const adopt = (world: World, ...more: string[]) =>
  world.run('template', 'adopt', 'harbor_invoice', '--variables', 'customer=first_name,sum=amount', ...more)
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0])

/** A file with this in it; gone after the test. */
async function fileOf(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'picture')
  await writeFile(file, bytes)
  return file
}

/** Which numbers files were uploaded for, as paths without their version. */
function uploads({ whatsapp }: World): readonly string[] {
  return whatsapp.calls
    .filter(({ path }) => path.endsWith('/media'))
    .map(({ path }) => path.replace(/^\/v[\d.]+/, ''))
}

/** Takes a text with the invoice's document into use. */
async function adoptWithDocument(world: World) {
  await writeText(world, {
    header: { format: 'DOCUMENT', example: { header_handle: [await example(world, 'application/pdf')] } },
  })
  await adopt(world)
  await choose(world)
}

const choose = (world: World) =>
  world.run('flow', 'set', 'failed-payment', '--template', '1=own:harbor_invoice')

test('a tap on the merchant’s own button to hear no more stops the messages', async () => {
  const world = await shopWithMaya()
  const link = { type: 'URL', text: 'Pagar', url: `${world.url}/r/{{1}}`, example: [`${world.url}/r/x`] }
  await writeText(world, { buttons: [{ type: 'QUICK_REPLY', text: 'Sin ofertas' }, link] })
  await expect(adopt(world)).rejects.toThrow(
    'Say what a tap on “Sin ofertas” answers: --buttons "Sin ofertas=stop"',
  )
  await expect(adopt(world, '--buttons', 'Sin ofertas=go')).rejects.toThrow('What a button answers is one of')
  await adopt(world, '--buttons', 'Sin ofertas=stop')
  await choose(world)
  await mayaFails(world)

  await world.whatsapp.tap(mayaPhone, onlyMessage(world).id, 'Sin ofertas')
  await world.advance({ days: 10 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a text of the merchant’s own goes out with our values in their variables, and its link leads to the payment', async () => {
  const world = await shopWithMaya()
  await writeText(world)
  expect(await adopt(world)).toEqual(['own:harbor_invoice can be chosen now, in es_MX'])
  await choose(world)

  await mayaFails(world)

  const message = onlyMessage(world)
  expect(message).toMatchObject({ template: 'harbor_invoice', language: 'es_MX' })
  expect(message.body).toBe(
    'Hola Maya, aquí está tu factura de 29,00 € que sigue abierta, gracias por pagarla.',
  )
  expect((await open(linkOf(message))).status).toBe(303)
})

test('a text that counts its variables is filled by their numbers', async () => {
  const world = await shopWithMaya()
  await writeText(world, { named: false, language: 'es' })
  await world.run('template', 'adopt', 'harbor_invoice', '--variables', '1=first_name,2=amount')
  await choose(world)

  await mayaFails(world)

  expect(onlyMessage(world).body).toContain('Hola Maya, aquí está tu factura de 29,00 €')
})

test('a text of the merchant’s own that Meta turns into marketing raises an alarm and is not sent, until it is adopted as that', async () => {
  const world = await shopWithMaya()
  await writeText(world)
  await adopt(world)
  await choose(world)
  const alarms = async () => (await world.run('alarm', 'list')).join('\n')
  await world.whatsapp.recategorize('harbor_invoice', 'MARKETING')
  await world.settle()
  expect(await alarms()).toContain('harbor_invoice es_MX')
  expect(await alarms()).not.toContain('over since')

  const invoice = await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toEqual([])
  expect(await explained(world, invoice)).toContain('Meta now counts this text as marketing')

  await adopt(world)
  await world.advance({ minutes: 1 })
  expect(await alarms()).toContain('over since')
})

test('a text with a document goes out with the invoice’s own, kept at Meta and open to nobody else', async () => {
  const world = await shopWithMaya()
  await writeText(world, {
    header: { format: 'DOCUMENT', example: { header_handle: [await example(world, 'application/pdf')] } },
  })
  await adopt(world)
  await choose(world)

  await mayaFails(world)

  const { media } = onlyMessage(world)
  expect(media).toMatchObject({ kind: 'document', filename: expect.stringMatching(/^\S+\.pdf$/) })
  expect(media?.link).toBeUndefined()
})

test('a text with a picture and a promotion code goes out with both', async () => {
  const world = await shopWithMaya()
  const header = { format: 'IMAGE', example: { header_handle: [await example(world, 'image/png')] } }
  const link = { type: 'URL', text: 'Pagar', url: `${world.url}/r/{{1}}`, example: [`${world.url}/r/x`] }
  const code = { type: 'COPY_CODE', example: 'SAVE10' }
  await writeText(world, { header, buttons: [link, code] })
  expect(await refusalOf(adopt(world))).toContain('It has a picture: say which with --image')
  await adopt(world, '--image', await fileOf(png), '--code', 'COFFEE10')
  await choose(world)

  await mayaFails(world)

  const message = onlyMessage(world)
  expect(message).toMatchObject({
    media: { kind: 'image', id: expect.any(String) },
    buttons: [{ type: 'url' }, { type: 'copy_code', code: 'COFFEE10' }],
  })
  expect(message.media?.link).toBeUndefined()
})

test('one upload of a picture does for many messages, until it is adopted with another', async () => {
  const world = await shopWithMaya()
  const header = { format: 'IMAGE', example: { header_handle: [await example(world, 'image/png')] } }
  await writeText(world, { header })
  await adopt(world, '--image', await fileOf(png))
  await choose(world)
  world.stripe.payInvoice(await mayaFails(world))
  await world.advance({ days: 8 })
  world.stripe.payInvoice(await mayaFails(world))
  expect([world.messagesTo(mayaPhone).length, uploads(world).length]).toEqual([2, 1])

  await adopt(world, '--image', await fileOf(jpeg))
  await world.advance({ days: 8 })
  await mayaFails(world)

  expect([world.messagesTo(mayaPhone).length, uploads(world).length]).toEqual([3, 2])
})

test('a document is uploaded for the number alone that it goes out from', async () => {
  const world = await shopWithMaya()
  addBerlin(world)
  await linkNumber(world, berlin)
  await adoptWithDocument(world)

  await mayaFails(world)

  expect(onlyMessage(world).media).toMatchObject({ kind: 'document' })
  expect(uploads(world)).toEqual([`/${businessNumber.phoneNumberId}/media`])
})

test('a document of a message that does not go out is never uploaded', async () => {
  const world = await shopWithMaya()
  await adoptWithDocument(world)
  world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.whatsapp.reply(mayaPhone, 'STOP')

  await world.advance({ hours: 2 })

  expect(world.messagesTo(mayaPhone)).toEqual([])
  expect(uploads(world)).toEqual([])
})

test('a message whose document Meta did not keep at first goes out later', async () => {
  const world = await shopWithMaya()
  await adoptWithDocument(world)
  world.whatsapp.fail({ method: 'POST', path: /\/media$/, code: 131000 })

  await mayaFails(world)

  expect(onlyMessage(world).media).toMatchObject({ kind: 'document' })
  expect(uploads(world)).toHaveLength(2)
})

test('a text of one’s own that Meta counts as marketing from now on is not sent', async () => {
  const world = await shopWithMaya()
  await writeText(world)
  await adopt(world)
  await choose(world)
  await world.whatsapp.recategorize('harbor_invoice', 'MARKETING')

  const invoice = await mayaFails(world)

  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect(await explained(world, invoice)).toContain('Meta now counts this text as marketing')
})

test('what cannot be filled is refused, with all that is wrong and what to do', async () => {
  const world = await shopWithMaya()
  const adoptWith = (variables: string, ...more: string[]) =>
    refusalOf(world.run('template', 'adopt', 'harbor_invoice', '--variables', variables, ...more))
  expect(await adoptWith('customer=first_name')).toContain('write it in WhatsApp Manager first')
  const elsewhere = {
    type: 'URL',
    text: 'Pagar',
    url: 'https://elsewhere.example/{{1}}',
    example: ['https://elsewhere.example/x'],
  }
  await writeText(world, { buttons: [elsewhere] })

  const said = await adoptWith('customer=first_name')

  expect(said).toContain(`only ${world.url}/r/{{1}} can be filled here`)
  expect(said).toContain(`It has no button that leads to ${world.url}/r/{{1}}`)
  expect(await adoptWith('customer=shoe_size')).toContain('What fills a variable is one of first_name')
  expect(await adoptWith('customer=first_name', '--code', 'A'.repeat(21))).toContain('at most 20 characters')
  const text = new TextEncoder().encode('no picture')
  expect(await adoptWith('customer=first_name', '--image', await fileOf(text))).toContain('PNG or JPEG')
  expect(await refusalOf(choose(world))).toContain('template adopt')
})

test('a text of one’s own must fit its flow', async () => {
  const world = await shopWithMaya()
  await writeText(world, { category: 'MARKETING' })
  await adopt(world)

  expect(await refusalOf(choose(world))).toContain('which is not what shoppers')
})
