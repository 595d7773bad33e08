import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Bookshop, credentials, lucia, pass, startBookshop } from './whatsapp-rehearsal.ts'

let shop: Bookshop
beforeEach(async () => {
  shop = await startBookshop()
})
afterEach(() => shop.close())

const bytes = new TextEncoder().encode('%PDF-1.4 a bill')

/** Keeps a document at Meta and returns its id. */
async function upload(): Promise<string> {
  const kept = await shop.client.upload(credentials, { bytes, type: 'application/pdf', name: 'bill.pdf' })
  return kept.kind === 'ok' ? String(kept.body.id) : expect.fail(kept.text)
}

const send = (document: object) =>
  shop.client.send(credentials, { messaging_product: 'whatsapp', to: lucia, type: 'document', document })
const codeOf = async (document: object) => {
  const sent = await send(document)
  return sent.kind === 'refused' ? sent.code : undefined
}

/** What the phone page shows of the chat. */
async function chat(): Promise<{ readonly isTyping: boolean }> {
  const answer = await fetch(`${shop.whatsapp.url}/_sandbox/chat?phone=${encodeURIComponent(lucia)}`)
  return (await answer.json()) as { readonly isTyping: boolean }
}

test('a document that was uploaded comes to the phone, where it can be opened', async () => {
  const id = await upload()
  expect(await send({ id, filename: 'bill.pdf', caption: 'Your bill' })).toMatchObject({ kind: 'accepted' })
  await pass(shop, 5)
  expect(shop.whatsapp.messagesTo(lucia)).toMatchObject([
    { body: 'Your bill', media: { kind: 'document', id, filename: 'bill.pdf' } },
  ])
  const file = await fetch(`${shop.whatsapp.url}/phone/media/${id}`)
  expect(file.headers.get('content-type')).toContain('application/pdf')
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
})

test('a document nobody uploaded is refused, and so is one without any', async () => {
  expect(await codeOf({ id: '1' })).toBe(131009)
  expect(await codeOf({ filename: 'bill.pdf' })).toBe(131008)
})

test('a document with too long a caption is refused', async () => {
  expect(await codeOf({ id: await upload(), caption: 'x'.repeat(1_025) })).toBe(131009)
})

test('a document comes within 24 hours of the last word, and not later', async () => {
  const id = await upload()
  await pass(shop, 24 * 3_600)
  expect(await codeOf({ id })).toBe(131047)
})

test('the phone shows that the business is writing, until it has written or 25 seconds are over', async () => {
  const asked = await shop.whatsapp.reply(lucia, 'How much is it?')
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: asked.id }
  const typing = { ...read, typing_indicator: { type: 'text' } }
  const tell = (body: object) => shop.client.call(credentials.token, 'POST', '/5001/messages', { ...body })
  await tell(typing)
  expect(await chat()).toMatchObject({ isTyping: true })
  await pass(shop, 25)
  expect(await chat()).toMatchObject({ isTyping: false })

  await tell(typing)
  await shop.client.send(credentials, {
    messaging_product: 'whatsapp',
    to: lucia,
    type: 'text',
    text: { body: '5' },
  })
  expect(await chat()).toMatchObject({ isTyping: false })
})

test('a reaction is told with the message it is about', async () => {
  await shop.client.send(credentials, {
    messaging_product: 'whatsapp',
    to: lucia,
    type: 'text',
    text: { body: '5' },
  })
  await pass(shop, 5)
  await shop.whatsapp.react(lucia, '👍')
  const told = shop.endpoint.received.at(-1)?.body ?? ''
  expect(told).toContain('"type":"reaction"')
  expect(told).toContain(shop.whatsapp.messagesTo(lucia)[0]?.id)
})
