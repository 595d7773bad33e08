import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Bookshop, credentials, pass, startBookshop, write } from './whatsapp-rehearsal.ts'

let bookshop: Bookshop

beforeEach(async () => {
  bookshop = await startBookshop()
})

afterEach(() => bookshop.close())

/** The number with this ending, whose person has opened a chat. */
async function magic(ending: string): Promise<string> {
  const phone = `+1500555${ending}`
  await bookshop.whatsapp.reply(phone, 'hi', credentials.phoneNumberId)
  return phone
}

describe('a message to a magic number', () => {
  test.each([
    ['0042', 131042],
    ['0047', 131047],
    ['0048', 131048],
    ['0190', 190],
  ])('that ends with %s is always refused with %i', async (ending, code) => {
    const phone = await magic(ending)
    for (let tries = 0; tries < 3; tries += 1)
      expect(await write(bookshop, phone)).toMatchObject({ kind: 'refused', code })
  })

  test.each([
    ['0029', 130429, 2],
    ['0056', 131056, 1],
    ['0500', 131000, 2],
  ])('that ends with %s is refused with %i so many times: %i', async (ending, code, times) => {
    const phone = await magic(ending)
    for (let tries = 0; tries < times; tries += 1)
      expect(await write(bookshop, phone)).toMatchObject({ kind: 'refused', code })
    expect(await write(bookshop, phone)).toMatchObject({ kind: 'accepted' })
  })

  test.each(['0026', '0049', '0050', '0072'])('that ends with %s is taken and fails', async (ending) => {
    expect(await write(bookshop, await magic(ending))).toMatchObject({ kind: 'accepted' })
    await pass(bookshop, 10)
    expect(bookshop.whatsapp.messages.at(-1)?.status).toBe('failed')
  })

  test('that ends with 0504 is taken, and nobody hears of it', async () => {
    const phone = await magic('0504')
    expect(await write(bookshop, phone)).toMatchObject({ kind: 'unknown' })
    expect(bookshop.whatsapp.messagesTo(phone)).toHaveLength(1)
  })

  test('that ends with 0098 is sent and never arrives', async () => {
    const phone = await magic('0098')
    await write(bookshop, phone)
    await pass(bookshop, 10)
    expect(bookshop.whatsapp.messages.at(-1)?.status).toBe('sent')
  })

  test('that ends with anything else arrives', async () => {
    const phone = await magic('0001')
    await write(bookshop, phone)
    await pass(bookshop, 10)
    expect(bookshop.whatsapp.messages.at(-1)?.status).toBe('read')
  })
})

/** A text the shop may send to strangers. */
async function approveText(category = 'UTILITY') {
  const components = [{ type: 'BODY', text: 'The book that you ordered is ready to be fetched.' }]
  const draft = { name: 'ready', language: 'en_US', category, components }
  await bookshop.client.call(credentials.token, 'POST', `/${credentials.wabaId}/message_templates`, draft)
  await bookshop.whatsapp.review('ready', 'APPROVED')
}

function sendText(to: string, phoneNumberId = credentials.phoneNumberId) {
  const template = { name: 'ready', language: { code: 'en_US' } }
  const message = { messaging_product: 'whatsapp', to, type: 'template', template }
  return bookshop.client.send({ ...credentials, phoneNumberId }, message)
}

test('a text to the number that ends with 0099 is held, and fails as the text is paused', async () => {
  await approveText()
  expect(await sendText('+15005550099')).toMatchObject({ kind: 'accepted', isHeld: true })
  await pass(bookshop, 10)
  expect(bookshop.whatsapp.messages.at(-1)?.status).toBe('failed')
})

test('an offer to a number of the United States is taken and fails', async () => {
  await approveText('MARKETING')
  expect(await sendText('+12125550123')).toMatchObject({ kind: 'accepted' })
  await pass(bookshop, 10)
  expect(bookshop.whatsapp.messages.at(-1)?.status).toBe('failed')
})

test('all numbers of a business together write to as many strangers a day as Meta allows it', async () => {
  const { whatsapp, clock } = bookshop
  const second = { ...credentials, app: 'paynudge', phoneNumberId: '5009' }
  whatsapp.addNumber({ ...second, displayPhone: '+34 910 000 009', verifiedName: 'Books too' })
  for (const id of [credentials.phoneNumberId, '5009'])
    whatsapp.changeNumber(id, { messagingLimit: 'TIER_50' })
  await approveText()
  const phoneOf = (nth: number) => `+3460055${String(nth).padStart(4, '0')}`
  for (let nth = 0; nth < 50; nth += 1)
    expect(await sendText(phoneOf(nth), nth % 2 ? '5009' : credentials.phoneNumberId)).toMatchObject({
      kind: 'accepted',
    })

  expect(await sendText(phoneOf(50))).toMatchObject({ kind: 'refused', code: 131048 })
  expect(await sendText(phoneOf(50), '5009')).toMatchObject({ kind: 'refused', code: 131048 })
  expect(await sendText(phoneOf(7))).toMatchObject({ kind: 'accepted' })
  expect(await write(bookshop)).toMatchObject({ kind: 'accepted' })

  await clock.moveTo(clock.now().add({ hours: 24 }))
  expect(await sendText(phoneOf(50))).toMatchObject({ kind: 'accepted' })
})
